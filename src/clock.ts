import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "./release/instant.ts";

/** Longest delay one Node timer can hold (2^31-1 ms); longer sleeps are taken in steps. */
const LONGEST_TIMER = 2_147_483_647;

/**
 * The one clock. Queue, limiter, back-off and sweep sleep on it and on nothing else, so that a virtual clock
 * (the sandbox's) can run weeks in seconds.
 */
export interface Clock {
  now(): Instant;
  /**
   * Resolves at the given moment, or at once when it has passed or the signal aborts; never rejects.
   * Only to be called within `busy`, and by one sleeper of it at a time.
   */
  sleepUntil(at: Instant, signal?: AbortSignal): Promise<void>;
  /** Runs a task. A virtual clock stands still until every busy task sleeps or has ended. */
  busy<T>(task: () => Promise<T>): Promise<T>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(at, signal) {
    while (Date.now() < at && !signal?.aborted) {
      const delay = Math.min(at - Date.now(), LONGEST_TIMER);
      await sleep(delay, undefined, signal ? { signal } : undefined).catch(() => undefined);
    }
  },
  busy: (task) => task(),
};
