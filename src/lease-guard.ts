import type { Clock } from "./clock.ts";
import type { Guard } from "./github/github.ts";
import { MINUTE } from "./release/instant.ts";
import { type Lease, LeaseLost, type Queue } from "./store/store.ts";

/** A lease is prolonged to this when it is about to be too short for a write. */
const PROLONGED = 2 * MINUTE;

/**
 * Before each write: the lease is still ours and outlives the write's time-out. So a replica that stalled and
 * wakes up late writes nothing, whatever it had planned.
 */
export function guardOf(queue: Queue, clock: Clock, lease: Lease, signal: AbortSignal): Guard {
  let { until } = lease;
  return async (timeout) => {
    if (!signal.aborted && until - clock.now() > timeout) {
      return;
    }
    const prolonged = signal.aborted ? undefined : await queue.renew(lease, Math.max(PROLONGED, 2 * timeout));
    if (prolonged === undefined) {
      throw new LeaseLost(lease.key);
    }
    until = prolonged.until;
  };
}
