import type { Clock } from "../clock.ts";
import type { Instant } from "../release/instant.ts";

/** Sleeps until the given moment; several sleeps asked for at once are slept one after the other. */
export type Sleeper = (at: Instant) => Promise<void>;

/**
 * A sleeper for one conduct. A clock knows one sleeper per busy task, so requests that run side by side and
 * have to wait do it in a line; the line as a whole is no slower than its longest wait.
 */
export function createSleeper(clock: Clock): Sleeper {
  let line = Promise.resolve();
  return (at) => {
    line = line.then(() => clock.sleepUntil(at));
    return line;
  };
}
