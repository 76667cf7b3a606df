import type { Gate } from "../release/configuration.ts";
import { isDispensable } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { untilRebuilt } from "./until-rebuilt.ts";

/** A gate that nobody opened in time. */
export function gateExpired(seen: Snapshot, gate: Gate, url: string): Step {
  const because = { is: "gate-expired", environment: gate.name, url } as const;
  return isDispensable(seen, gate) ? { is: "stopped", because } : untilRebuilt(seen, because);
}
