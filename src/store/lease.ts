import type { ExpressionBuilder, UpdateQueryBuilder, UpdateResult } from "kysely";
import type { Instant } from "../release/instant.ts";
import { type Backoff, backoffDelay } from "./backoff.ts";
import type { Database, QueueTable, Tables } from "./schema.ts";
import type { Lease, Outcome } from "./store.ts";

/** Longest text of a failure that is kept. */
const LONGEST_ERROR = 2_000;

/** When it is, and how long a lease lasts from then. */
type Period = { readonly now: Instant; readonly leaseMs: number };
type Columns = ExpressionBuilder<Tables, "release_queue">;
type RowUpdate = UpdateQueryBuilder<Tables, "release_queue", "release_queue", UpdateResult>;

/** Takes a release whose lease ran out, else the one that is due longest; undefined when there is none. */
export async function takeLease(db: Database, now: Instant, leaseMs: number): Promise<Lease | undefined> {
  const period = { now, leaseMs };
  // One after the other, so that each is a walk along its index however many releases are due.
  return (await takeFirst(db, "lease_until", period)) ?? takeFirst(db, "due", period);
}

async function takeFirst(
  db: Database,
  column: "lease_until" | "due",
  { now, leaseMs }: Period,
): Promise<Lease | undefined> {
  const row = await db
    .updateTable("release_queue")
    .set((eb) => ({
      fence: eb("fence", "+", 1),
      lease_until: now + leaseMs,
      taken: eb.ref("signals"),
      // A wake for later that came during a lease which then ran out still stands.
      due: eb.case().when("due", ">", now).then(eb.ref("due")).else(null).end(),
    }))
    .where(({ eb, refTuple, selectFrom }) => {
      const ripe = selectFrom("release_queue").select(["repository", "tag"]).where(column, "<=", now);
      const free = column === "due" ? ripe.where("lease_until", "is", null) : ripe;
      return eb(
        refTuple("repository", "tag"),
        "in",
        free.orderBy(column).limit(1).$asTuple("repository", "tag"),
      );
    })
    .returningAll()
    .executeTakeFirst();
  return row && leaseOf(row, now + leaseMs);
}

/** Prolongs a lease that is still held; undefined when it was lost. */
export async function renewLease(
  db: Database,
  lease: Lease,
  { now, leaseMs }: Period,
): Promise<Lease | undefined> {
  const row = await held(db.updateTable("release_queue"), lease, now)
    .set({ lease_until: now + leaseMs })
    .returningAll()
    .executeTakeFirst();
  return row && leaseOf(row, now + leaseMs);
}

/**
 * Whether the lease is the current one. Touches the row, so that within a transaction nobody can take the release
 * until that ends: what is written then is written under the lease.
 */
export async function holdLease(db: Database, lease: Lease, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await held(db.updateTable("release_queue"), lease, now)
    .set({ fence: lease.fence })
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Ends a lease with its outcome; false when it was lost. */
export async function endLease(
  db: Database,
  lease: Lease,
  outcome: Outcome,
  { now, backoff }: { readonly now: Instant; readonly backoff: Backoff },
): Promise<boolean> {
  if (outcome.is === "dropped" && (await dropRow(db, lease, now))) return true;
  const { numUpdatedRows } = await settled(db, lease, outcome, { now, backoff }).executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** False when it was woken meanwhile (it must be looked at again) or the lease was lost. */
async function dropRow(db: Database, lease: Lease, now: Instant): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("release_queue")
    .where("repository", "=", lease.key.repository)
    .where("tag", "=", lease.key.tag)
    .where("fence", "=", lease.fence)
    .where("lease_until", ">", now)
    .whereRef("signals", "=", "taken")
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

function settled(
  db: Database,
  lease: Lease,
  outcome: Outcome,
  { now, backoff }: { readonly now: Instant; readonly backoff: Backoff },
): RowUpdate {
  const update = held(db.updateTable("release_queue"), lease, now).set({ lease_until: null });
  const succeeded = { failures: 0, last_error: null };
  switch (outcome.is) {
    case "rest": {
      const { until } = outcome;
      if (until === undefined) return update.set(succeeded);
      return update.set((eb) => ({ ...succeeded, due: earlier(eb, until) }));
    }
    case "dropped":
      return update.set(succeeded);
    case "finished":
      return update.set((eb) => ({ ...succeeded, ...unlessWoken(eb, "finished") }));
    case "failed": {
      const failures = lease.failures + 1;
      const failed = { failures, last_error: outcome.error.slice(0, LONGEST_ERROR) };
      if (failures >= backoff.parkAfter)
        return update.set((eb) => ({ ...failed, ...unlessWoken(eb, "parked") }));
      const retry = now + backoffDelay(backoff, failures);
      return update.set((eb) => ({ ...failed, due: earlier(eb, retry) }));
    }
    default:
      return outcome satisfies never;
  }
}

/** The pending wake, or the given moment when that comes first. */
function earlier(eb: Columns, at: Instant) {
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

/** Narrows an update to the row of a lease that is still held. A lease past its end is lost, taken over or not. */
function held(update: RowUpdate, lease: Lease, now: Instant): RowUpdate {
  return update
    .where("repository", "=", lease.key.repository)
    .where("tag", "=", lease.key.tag)
    .where("fence", "=", lease.fence)
    .where("lease_until", ">", now);
}

function leaseOf(row: QueueTable, until: Instant): Lease {
  return {
    key: { repository: row.repository, tag: row.tag },
    address: { installation: row.installation, owner: row.owner, name: row.name },
    fence: row.fence,
    until,
    failures: row.failures,
    firstSeen: row.first_seen,
  };
}
