import type { Clock } from "../clock.ts";
import type { Instant } from "../release/instant.ts";

/** Sleeps until the given moment; several sleeps asked for at once are slept one after the other. */
export type Sleeper = (at: Instant) => Promise<void>;

/** Sleeps, and lets another release have the place meanwhile: what waits for one installation's limits holds up no other. */
export type Aside = (sleep: () => Promise<void>) => Promise<void>;

/**
 * A sleeper for one conduct. A clock knows one sleeper per busy task, so requests that run side by side and
 * have to wait do it in a line; the line as a whole is no slower than its longest wait. While it sleeps, the conduct
 * stands aside.
 */
export function createSleeper(clock: Clock, aside: Aside = (sleep) => sleep()): Sleeper {
  let line = Promise.resolve();
  return (at) => {
    line = line.then(() => aside(() => clock.sleepUntil(at)));
    return line;
  };
}
