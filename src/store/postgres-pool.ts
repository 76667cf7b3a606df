import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import { SECOND } from "../release/instant.ts";
import { explainPostgres, isBroken, placeOf } from "./postgres-faults.ts";
import { StoreUnavailable } from "./unavailable.ts";

/** How long anything may take, in milliseconds. A webhook has 5 s. */
export type Patience = {
  readonly statement: number;
  /** Most connections at a time. */
  readonly connections: number;
};

const CONNECT = 4 * SECOND;
/** Whoever stops in the middle of a transaction lets go of its locks before those who wait for them give up. */
const IDLE_IN_TRANSACTION = 3 * SECOND;
const LOCK = 4 * SECOND;
/** How much longer than the server we wait for its answer: then it hangs, or the network does. */
const GRACE = SECOND;
/** After this much silence the network is asked whether the other side is still there. */
const KEEP_ALIVE = 10 * SECOND;

const INT8 = 20;

/** int8 as a number, in these connections only: all of ours are moments, counters and ids of GitHub. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(oid, format),
};

/** How to connect. `name` is shown in pg_stat_activity, and names the replica to the others. */
export function connectionOf(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    types: TYPES,
  };
}

/** A pool for Kysely. Its errors are explained, and a connection that failed or hangs is not used again. */
export function openPool(connection: pg.ClientConfig, { statement, connections }: Patience): PostgresPool {
  const place = placeOf(connection.connectionString ?? "");
  let ended: Promise<void> | undefined;
  const pool = new pg.Pool({
    ...connection,
    max: connections,
    statement_timeout: statement,
    lock_timeout: Math.min(LOCK, statement),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    query_timeout: statement + GRACE,
  });
  // A connection that breaks says so by an event as well, which would end the process if nobody heard it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return {
    async connect() {
      try {
        return guarded(await pool.connect(), place);
      } catch (error) {
        throw explained(place, error);
      }
    },
    end() {
      ended ??= pool.end();
      return ended;
    },
  };
}

function guarded(client: pg.PoolClient, place: string): PostgresPoolClient {
  let broken: Error | undefined;
  async function query(text: string, parameters: readonly unknown[] = []): Promise<pg.QueryResult> {
    // The server rolls back by itself what it loses. A failing rollback would hide the first error.
    if (broken !== undefined && text === "rollback") return NOTHING;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (isBroken(error)) broken = error instanceof Error ? error : new Error("broken");
      throw explainPostgres(place, error);
    }
  }
  // Kysely's type also has cursors, which nothing here uses.
  return {
    query: query as unknown as PostgresPoolClient["query"],
    release: () => client.release(broken),
  };
}

const NOTHING: pg.QueryResult = { command: "ROLLBACK", rowCount: 0, oid: 0, rows: [], fields: [] };

/** Whatever keeps us from connecting is about the database. What is not known is told without quoting it. */
export function explained(place: string, error: unknown): unknown {
  const known = explainPostgres(place, error);
  if (known instanceof StoreUnavailable) return known;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return new StoreUnavailable(place, {
    because: `it can't be connected to${code}`,
    remedy: "Check DATABASE_URL and the log of the PostgreSQL server",
  });
}
