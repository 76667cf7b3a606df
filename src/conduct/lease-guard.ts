import type { Clock } from "../clock.ts";
import type { Guard } from "../github/github.ts";
import { SECOND } from "../release/instant.ts";
import { type Lease, LeaseLost, type Queue } from "../store/store.ts";

/** How much longer than a write's time-out a lease is made that would be too short for it, in milliseconds. */
const MARGIN = 5 * SECOND;

/** What a guard stands on. `leaseMs` is how long a lease is made at the least. */
export type GuardBase = { readonly queue: Queue; readonly clock: Clock; readonly leaseMs: number };

/**
 * Before each write: the lease is still ours and outlives the write's time-out. So a replica that stalled and
 * wakes up late writes nothing, whatever it had planned. No longer than needed: if this replica dies, its release
 * waits for the end of the lease.
 */
export function guardOf({ queue, clock, leaseMs }: GuardBase, lease: Lease, signal: AbortSignal): Guard {
  let { until } = lease;
  return async (timeout) => {
    // Asked again after prolonging: that may have taken long.
    while (signal.aborted || until - clock.now() <= timeout) {
      const wanted = Math.max(leaseMs, timeout + MARGIN);
      const prolonged = signal.aborted ? undefined : await queue.renew(lease, wanted);
      if (prolonged === undefined) {
        throw new LeaseLost(lease.key);
      }
      until = prolonged.until;
    }
  };
}
