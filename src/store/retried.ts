import { setTimeout as sleep } from "node:timers/promises";

/** https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html */
const CLASHES: ReadonlySet<unknown> = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
]);

const MOST_TRIES = 5;
/** Longest pause, in milliseconds. Chance keeps the two that clashed from doing it again. */
const LONGEST_PAUSE = 50;

/** Does a transaction again from its start when the database gave up on it because of another one. */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === MOST_TRIES || !isClash(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE);
    }
  }
}

function isClash(error: unknown): boolean {
  return error instanceof Error && "code" in error && CLASHES.has(error.code);
}
