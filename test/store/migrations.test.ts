import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import Libsql from "libsql";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { CHAIN_START, entryHash, verifyChain } from "../../src/store/chain.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import { POSTGRES_TRIGGERS } from "../../src/store/postgres-triggers.ts";
import { type Database, migrate, type QueueTable, type Tables } from "../../src/store/schema.ts";
import { openSqliteStore, SQLITE_TRIGGERS } from "../../src/store/sqlite.ts";
import type { LedgerEntry, Store } from "../../src/store/store.ts";
import { manualClock, NOON } from "./manual-clock.ts";
import { type FreshDatabase, freshDatabase, freshSchema, postgres } from "./postgres-server.ts";
import { ADDRESS, release, wakeOf } from "./releases.ts";

const LEASE = 30_000;
const MIGRATIONS = ["0001-queue-and-ledger", "0002-chores", "0003-replicas", "0004-accounts", "0005-cards"];

type Engine = {
  readonly name: string;
  readonly isThere: boolean;
  fresh(): Promise<string>;
  /** Brings an empty place to a given migration, and lets it be filled past the store. */
  migrated(place: string, to: string, fill: (db: Database) => Promise<void>): Promise<void>;
  open(place: string): Promise<Store>;
};

const directory = mkdtempSync(join(tmpdir(), "migrations-"));
let database: Promise<FreshDatabase> | undefined;
let places = 0;
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await (await database)?.drop();
});

const ENGINES: readonly Engine[] = [
  {
    name: "SQLite",
    isThere: true,
    fresh: async () => join(directory, `${++places}.db`),
    async migrated(place, to, fill) {
      const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Libsql(place) }) });
      expect(await migrate(db, { triggers: SQLITE_TRIGGERS, to })).toBeUndefined();
      await fill(db);
      await db.destroy();
    },
    open: (path) => openSqliteStore({ path, clock: manualClock() }),
  },
  {
    name: "PostgreSQL",
    isThere: postgres !== undefined,
    async fresh() {
      database ??= freshDatabase();
      return freshSchema((await database).url, `place_${++places}`);
    },
    async migrated(place, to, fill) {
      const pool = new pg.Pool({ connectionString: place });
      const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
      const schema = `place_${places}`;
      expect(await migrate(db, { triggers: POSTGRES_TRIGGERS, schema, to })).toBeUndefined();
      await fill(db);
      await db.destroy();
    },
    open: (url) => openPostgresStore({ url, clock: manualClock(), time: "given" }),
  },
];

function queueRow(number: number, rest: Partial<QueueTable>): QueueTable {
  return {
    ...release(number),
    ...ADDRESS,
    first_seen: NOON - 1_000,
    state: "open",
    due: null,
    signals: 3,
    taken: 3,
    fence: NOON + number,
    lease_until: null,
    failures: 0,
    last_error: null,
    ...rest,
  };
}

const QUEUE: readonly QueueTable[] = [
  queueRow(1, { due: NOON - 5 }),
  queueRow(2, { due: NOON + LEASE, failures: 2, last_error: "GitHub is down" }),
  queueRow(3, { state: "parked", failures: 12, last_error: "no" }),
  queueRow(4, { state: "finished" }),
];

function chain(length: number): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let number = 1; number <= length; number += 1) {
    const previous = entries.at(-1)?.hash ?? CHAIN_START;
    const content = {
      key: release(1),
      number,
      at: NOON,
      kind: "did",
      data: { step: number },
      previous,
    } as const;
    entries.push({ ...content, hash: entryHash(content) });
  }
  return entries;
}

/** Rows in every table that the migration has made. */
async function fill(db: Database, to: string): Promise<void> {
  await db
    .insertInto("release_queue")
    .values([...QUEUE])
    .execute();
  await db
    .insertInto("delivery")
    .values({ guid: "guid", ...release(1), because: "push", at: NOON })
    .execute();
  for (const { key, data, ...entry } of chain(3)) {
    await db
      .insertInto("ledger")
      .values({ ...entry, ...key, data: JSON.stringify(data) })
      .execute();
  }
  await db.insertInto("pulse").values({ id: 1, at: NOON }).execute();
  if (to >= "0002") {
    await db.insertInto("chore").values({ name: "sweep", due: NOON, fence: 7, note: "page 2" }).execute();
  }
  if (to >= "0003") {
    await db.insertInto("shared").values({ key: "kept", version: 4, value: "[1]" }).execute();
  }
  if (to >= "0004") {
    const row = { person: 9_007_199_254_740_991, sealed: "x".repeat(4_000), fence: 5, lease_until: null };
    await db.insertInto("account").values(row).execute();
  }
  if (to >= "0005") {
    const card = { ...release(4), over: 1, began: NOON - 5, at: NOON, head: "{}", body: "{}" };
    await db.insertInto("card").values(card).execute();
    const place = { ...ADDRESS, path: "acme/rocket", private: 0, at: NOON };
    await db
      .insertInto("card_repository")
      .values({ repository: 100, ...place })
      .execute();
  }
}

describe.each(ENGINES)("a filled database on $name", ({ isThere, fresh, migrated, open }) => {
  it.skipIf(!isThere).each(MIGRATIONS)("made by %s keeps its rows and works on", async (to) => {
    const place = await fresh();
    await migrated(place, to, (db) => fill(db, to));
    const store = await open(place);
    expect(await store.queue.unfinished()).toMatchObject([
      { key: release(1), due: NOON - 5, parked: false, failures: 0, address: ADDRESS },
      { key: release(2), due: NOON + LEASE, failures: 2, lastError: "GitHub is down" },
      { key: release(3), parked: true, failures: 12 },
    ]);
    expect(await store.queue.isFinished(release(4))).toBe(true);
    expect(await store.ledger.read(release(1))).toEqual(chain(3));
    // What was delivered before is not taken twice.
    await store.queue.wake(wakeOf(3, { delivery: "guid" }));
    await store.queue.wake(wakeOf(1, { delivery: "guid" }));
    const lease = await store.queue.take(LEASE);
    if (lease === undefined) throw new Error("nothing was due");
    expect(lease).toMatchObject({ key: release(1), fence: NOON + 2, firstSeen: NOON - 1_000 });
    await store.ledger.append(lease, { kind: "finished", data: null });
    const entries = await store.ledger.read(release(1));
    expect(entries).toHaveLength(4);
    expect(verifyChain(entries)).toBeUndefined();
    if (to >= "0005") {
      expect(await store.cards.get(release(4))).toMatchObject({ over: true, began: NOON - 5, at: NOON });
      expect(await store.cards.repositories(5)).toEqual([
        { repository: 100, address: ADDRESS, private: false },
      ]);
    }
    expect(await store.queue.release(lease, { is: "finished" })).toBe(true);
    const chore = await store.chores.take("sweep", LEASE);
    expect(chore).toMatchObject(
      to >= "0002" ? { is: "taken", note: "page 2", fence: 8 } : { is: "taken", fence: 1 },
    );
    expect(await store.shared.change("count", () => [1, "changed"])).toBe("changed");
    const account = await store.accounts.take(9_007_199_254_740_991, LEASE);
    expect(account).toEqual(
      to >= "0004"
        ? { person: 9_007_199_254_740_991, sealed: "x".repeat(4_000), fence: 6, until: NOON + LEASE }
        : undefined,
    );
    await store.check();
    await store.close();
  });
});
