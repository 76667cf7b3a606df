import type { RawBuilder } from "kysely";
import { type Backoff, backoffDelay } from "./backoff.ts";
import type { Columns } from "./lease.ts";
import type { Outcome } from "./store.ts";
import { after, type Moment, onStores } from "./time.ts";

/** Longest text of a failure that is kept. */
const LONGEST_ERROR = 2_000;

type Failure = {
  /** In a row, this one included. */
  readonly failures: number;
  readonly error: string;
};

/** The columns of a release after a conduct that did not fail. */
export function afterSuccess(eb: Columns, outcome: Exclude<Outcome, { is: "failed" }>, now: Moment) {
  const succeeded = { failures: 0, last_error: null };
  switch (outcome.is) {
    case "rest":
      return outcome.until === undefined
        ? succeeded
        : { ...succeeded, due: earlier(eb, onStores(now, outcome.until)) };
    case "dropped":
      return succeeded;
    case "finished":
      return { ...succeeded, ...unlessWoken(eb, "finished") };
  }
}

/** The columns of a release after a conduct that failed: it rests, longer with every failure, and is parked at last. */
export function afterFailure(
  eb: Columns,
  { failures, error }: Failure,
  { now, backoff }: { readonly now: Moment; readonly backoff: Backoff },
) {
  const failed = { failures, last_error: storable(error) };
  if (failures >= backoff.parkAfter) return { ...failed, ...unlessWoken(eb, "parked") };
  return { ...failed, due: earlier(eb, after(now, backoffDelay(backoff, failures))) };
}

/** PostgreSQL's text has no NUL. */
function storable(error: string): string {
  return error.replaceAll("\0", "\u{fffd}").slice(0, LONGEST_ERROR);
}

/** The pending wake, or the given moment when that comes first. */
function earlier(eb: Columns, at: RawBuilder<number>) {
  return eb.case().when("due", "<=", at).then(eb.ref("due")).else(at).end();
}

/** Puts the release to rest, unless it was woken during the lease: then it goes on. */
function unlessWoken(eb: Columns, state: "parked" | "finished") {
  const quiet = eb("signals", "=", eb.ref("taken"));
  return {
    state: eb.case().when(quiet).then(state).else(eb.ref("state")).end(),
    due: eb.case().when(quiet).then(null).else(eb.ref("due")).end(),
  };
}
