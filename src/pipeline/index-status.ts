import type { Gate } from "../release/configuration.ts";
import { gateState } from "../release/gate.ts";
import { statusNotice } from "../release/index-status.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";

/**
 * The step with what the status page shows of the gate's index, while somebody could still wait with an approval or
 * wonders why publishing failed. It blocks nothing and opens nothing: the step stays what it is.
 */
export function withIndexStatus(seen: Snapshot, gate: Gate, step: Step): Step {
  if (gate.index === undefined || !matters(seen, gate, step)) {
    return step;
  }
  if (seen.indexStatus.is === "unseen") {
    return { is: "look", at: [{ at: "indexStatus" }] };
  }
  const notice = statusNotice(seen, gate.index);
  return notice === undefined ? step : { ...step, notices: [...(step.notices ?? []), notice] };
}

function matters(seen: Snapshot, gate: Gate, step: Step): boolean {
  return (
    (step.is === "waiting" && gateState(seen, gate.name).is === "waiting") ||
    (step.is === "stopped" && step.because.is === "publish-failed")
  );
}
