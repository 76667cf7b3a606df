import { attemptOf } from "../release/attempt.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { actionText } from "./action.ts";
import { phaseText } from "./phase-title.ts";
import { commitLink } from "./places.ts";
import { reasonText } from "./reason.ts";
import { listed } from "./words.ts";

/** What is said alike of problems and waits by all; how much of it, each place where phases are told decides. */
export type Telling = {
  readonly problem: (problem: Problem) => string;
  readonly wait: (waiting: Extract<Step, { readonly is: "waiting" }>) => string;
};

/** The title of a phase. */
export function phaseLabel({ name, optional }: PlannedPhase): string {
  return `${phaseText(name)}${optional ? " (optional)" : ""}`;
}

/** Where a phase stands, in words. */
export function phaseSays({ name, step }: PlannedPhase, seen: Snapshot, telling: Telling): string {
  return name === "tag" && step.is === "done" ? taggedText(seen) : stepText(step, telling);
}

function taggedText(seen: Snapshot): string {
  const commit = attemptOf(seen)?.commit;
  return commit === undefined ? "" : `At commit ${commitLink(seen, commit)}.`;
}

function stepText(step: Step, telling: Telling): string {
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
      return telling.problem(step.because);
    case "waiting":
      return step.on.for === "phases" && step.on.draft === undefined
        ? `After ${listed(step.on.names.map(phaseText))}.`
        : telling.wait(step);
  }
}
