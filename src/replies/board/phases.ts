import { attemptOf } from "../../release/attempt.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { Step } from "../../release/step.ts";
import { actionText } from "../action.ts";
import { phaseState, STATE_WORDS } from "../phase-state.ts";
import { phaseText } from "../phase-title.ts";
import { commitLink } from "../places.ts";
import { problemText } from "../problem.ts";
import { reasonText } from "../reason.ts";
import { untilText } from "../until.ts";
import { waitText } from "../wait.ts";
import { firstLine, listed, utc } from "../words.ts";
import { table } from "./markup.ts";

/** Every phase, where it stands, and why; of a release that began with its tag those from the tag on. */
export function phaseTable(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const shown = phases.filter(({ name, step }) => name !== "call-out" || step.is !== "skipped");
  const rows = shown.map(({ name, optional, step }) => [
    `${phaseText(name)}${optional ? " (optional)" : ""}`,
    STATE_WORDS[phaseState(step)],
    name === "tag" && step.is === "done" ? taggedText(seen) : stepText(step, seen),
  ]);
  return table(["Phase", "State", "What"], rows);
}

function taggedText(seen: Snapshot): string {
  const commit = attemptOf(seen)?.commit;
  return commit === undefined ? "" : `At commit ${commitLink(seen, commit)}.`;
}

function stepText(step: Step, seen: Snapshot): string {
  switch (step.is) {
    case "done":
      return step.why === undefined ? "" : reasonText(step.why);
    case "skipped":
      return reasonText(step.why);
    case "look":
      return "Being looked at.";
    case "due":
      return actionText(step.act[0]);
    case "stopped":
      return firstLine(problemText(step.because, seen).says);
    case "waiting": {
      if (step.on.for === "phases" && step.on.draft === undefined) {
        return `After ${listed(step.on.names.map(phaseText))}.`;
      }
      const { since } = step;
      const span = since === undefined ? "" : ` Since ${utc(since)}${untilText(step)}.`;
      return `${waitText(step.on, seen).says}${span}`;
    }
  }
}
