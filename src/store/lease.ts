import type { ExpressionBuilder, SelectQueryBuilder, UpdateQueryBuilder, UpdateResult } from "kysely";
import type { Backoff } from "./backoff.ts";
import { afterFailure, afterSuccess } from "./rest.ts";
import type { Database, QueueTable, Tables } from "./schema.ts";
import type { Lease, Outcome } from "./store.ts";
import { after, type Moment, onOurs, type Time } from "./time.ts";

/** What failed when nobody released the lease. */
const RAN_OUT = "the process that conducted it ended or stalled: its lease ran out";

export type Columns = ExpressionBuilder<Tables, "release_queue">;
type RowUpdate = UpdateQueryBuilder<Tables, "release_queue", "release_queue", UpdateResult>;
type Ripe = SelectQueryBuilder<Tables, "release_queue", { repository: number; tag: string }>;

/** What taking and ending leases stands on. */
export type LeaseBase = {
  readonly db: Database;
  readonly time: Time;
  readonly backoff: Backoff;
  /** Locks the row that is about to be taken, and passes over those that another replica has locked. */
  readonly lockRipe: (ripe: Ripe) => Ripe;
};

/** Takes a release whose lease ran out, else the one that is due longest; undefined when there is none. */
export async function takeLease(base: LeaseBase, leaseMs: number): Promise<Lease | undefined> {
  // One after the other, so that each is a walk along its index however many releases are due.
  return (await takeRunOut(base, leaseMs)) ?? takeDue(base, leaseMs);
}

/**
 * Nobody released it: that counts as a failure. The first one is taken at once, later ones rest like other failures,
 * so that a release that kills its process does not do so for ever.
 */
async function takeRunOut(base: LeaseBase, leaseMs: number): Promise<Lease | undefined> {
  const { db, time, backoff } = base;
  for (;;) {
    const now = time();
    const row = await db
      .selectFrom("release_queue")
      .select(["repository", "tag", "fence", "failures"])
      .where("lease_until", "<=", now.stores)
      .orderBy("lease_until")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const failures = row.failures + 1;
    const update = db
      .updateTable("release_queue")
      .where("repository", "=", row.repository)
      .where("tag", "=", row.tag)
      .where("fence", "=", row.fence)
      .where("lease_until", "<=", now.stores);
    if (failures === 1) {
      const lease = await taken(update.set({ failures, last_error: RAN_OUT }), now, leaseMs);
      if (lease !== undefined) return lease;
    } else {
      const failure = { failures, error: RAN_OUT };
      await update
        .set((eb) => ({ lease_until: null, ...afterFailure(eb, failure, { now, backoff }) }))
        .execute();
    }
  }
}

function takeDue({ db, time, lockRipe }: LeaseBase, leaseMs: number): Promise<Lease | undefined> {
  const now = time();
  const update = db.updateTable("release_queue").where(({ eb, refTuple, selectFrom }) => {
    const ripe = selectFrom("release_queue")
      .select(["repository", "tag"])
      .where("lease_until", "is", null)
      .where("due", "<=", now.stores)
      .orderBy("due")
      .limit(1);
    // `=` and not `in`: PostgreSQL may run a subquery after `in` more than once, and then takes several.
    return eb(refTuple("repository", "tag"), "=", lockRipe(ripe).$asTuple("repository", "tag"));
  });
  return taken(update, now, leaseMs);
}

async function taken(update: RowUpdate, now: Moment, leaseMs: number): Promise<Lease | undefined> {
  const row = await update
    .set((eb) => ({
      fence: eb("fence", "+", 1),
      lease_until: after(now, leaseMs),
      taken: eb.ref("signals"),
      // A wake for later that came during a lease which then ran out still stands.
      due: eb.case().when("due", ">", now.stores).then(eb.ref("due")).else(null).end(),
    }))
    .returningAll()
    .returning(now.stores.as("now"))
    .executeTakeFirst();
  return row && leaseOf(row, now, now.ours + leaseMs);
}

/** Prolongs a lease that is still held, and never shortens it; undefined when it was lost. */
export async function renewLease(
  { db, time }: LeaseBase,
  lease: Lease,
  leaseMs: number,
): Promise<Lease | undefined> {
  const now = time();
  const end = after(now, leaseMs);
  const row = await held(db.updateTable("release_queue"), lease, now)
    .set((eb) => ({
      lease_until: eb.case().when("lease_until", ">", end).then(eb.ref("lease_until")).else(end).end(),
    }))
    .returningAll()
    .returning(now.stores.as("now"))
    .executeTakeFirst();
  return row && leaseOf(row, now, onOurs(now, row, row.lease_until ?? row.now));
}

/**
 * Whether the lease is the current one. Touches the row, so that within a transaction nobody can take the release
 * until that ends: what is written then is written under the lease.
 */
export async function holdLease(db: Database, lease: Lease, now: Moment): Promise<boolean> {
  const { numUpdatedRows } = await held(db.updateTable("release_queue"), lease, now)
    .set({ fence: lease.fence })
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Ends a lease with its outcome; false when it was lost. */
export async function endLease(base: LeaseBase, lease: Lease, outcome: Outcome): Promise<boolean> {
  const { db, time, backoff } = base;
  const now = time();
  if (outcome.is === "dropped" && (await dropRow(db, lease, now))) return true;
  const { numUpdatedRows } = await held(db.updateTable("release_queue"), lease, now)
    .set((eb) => ({
      lease_until: null,
      ...(outcome.is === "failed"
        ? afterFailure(eb, { failures: lease.failures + 1, error: outcome.error }, { now, backoff })
        : afterSuccess(eb, outcome, now)),
    }))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** False when it was woken meanwhile (it must be looked at again) or the lease was lost. */
async function dropRow(db: Database, lease: Lease, now: Moment): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("release_queue")
    .where("repository", "=", lease.key.repository)
    .where("tag", "=", lease.key.tag)
    .where("fence", "=", lease.fence)
    .where("lease_until", ">", now.stores)
    .whereRef("signals", "=", "taken")
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Narrows an update to the row of a lease that is still held. A lease past its end is lost, taken over or not. */
function held(update: RowUpdate, lease: Lease, now: Moment): RowUpdate {
  return update
    .where("repository", "=", lease.key.repository)
    .where("tag", "=", lease.key.tag)
    .where("fence", "=", lease.fence)
    .where("lease_until", ">", now.stores);
}

function leaseOf(row: QueueTable & { readonly now: number }, now: Moment, until: number): Lease {
  return {
    key: { repository: row.repository, tag: row.tag },
    address: { installation: row.installation, owner: row.owner, name: row.name },
    fence: row.fence,
    until,
    failures: row.failures,
    firstSeen: onOurs(now, row, row.first_seen),
  };
}
