import { memoryOf } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { PhaseName, Step } from "../release/step.ts";

const LEFT: Step = { is: "skipped", why: { is: "not-once-yanked" } };

/**
 * A phase's step once somebody said that the published bytes are bad: what is done stays done, and nothing more is let
 * out or told. Posts that were made are still changed in their place: they get the warning.
 */
export function onceYanked(name: PhaseName, step: Step, seen: Snapshot): Step {
  if (memoryOf(seen).yank === undefined || name === "yank" || (name === "tag" && !isGone(step))) {
    return step;
  }
  switch (step.is) {
    case "done":
    case "skipped":
    case "look":
      return step;
    case "due":
      return step.act.every((action) => action.do === "edit-announcement") ? step : LEFT;
    case "waiting":
      return name.startsWith("announce ") && isForWarning(step) ? step : LEFT;
    case "stopped":
      return LEFT;
  }
}

/** What an earlier attempt has left waiting is closed all the same. That the tag is deleted then is no news. */
function isGone(step: Step): boolean {
  return step.is === "stopped" && step.because.is === "tag-deleted";
}

function isForWarning({ on }: Extract<Step, { readonly is: "waiting" }>): boolean {
  return on.for === "answer" || (on.for === "channel" && on.isEdit === true);
}
