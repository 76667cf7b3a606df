import { MINUTE, SECOND } from "../release/instant.ts";

/** How long a release rests after failed conducts in a row. */
export type Backoff = {
  /** After the first failure, milliseconds. */
  readonly first: number;
  /** Longest rest, milliseconds. */
  readonly cap: number;
  /** Failures in a row after which the release is parked. */
  readonly parkAfter: number;
  /** A number in [0, 1). */
  readonly random: () => number;
};

export const DEFAULT_BACKOFF: Backoff = {
  first: SECOND,
  cap: 10 * MINUTE,
  parkAfter: 12,
  random: Math.random,
};

/** The share of the delay that is left to chance. Below a half, so that each delay exceeds the one before. */
const JITTER = 0.25;

/**
 * Milliseconds to rest after so many failures in a row (1, 2, 3…): doubles up to the cap, less some chance, so that
 * releases that failed together don't come back together.
 */
export function backoffDelay(backoff: Backoff, failures: number): number {
  const full = Math.min(backoff.cap, backoff.first * 2 ** (failures - 1));
  return Math.round(full * (1 - JITTER * backoff.random()));
}
