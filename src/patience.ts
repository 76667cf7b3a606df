import type { Clock } from "./clock.ts";
import { type Instant, SECOND } from "./release/instant.ts";

/** Whoever only stumbled is asked again after each of these, in milliseconds: people are waiting. */
export const PAUSES: readonly number[] = [SECOND, 2 * SECOND];

export type Patience = {
  readonly clock: Pick<Clock, "now">;
  readonly sleep: (until: Instant) => Promise<void>;
  /** In milliseconds, one before each repeat. */
  readonly pauses: readonly number[];
  /** Whether what failed so may go through a moment later. */
  readonly mayPass: (error: unknown) => boolean;
};

/** Does what may be done twice, and again after each pause for as long as it fails in passing. */
export async function patiently<T>(
  task: () => Promise<T>,
  { clock, sleep, pauses, mayPass }: Patience,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await task();
    } catch (error) {
      if (!mayPass(error)) throw error;
      await sleep(clock.now() + pause);
    }
  }
  return await task();
}
