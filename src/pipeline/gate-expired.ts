import { alreadyOut, looksForOut } from "../release/already-out.ts";
import type { Gate } from "../release/configuration.ts";
import { isDispensable } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { looksForNext, nextFree } from "./next-free.ts";

/**
 * A gate that nobody opened in time, which only another build brings back: unless an index has files of this one, which
 * takes no others in their place. What does not answer keeps nothing from being told.
 */
export function gateExpired(seen: Snapshot, gate: Gate, url: string): Step {
  const because = { is: "gate-expired", environment: gate.name, url } as const;
  if (isDispensable(seen, gate)) {
    return { is: "stopped", because };
  }
  const out = alreadyOut(seen);
  const looks = looksForOut(seen);
  const [look, ...more] = looks.length > 0 || out.on.length === 0 ? looks : looksForNext(seen);
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const next = out.on.length === 0 ? undefined : nextFree(seen);
  return { is: "stopped", because: { ...because, out, ...(next === undefined ? {} : { next }) } };
}
