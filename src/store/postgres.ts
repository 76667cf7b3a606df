import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect, type PostgresPool, sql } from "kysely";
import type { ClientConfig } from "pg";
import type { Clock } from "../clock.ts";
import { MINUTE, SECOND } from "../release/instant.ts";
import { createAccountsTable } from "./accounts-table.ts";
import { type Backoff, DEFAULT_BACKOFF } from "./backoff.ts";
import { beat } from "./beat.ts";
import { createCards } from "./cards.ts";
import { createChores } from "./chores.ts";
import type { Commit } from "./group-commit.ts";
import type { LeaseBase } from "./lease.ts";
import { createLedger } from "./ledger.ts";
import { createListeners, type Listeners } from "./listeners.ts";
import { HOMELESS, placeOf, versionFault } from "./postgres-faults.ts";
import { listen } from "./postgres-listen.ts";
import { connectionOf, openPool, type Patience } from "./postgres-pool.ts";
import { POSTGRES_TRIGGERS } from "./postgres-triggers.ts";
import { createQueue, nextDue } from "./queue.ts";
import { retried } from "./retried.ts";
import { type Database, migrate, type Tables, type Writer } from "./schema.ts";
import { createSharedTable } from "./shared-table.ts";
import type { Store } from "./store.ts";
import { type Time, timeOf } from "./time.ts";
import { StoreUnavailable } from "./unavailable.ts";
import type { RowsOf } from "./wake-all.ts";

/** For all that is done while the app runs. */
const AT_WORK: Patience = { statement: 5 * SECOND, connections: 10 };
/** For migrations, which may take long, and for waiting until another replica is through with them. */
const MIGRATING: Patience = { statement: 10 * MINUTE, connections: 1 };
/** How often to look for what another replica told in vain, in milliseconds of real time. */
const POLL = 5 * SECOND;
/** How long to wait for a server that does not say goodbye. */
const LONGEST_CLOSE = 3 * SECOND;

/** Why it is not this program that backs the database up. */
export const NO_COPY = "A PostgreSQL store is backed up with pg_dump, at any time";

export type PostgresStoreOptions = {
  /** `postgresql://user:password@host:port/database`; its user owns the database, or may make tables in it. */
  readonly url: string;
  readonly clock: Clock;
  readonly backoff?: Backoff;
  /**
   * Whose clock leases and dues go by: the database's, so that replicas with wrong clocks agree; or the one that is
   * given, for virtual clocks, which all replicas then have to share.
   */
  readonly time?: "database" | "given";
};

/**
 * Opens a store that several replicas share, and makes its tables where there are none. Rejects with
 * StoreUnavailable, which names the place without the password, the cause and the remedy; so does every method while
 * the database is away, and all goes on once it is back.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, clock, backoff = DEFAULT_BACKOFF } = options;
  if (!URL.canParse(url)) throw notAnAddress();
  const connection = connectionOf(url, `release-conductor ${randomUUID().slice(0, 8)}`);
  await bringUpToDate(connection);
  const time = options.time === "given" ? timeOf(clock) : databaseTime(clock);
  const pool = openPool(connection, AT_WORK);
  const db = over(pool);
  const transact: Commit<Writer> = (work) => retried(() => db.transaction().execute(work));
  const listeners = createListeners();
  const listening = listen(connection, listeners.tell);
  const stopPolling = poll({ db, time }, clock, listeners);
  await listening.tried;
  return {
    queue: createQueue({ db, clock, time, backoff, commit: transact, listeners, lockRipe, rowsOf }),
    ledger: createLedger(db, { clock, time }),
    chores: createChores(db, time),
    shared: createSharedTable(db),
    accounts: createAccountsTable(db, time),
    cards: createCards(db, { clock, time }),
    check: () => transact((trx) => beat(trx, time())),
    backup: () => Promise.reject(new Error(NO_COPY)),
    async close() {
      stopPolling();
      await listening.stop();
      await closed(db, pool);
    },
  };
}

function notAnAddress(): StoreUnavailable {
  return new StoreUnavailable("named by DATABASE_URL", {
    because: "that is not a URL",
    remedy: "Set it to postgresql://user:password@host:port/database",
  });
}

function over(pool: PostgresPool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely ends its pool only if it has used it. A server that does not say goodbye is not waited for. */
async function closed(db: Database, pool: PostgresPool): Promise<void> {
  await Promise.race([db.destroy().then(() => pool.end()), timePasses(LONGEST_CLOSE)]);
}

/** Kysely's migrator takes an advisory lock: of replicas that start together, one migrates and the others wait. */
async function bringUpToDate(connection: ClientConfig): Promise<void> {
  const pool = openPool(connection, MIGRATING);
  const db = over(pool);
  try {
    const { version, schema } = await about(db);
    const fault =
      versionFault(version) ??
      (schema === null ? HOMELESS : await migrate(db, { triggers: POSTGRES_TRIGGERS, schema }));
    if (fault) throw new StoreUnavailable(placeOf(connection.connectionString ?? ""), fault);
  } finally {
    await closed(db, pool);
  }
}

/** The server's version as a number, and the schema that new tables go to. */
async function about(db: Database): Promise<{ readonly version: number; readonly schema: string | null }> {
  const { rows } = await sql<{ version: number; schema: string | null }>`
    SELECT current_setting('server_version_num')::int AS version, current_schema() AS schema`.execute(db);
  return rows[0] ?? { version: 0, schema: null };
}

/** As a subquery it is read once per statement, where a plain `clock_timestamp()` would bar the use of indexes. */
function databaseTime(clock: Clock): Time {
  const stores = sql<number>`(select floor(extract(epoch from clock_timestamp()) * 1000)::bigint)`;
  return () => ({ ours: clock.now(), stores });
}

/** Replicas that take at the same time take different releases, and none waits for another. */
const lockRipe: LeaseBase["lockRipe"] = (ripe) => ripe.forUpdate().skipLocked();

/** Covers what was told while nobody listened. Tells nobody unless something is due. */
function poll(base: { readonly db: Database; readonly time: Time }, clock: Clock, listeners: Listeners) {
  let asking = false;
  async function ask(): Promise<void> {
    if (asking || !listeners.any()) return;
    asking = true;
    // What can't be asked is told to whoever asks next.
    const due = await nextDue(base).catch(() => undefined);
    asking = false;
    if (due !== undefined && due <= clock.now()) listeners.tell();
  }
  const timer = setInterval(() => void ask(), POLL);
  timer.unref();
  return () => clearInterval(timer);
}

function timePasses(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** https://www.postgresql.org/docs/current/functions-json.html */
const rowsOf: RowsOf = (rows, columns) => {
  const names = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) AS given(${sql.join(names)})`;
};
