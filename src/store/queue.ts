import type { RawBuilder } from "kysely";
import type { Clock } from "../clock.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import type { ReleaseKey } from "../release/release.ts";
import { withinDeadline } from "./deadline.ts";
import { createPruner, forget, isNew } from "./deliveries.ts";
import type { Commit } from "./group-commit.ts";
import { endLease, type LeaseBase, renewLease, takeLease } from "./lease.ts";
import type { Listeners } from "./listeners.ts";
import type { Database, QueueTable, Writer } from "./schema.ts";
import type { Queue, QueuePlace, QueueRow, Wake } from "./store.ts";
import { type Moment, onOurs, onStores } from "./time.ts";
import { together } from "./together.ts";
import { type RowsOf, wakeAll } from "./wake-all.ts";

/** GitHub waits 10 s for an answer; a wake that is not durable by then must fail, so that it is redelivered. */
const WAKE_DEADLINE = 5 * SECOND;

/** What a queue stands on. `commit` is how wakes are made durable: together, where that is cheaper. */
export type QueueBase = LeaseBase & {
  readonly clock: Clock;
  readonly commit: Commit<Writer>;
  readonly listeners: Listeners;
  readonly rowsOf: RowsOf;
};

/**
 * The queue over one keyed table, in SQL that SQLite and PostgreSQL both understand. Rejects with what the engine
 * makes of its errors; `wake` and the nudges reject with StoreUnavailable after five seconds.
 */
export function createQueue(base: QueueBase): Queue {
  const { clock, time, commit, listeners, rowsOf } = base;
  const prune = createPruner(clock);
  const wakeWithOthers = together<Wake>(async (begin) => {
    await commit(async (trx) => {
      const now = time();
      await prune(trx, now);
      await wakeAll(trx, begin(), { now, rowsOf });
    });
    listeners.tell();
  });

  /** Busy, so that no virtual time passes between a wake and its commit. */
  const signal = <T>(work: (trx: Writer, now: Moment) => Promise<T>): Promise<T> =>
    clock.busy(async () => {
      const result = await withinDeadline(
        commit((trx) => work(trx, time())),
        WAKE_DEADLINE,
      );
      listeners.tell();
      return result;
    });

  return {
    wake: (wake) => clock.busy(() => withinDeadline(wakeWithOthers(wake), WAKE_DEADLINE)),
    nudge: (wake) =>
      clock.busy(async () => {
        // Most are about no release at all: GitHub tells of every run and job. They cost one read, and no commit.
        if (!(await withinDeadline(isUnfinished(base.db, wake.key), WAKE_DEADLINE))) return false;
        return signal(async (trx, now) => {
          if (!(await isNew(trx, wake, now))) return isUnfinished(trx, wake.key);
          const known = await nudgeRow(trx, wake, now);
          // A nudge that reached nobody leaves its delivery free for a wake.
          if (!known) await forget(trx, wake);
          return known;
        });
      }),
    revive: (key) => signal((trx, now) => reviveRow(trx, key, now)),
    nudgeRepository: (repository) => signal((trx, now) => nudgeAll(trx, repository, now)),
    take: (leaseMs) => takeLease(base, leaseMs),
    renew: (lease, leaseMs) => renewLease(base, lease, leaseMs),
    async release(lease, outcome) {
      const ended = await endLease(base, lease, outcome);
      listeners.tell();
      return ended;
    },
    nextDue: () => nextDue(base),
    unfinished: () => unfinished(base),
    places: () => places(base),
    isFinished: (key) => isFinished(base, key),
    onWake: listeners.add,
  };
}

/** False when the release is unknown or finished. A parked one stays parked. */
async function nudgeRow(trx: Writer, wake: Wake, now: Moment): Promise<boolean> {
  const { numUpdatedRows } = await nudgeRows(trx, dueOf(wake, now))
    .set({ installation: wake.address.installation, owner: wake.address.owner, name: wake.address.name })
    .where("repository", "=", wake.key.repository)
    .where("tag", "=", wake.key.tag)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Its failures stay counted, so that one more parks it again. */
async function reviveRow(trx: Writer, key: ReleaseKey, now: Moment): Promise<void> {
  await trx
    .updateTable("release_queue")
    .set((eb) => ({ state: "open", due: now.stores, signals: eb("signals", "+", 1) }))
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .where("state", "=", "parked")
    .execute();
}

async function nudgeAll(trx: Writer, repository: number, now: Moment): Promise<number> {
  const { numUpdatedRows } = await nudgeRows(trx, now.stores)
    .where("repository", "=", repository)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

function dueOf({ notBefore }: Wake, now: Moment): RawBuilder<number> {
  return notBefore === undefined ? now.stores : onStores(now, notBefore);
}

function nudgeRows(trx: Writer, at: RawBuilder<number>) {
  return trx
    .updateTable("release_queue")
    .set((eb) => ({
      signals: eb("signals", "+", 1),
      due: eb
        .case()
        .when(eb.or([eb("state", "=", "parked"), eb("due", "<=", at)]))
        .then(eb.ref("due"))
        .else(at)
        .end(),
    }))
    .where("state", "<>", "finished");
}

async function isUnfinished(db: Database | Writer, key: ReleaseKey): Promise<boolean> {
  const row = await db
    .selectFrom("release_queue")
    .select("state")
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
  return row !== undefined && row.state !== "finished";
}

/** The next moment, on our clock, at which something is or becomes due. */
export async function nextDue({ db, time }: Pick<QueueBase, "db" | "time">): Promise<Instant | undefined> {
  const now = time();
  const read = await db
    .selectNoFrom((eb) => [
      now.stores.as("now"),
      eb
        .selectFrom("release_queue")
        .select((min) => min.fn.min("due").as("at"))
        .where("lease_until", "is", null)
        .where("due", "is not", null)
        .as("due"),
      eb
        .selectFrom("release_queue")
        .select((min) => min.fn.min("lease_until").as("at"))
        .where("lease_until", "is not", null)
        .as("lease"),
    ])
    .executeTakeFirstOrThrow();
  const next = Math.min(read.due ?? Number.POSITIVE_INFINITY, read.lease ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(next) ? onOurs(now, read, next) : undefined;
}

async function unfinished({ db, time }: QueueBase): Promise<readonly QueueRow[]> {
  const now = time();
  const rows = await db
    .selectFrom("release_queue")
    .selectAll()
    .select(now.stores.as("now"))
    .where("state", "<>", "finished")
    .orderBy("first_seen")
    .orderBy("repository")
    .orderBy("tag")
    .execute();
  return rows.map((row) => queueRow(row, row.due === null ? undefined : onOurs(now, row, row.due)));
}

function queueRow(row: QueueTable, due: Instant | undefined): QueueRow {
  return {
    key: { repository: row.repository, tag: row.tag },
    address: { installation: row.installation, owner: row.owner, name: row.name },
    ...(due !== undefined && { due }),
    finished: row.state === "finished",
    parked: row.state === "parked",
    failures: row.failures,
    ...(row.last_error !== null && { lastError: row.last_error }),
  };
}

async function places({ db, time }: QueueBase): Promise<readonly QueuePlace[]> {
  const now = time();
  const rows = await db
    .selectFrom("release_queue")
    .select(["repository", "tag", "state", "due", "lease_until", "fence", now.stores.as("now")])
    .where("state", "<>", "finished")
    .execute();
  return rows.map((row) => ({
    key: { repository: row.repository, tag: row.tag },
    ...(row.due !== null && { due: onOurs(now, row, row.due) }),
    parked: row.state === "parked",
    leased: row.lease_until !== null,
    fence: row.fence,
  }));
}

async function isFinished({ db }: QueueBase, key: ReleaseKey): Promise<boolean> {
  const row = await db
    .selectFrom("release_queue")
    .select("state")
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
  return row?.state === "finished";
}
