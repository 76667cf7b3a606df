import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type Dialect,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
  sql,
} from "kysely";
import Libsql from "libsql";
import type { Clock } from "../clock.ts";
import { createAccountsTable } from "./accounts-table.ts";
import { type Backoff, DEFAULT_BACKOFF } from "./backoff.ts";
import { beat } from "./beat.ts";
import { createCards } from "./cards.ts";
import { createChores } from "./chores.ts";
import { groupCommit } from "./group-commit.ts";
import { createLedger } from "./ledger.ts";
import { createListeners } from "./listeners.ts";
import { createQueue } from "./queue.ts";
import { type Database, migrate, type Tables, type Triggers, type Writer } from "./schema.ts";
import { createSharedInMemory } from "./shared.ts";
import { explained } from "./sqlite-faults.ts";
import type { Store } from "./store.ts";
import { type Moment, timeOf } from "./time.ts";
import { StoreUnavailable } from "./unavailable.ts";
import type { RowsOf } from "./wake-all.ts";

const IN_MEMORY = ":memory:";
/** How long to wait for another process's lock, ms. Blocks the event loop, and can only happen at start. */
const BUSY_TIMEOUT = 200;

/**
 * What every connection is set to, and what it reads back as. With EXCLUSIVE the file lock is taken by the first
 * access and held until the connection closes or the process dies, however it dies. FULL makes each commit durable.
 * Without recursive triggers, INSERT OR REPLACE would walk around those that guard the ledger.
 */
const PRAGMAS: readonly (readonly [name: string, value: string, reads: string | number])[] = [
  ["busy_timeout", String(BUSY_TIMEOUT), BUSY_TIMEOUT],
  ["locking_mode", "EXCLUSIVE", "exclusive"],
  ["journal_mode", "WAL", "wal"],
  ["synchronous", "FULL", 2],
  ["foreign_keys", "ON", 1],
  ["recursive_triggers", "ON", 1],
];

export type SqliteStoreOptions = {
  /** Of the database file, on a local disk; ":memory:" for one that dies with the process. */
  readonly path: string;
  readonly clock: Clock;
  readonly backoff?: Backoff;
};

/**
 * Opens the embedded store and makes the file where there is none. Only one process can have it open; leases that an
 * earlier one left behind are due at once. Rejects with StoreUnavailable, which names the path, the cause and the
 * remedy.
 */
export async function openSqliteStore({
  path,
  clock,
  backoff = DEFAULT_BACKOFF,
}: SqliteStoreOptions): Promise<Store> {
  // Absolute, because libsql reads some relative-looking names as URLs.
  const file = path === IN_MEMORY ? path : resolve(path);
  const time = timeOf(clock);
  const connection = openConnection(file);
  const db = new Kysely<Tables>({ dialect: dialectOver(connection, file) });
  try {
    const fault = await migrate(db, { triggers: SQLITE_TRIGGERS });
    if (fault) throw new StoreUnavailable(file, fault);
    await freeLeases(db, time());
  } catch (error) {
    abandon(connection, file);
    throw error;
  }
  let copying: Promise<string> | undefined;
  const backup = () => {
    copying ??= copied(db, file).finally(() => {
      copying = undefined;
    });
    return copying;
  };
  const commit = groupCommit<Writer>((work) => db.transaction().execute(work));
  return {
    queue: createQueue({ db, clock, time, backoff, commit, listeners: createListeners(), lockRipe, rowsOf }),
    ledger: createLedger(db, { clock, time }),
    chores: createChores(db, time),
    shared: createSharedInMemory(),
    accounts: createAccountsTable(db, time),
    cards: createCards(db, { clock, time }),
    check: () => commit((trx) => beat(trx, time())),
    backup,
    async close() {
      try {
        // Waits for the wakes that are being committed.
        await commit(async () => undefined);
      } finally {
        await db.destroy();
      }
    },
  };
}

/** https://www.sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause: whole, whatever is written meanwhile. */
async function copied(db: Database, file: string): Promise<string> {
  if (file === IN_MEMORY) throw new Error("A store in memory dies with its process, and has no copy");
  const copy = `${file}.backup`;
  const unfinished = `${copy}.new`;
  await rm(unfinished, { force: true });
  await sql`VACUUM INTO ${unfinished}`.execute(db);
  // Whoever fetches the copy gets the last one or this one, never half of it.
  await rename(unfinished, copy);
  return copy;
}

function openConnection(file: string): Libsql.Database {
  const connection = explained(file, () => new Libsql(file));
  try {
    explained(file, () => prepareConnection(connection, file));
  } catch (error) {
    abandon(connection, file);
    throw error;
  }
  return connection;
}

function prepareConnection(connection: Libsql.Database, file: string): void {
  for (const [name, value, expected] of PRAGMAS) {
    connection.exec(`PRAGMA ${name} = ${value}`);
    const reads = readPragma(connection, name);
    // A database in memory has no journal of its own kind and no one to lock out.
    const holds = reads === expected || (file === IN_MEMORY && typeof expected === "string");
    if (!holds) {
      throw new StoreUnavailable(file, {
        because: `SQLite keeps ${name} at ${String(reads)} instead of ${value} here`,
        remedy: "Put the file on a local disk",
      });
    }
  }
  // Proves that this process may write, and takes the lock now rather than with the first wake.
  connection.exec("BEGIN IMMEDIATE");
  connection.exec("COMMIT");
  const health = readPragma(connection, "quick_check(1)");
  if (health === "ok") return;
  throw new StoreUnavailable(file, {
    because: `its file is damaged (${String(health)})`,
    remedy: "Restore a backup, or move it away and start with an empty one: what is on GitHub is not lost",
  });
}

function readPragma(connection: Libsql.Database, pragma: string): unknown {
  const [row] = connection.prepare(`PRAGMA ${pragma}`).all();
  return Object.values(row ?? {})[0];
}

/**
 * Closes the connection and frees the file for another one, also one of this process. `close` alone would keep the
 * lock until the garbage collector has finalized every prepared statement; leaving WAL lets it go, and leaves one
 * plain file behind.
 */
function closeConnection(connection: Libsql.Database, file: string): void {
  if (!connection.open) return;
  try {
    if (file === IN_MEMORY) return;
    connection.exec("PRAGMA journal_mode = DELETE");
    connection.exec("PRAGMA locking_mode = NORMAL");
    connection.prepare("SELECT count(*) FROM sqlite_master").all();
  } finally {
    connection.close();
  }
}

/** Closes a connection that could not be made ready. That error is the one to tell. */
function abandon(connection: Libsql.Database, file: string): void {
  try {
    closeConnection(connection, file);
  } catch {
    // The file is not usable, which is why it is abandoned.
  }
}

/** Kysely's SQLite dialect, told that here a migration can be one transaction, so that a kill leaves none halfway. */
function dialectOver(connection: Libsql.Database, file: string): Dialect {
  const dialect = new SqliteDialect({ database: kyselyDatabase(connection, file) });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () =>
      Object.defineProperty(new SqliteAdapter(), "supportsTransactionalDdl", { value: true }),
  };
}

/** What Kysely needs of a connection, with explained errors. Keeps its statements: the store has a few dozen texts. */
function kyselyDatabase(connection: Libsql.Database, file: string): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      // SQLite rolls back by itself when the disk is full. A second rollback would fail and hide the first error.
      if (text === "rollback" && !connection.inTransaction) return NOTHING;
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = explained(file, () => kyselyStatement(connection.prepare(text), file));
      prepared.set(text, statement);
      return statement;
    },
    close: () => explained(file, () => closeConnection(connection, file)),
  };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function kyselyStatement(statement: Libsql.Statement<unknown[]>, file: string): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => explained(file, () => statement.all(bindable(parameters))),
    run: (parameters) => explained(file, () => statement.run(bindable(parameters))),
    iterate: (parameters) => statement.iterate(bindable(parameters)),
  };
}

/** libsql 0.5 ends the whole process when it is given a boolean. */
function bindable(parameters: readonly unknown[]): readonly unknown[] {
  if (parameters.some((parameter) => typeof parameter === "boolean")) {
    throw new TypeError("SQLite has no booleans: write 0 or 1");
  }
  return parameters;
}

/** SQLite has one writer at a time: nothing is being taken beside this. */
const lockRipe = <Q>(ripe: Q): Q => ripe;

export const SQLITE_TRIGGERS: Triggers = {
  guardLedger,
  // One process has the file: there are no others to tell.
  tellReplicas: async () => undefined,
};

/** No entry of the ledger is changed, removed, replaced or put out of line. */
async function guardLedger(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
    BEGIN SELECT raise(ABORT, 'the ledger is append-only: entries are not changed'); END`.execute(db);
  await sql`CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
    BEGIN SELECT raise(ABORT, 'the ledger is append-only: entries are not removed'); END`.execute(db);
  await sql`CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger
    WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM ledger
      WHERE repository = NEW.repository AND tag = NEW.tag)
    BEGIN SELECT raise(ABORT, 'the ledger is append-only: an entry follows the last one'); END`.execute(db);
}

/** Whoever held these leases is dead: the lock on the file proves it. */
async function freeLeases(db: Database, now: Moment): Promise<void> {
  await db
    .updateTable("release_queue")
    .set({ lease_until: now.stores })
    .where("lease_until", "is not", null)
    .execute();
  // So are the chores: what was lost while nobody ran is found at the start.
  await db.updateTable("chore").set({ due: now.stores }).execute();
  await db.updateTable("account").set({ lease_until: null }).execute();
}

/** https://www.sqlite.org/json1.html#jeach */
const rowsOf: RowsOf = (rows, columns) => {
  const names = Object.keys(columns).map((name) => sql`value ->> ${sql.lit(name)} AS ${sql.ref(name)}`);
  return sql`(SELECT ${sql.join(names)} FROM json_each(${JSON.stringify(rows)})) AS given`;
};
