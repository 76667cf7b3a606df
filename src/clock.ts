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

/** Smaller corrections of the machine's clock are followed. */
const STEP = 1_000;

type Readings = { wall(): number; steady(): number };

/**
 * The machine's time, but never put back: a lease must not last longer because somebody has corrected the clock. After
 * such a step it stays ahead of the machine's by that much. Put forward, as after a suspension, it goes along.
 */
export function createSteadyNow({ wall, steady }: Readings): () => Instant {
  let ahead = 0;
  let last = { now: wall(), steady: steady() };
  return () => {
    const read = { wall: wall(), steady: steady() };
    const expected = last.now + (read.steady - last.steady);
    if (read.wall + ahead < expected - STEP) {
      ahead = Math.ceil(expected) - read.wall;
    }
    last = { now: Math.max(last.now, read.wall + ahead), steady: read.steady };
    return last.now;
  };
}

const steadyNow = createSteadyNow({ wall: () => Date.now(), steady: () => performance.now() });

export const systemClock: Clock = {
  now: steadyNow,
  async sleepUntil(at, signal) {
    while (steadyNow() < at && !signal?.aborted) {
      const delay = Math.min(at - steadyNow(), LONGEST_TIMER);
      await sleep(delay, undefined, signal ? { signal } : undefined).catch(() => undefined);
    }
  },
  busy: (task) => task(),
};
