import type { PlannedPhase } from "../release/plan.ts";
import type { Problem } from "../release/problem.ts";
import type { Step } from "../release/step.ts";
import type { Wait } from "../release/wait.ts";
import { isForPeople } from "./wait.ts";

/** Where a phase stands, as it is shown. */
export type PhaseState = "done" | "left-out" | "people" | "machines" | "stopped" | "to-come";

/** The states in words, each with a sign that a glance finds; in one piece, so that no table breaks them. */
export const STATE_WORDS: { readonly [State in PhaseState]: string } = {
  done: "✅\u00a0done",
  "left-out": "➖\u00a0not\u00a0needed",
  people: "👤\u00a0waiting",
  machines: "⏳\u00a0under\u00a0way",
  stopped: "❌\u00a0stopped",
  "to-come": "⚪\u00a0to\u00a0come",
};

/** The state that a step shows as. What we do next or look for is under way, too. */
export function phaseState(step: Step): PhaseState {
  switch (step.is) {
    case "done":
      return "done";
    case "skipped":
      return "left-out";
    case "look":
    case "due":
      return "machines";
    case "stopped":
      return "stopped";
    case "waiting":
      return waitState(step.on);
  }
}

function waitState(wait: Wait): PhaseState {
  if (wait.for === "phases") {
    return "to-come";
  }
  return isForPeople(wait) ? "people" : "machines";
}

/** The phases in a state; those that the end of the release waits for come first. */
export function phasesIn(phases: readonly PlannedPhase[], state: PhaseState): readonly PlannedPhase[] {
  const there = phases.filter(({ step }) => phaseState(step) === state);
  return [...there.filter(({ optional }) => !optional), ...there.filter(({ optional }) => optional)];
}

/** Whether everything that the release needs is done. */
export function isComplete(phases: readonly PlannedPhase[]): boolean {
  const needed = phases.filter(({ optional }) => !optional).map(({ step }) => phaseState(step));
  return needed.length > 0 && needed.every((state) => state === "done" || state === "left-out");
}

/** A problem, where it came up, and whether the release stands still for it. */
export type Trouble = { readonly phase: string; readonly problem: Problem; readonly stops: boolean };

/** Every problem of a plan once, those that stop the release first. */
export function troubles(phases: readonly PlannedPhase[]): readonly Trouble[] {
  const all = phases.flatMap(({ name, optional, step }): readonly Trouble[] => [
    ...(step.is === "stopped" ? [{ phase: name, problem: step.because, stops: !optional }] : []),
    ...(step.notices ?? []).map((problem) => ({ phase: name, problem, stops: false })),
  ]);
  const once = new Map(all.toReversed().map((one) => [JSON.stringify(one.problem), one]));
  const distinct = [...once.values()].toReversed();
  return [...distinct.filter((one) => one.stops), ...distinct.filter((one) => !one.stops)];
}
