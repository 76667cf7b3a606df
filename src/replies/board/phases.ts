import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { phaseLabel, phaseSays, type Telling } from "../phase-says.ts";
import { phaseState, STATE_WORDS } from "../phase-state.ts";
import { problemText } from "../problem.ts";
import { untilText } from "../until.ts";
import { waitText } from "../wait.ts";
import { firstLine, utc } from "../words.ts";
import { table } from "./markup.ts";

/** Every phase, where it stands, and why; of a release that began with its tag those from the tag on. */
export function phaseTable(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const shown = phases.filter(({ name, step }) => name !== "call-out" || step.is !== "skipped");
  const telling: Telling = {
    problem: (problem) => firstLine(problemText(problem, seen).says),
    wait: (step) => {
      const { on, since } = step;
      const span = since === undefined ? "" : ` Since ${utc(since)}${untilText(step)}.`;
      return `${waitText(on, seen).says}${span}`;
    },
  };
  const rows = shown.map((phase) => [
    phaseLabel(phase),
    STATE_WORDS[phaseState(phase.step)],
    phaseSays(phase, seen, telling),
  ]);
  return table(["Phase", "State", "What"], rows);
}
