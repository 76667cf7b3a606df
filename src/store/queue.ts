import type { Clock } from "../clock.ts";
import { DAY, HOUR, type Instant, SECOND } from "../release/instant.ts";
import type { ReleaseKey } from "../release/release.ts";
import type { Backoff } from "./backoff.ts";
import { withinDeadline } from "./deadline.ts";
import type { Commit } from "./group-commit.ts";
import { endLease, renewLease, takeLease } from "./lease.ts";
import type { Database, QueueTable, Writer } from "./schema.ts";
import type { Queue, QueueRow, Wake } from "./store.ts";

/** GitHub waits 10 s for an answer; a wake that is not durable by then must fail, so that it is redelivered. */
const WAKE_DEADLINE = 5 * SECOND;
/** GitHub offers deliveries for redelivery for three days. */
const DELIVERIES_KEPT = 4 * DAY;
const PRUNE_EVERY = HOUR;

/** What a queue stands on. `commit` is how wakes are made durable: together, where that is cheaper. */
export type QueueBase = {
  readonly db: Database;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly commit: Commit<Writer>;
};

/**
 * The queue over one keyed table, in SQL that SQLite and PostgreSQL both understand. Rejects with what the engine
 * makes of its errors; `wake` and the nudges reject with StoreUnavailable after five seconds.
 */
export function createQueue({ db, clock, backoff, commit }: QueueBase): Queue {
  const listeners = new Set<() => void>();
  const prune = createPruner(clock);

  /** Busy, so that no virtual time passes between a wake and its commit. */
  const signal = <T>(work: (trx: Writer) => Promise<T>): Promise<T> =>
    clock.busy(async () => {
      const result = await withinDeadline(commit(work), WAKE_DEADLINE);
      for (const listener of listeners) listener();
      return result;
    });

  return {
    wake: (wake) =>
      signal(async (trx) => {
        await prune(trx);
        if (await delivered(trx, wake)) return;
        await wakeRow(trx, wake, clock.now());
        await remember(trx, wake, clock.now());
      }),
    nudge: (wake) =>
      signal(async (trx) => {
        if (await delivered(trx, wake)) return isUnfinished(trx, wake.key);
        const known = await nudgeRow(trx, wake, clock.now());
        // A nudge that reached nobody leaves its delivery free for a wake.
        if (known) await remember(trx, wake, clock.now());
        return known;
      }),
    nudgeRepository: (repository) => signal((trx) => nudgeAll(trx, repository, clock.now())),
    take: (leaseMs) => takeLease(db, clock.now(), leaseMs),
    renew: (lease, leaseMs) => renewLease(db, lease, { now: clock.now(), leaseMs }),
    async release(lease, outcome) {
      const ended = await endLease(db, lease, outcome, { now: clock.now(), backoff });
      for (const listener of listeners) listener();
      return ended;
    },
    nextDue: () => nextDue(db),
    unfinished: () => unfinished(db),
    isFinished: (key) => isFinished(db, key),
    onWake(listener) {
      // Wrapped, so that a listener given twice is called twice and stopped one by one.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}

/** The earlier of two wakes wins; a row that has nothing to do takes the new one. */
async function wakeRow(trx: Writer, wake: Wake, now: Instant): Promise<void> {
  await trx
    .insertInto("release_queue")
    .values({
      ...wake.key,
      installation: wake.address.installation,
      owner: wake.address.owner,
      name: wake.address.name,
      first_seen: now,
      state: "open",
      due: wake.notBefore ?? now,
      signals: 1,
      taken: 0,
      // Starts at the clock's reading and not at 0, so that fences go on rising when a dropped row is made anew.
      fence: now,
      lease_until: null,
      failures: 0,
      last_error: null,
    })
    .onConflict((conflict) =>
      conflict.columns(["repository", "tag"]).doUpdateSet((eb) => ({
        installation: eb.ref("excluded.installation"),
        owner: eb.ref("excluded.owner"),
        name: eb.ref("excluded.name"),
        signals: eb("release_queue.signals", "+", 1),
        due: eb
          .case()
          .when(eb("release_queue.due", "<=", eb.ref("excluded.due")))
          .then(eb.ref("release_queue.due"))
          .else(eb.ref("excluded.due"))
          .end(),
        // A parked release starts over: it gets all of its tries again.
        failures: eb
          .case()
          .when("release_queue.state", "=", "parked")
          .then(0)
          .else(eb.ref("release_queue.failures"))
          .end(),
        state: "open",
      })),
    )
    .execute();
}

/** False when the release is unknown or finished. A parked one stays parked. */
async function nudgeRow(trx: Writer, wake: Wake, now: Instant): Promise<boolean> {
  const at = wake.notBefore ?? now;
  const { numUpdatedRows } = await nudgeRows(trx, at)
    .set({ installation: wake.address.installation, owner: wake.address.owner, name: wake.address.name })
    .where("repository", "=", wake.key.repository)
    .where("tag", "=", wake.key.tag)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function nudgeAll(trx: Writer, repository: number, now: Instant): Promise<number> {
  const { numUpdatedRows } = await nudgeRows(trx, now)
    .where("repository", "=", repository)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

function nudgeRows(trx: Writer, at: Instant) {
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

async function delivered(trx: Writer, { delivery, key }: Wake): Promise<boolean> {
  if (delivery === undefined) return false;
  const row = await trx
    .selectFrom("delivery")
    .select("guid")
    .where("guid", "=", delivery)
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
  return row !== undefined;
}

async function remember(trx: Writer, { delivery, key, because }: Wake, at: Instant): Promise<void> {
  if (delivery === undefined) return;
  await trx
    .insertInto("delivery")
    .values({ guid: delivery, repository: key.repository, tag: key.tag, because, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Forgets deliveries that can't come again, once an hour at most. */
function createPruner(clock: Clock): (trx: Writer) => Promise<void> {
  let pruned = Number.NEGATIVE_INFINITY;
  return async (trx) => {
    if (clock.now() - pruned < PRUNE_EVERY) return;
    await trx
      .deleteFrom("delivery")
      .where("at", "<", clock.now() - DELIVERIES_KEPT)
      .execute();
    pruned = clock.now();
  };
}

async function isUnfinished(trx: Writer, key: ReleaseKey): Promise<boolean> {
  const row = await trx
    .selectFrom("release_queue")
    .select("state")
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
  return row !== undefined && row.state !== "finished";
}

async function nextDue(db: Database): Promise<Instant | undefined> {
  const { due, lease } = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom("release_queue")
        .select((min) => min.fn.min("due").as("at"))
        .where("lease_until", "is", null)
        .as("due"),
      eb
        .selectFrom("release_queue")
        .select((min) => min.fn.min("lease_until").as("at"))
        .as("lease"),
    ])
    .executeTakeFirstOrThrow();
  const next = Math.min(due ?? Number.POSITIVE_INFINITY, lease ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(next) ? next : undefined;
}

async function unfinished(db: Database): Promise<readonly QueueRow[]> {
  const rows = await db
    .selectFrom("release_queue")
    .selectAll()
    .where("state", "<>", "finished")
    .orderBy("first_seen")
    .orderBy("repository")
    .orderBy("tag")
    .execute();
  return rows.map(queueRow);
}

function queueRow(row: QueueTable): QueueRow {
  return {
    key: { repository: row.repository, tag: row.tag },
    address: { installation: row.installation, owner: row.owner, name: row.name },
    ...(row.due !== null && { due: row.due }),
    finished: row.state === "finished",
    parked: row.state === "parked",
    failures: row.failures,
    ...(row.last_error !== null && { lastError: row.last_error }),
  };
}

async function isFinished(db: Database, key: ReleaseKey): Promise<boolean> {
  const row = await db
    .selectFrom("release_queue")
    .select("state")
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
  return row?.state === "finished";
}
