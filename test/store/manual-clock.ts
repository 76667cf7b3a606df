import type { Clock } from "../../src/clock.ts";

/** A clock that a test sets by hand, forth and back. Nobody can sleep on it. */
export type ManualClock = Clock & { set(to: number): void };

export const NOON = Date.UTC(2026, 0, 15, 12);

export function manualClock(): ManualClock {
  let time = NOON;
  return {
    now: () => time,
    set(to) {
      time = to;
    },
    busy: (task) => task(),
    sleepUntil: () => Promise.reject(new Error("nobody sleeps on the manual clock")),
  };
}
