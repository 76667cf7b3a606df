// Fresh databases for the door's bench. `kept` counts the deliveries in one.
import { join } from "node:path";
import Libsql from "libsql";
import pg from "pg";

/** Where a PostgreSQL for benches may be; none is needed. */
const POSTGRES = "postgres://postgres@127.0.0.1:5432";

const COUNT = "SELECT count(*) AS kept FROM delivery";

export function sqliteIn(folder, name) {
  const path = join(folder, `${name}.db`);
  return {
    env: { DATABASE_PATH: path },
    kept: async () => {
      const file = new Libsql(path);
      const { kept } = file.prepare(COUNT).get();
      file.close();
      return kept;
    },
    drop: async () => undefined,
  };
}

async function query(database, text) {
  const client = new pg.Client({
    connectionString: `${POSTGRES}/${database}`,
    connectionTimeoutMillis: 1_000,
  });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Why there is no PostgreSQL to measure; undefined when there is one. */
export async function whyNoPostgres() {
  try {
    const [{ durable }] = await query(
      "postgres",
      "SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable",
    );
    return durable ? undefined : "the one at 127.0.0.1:5432 does not make commits durable";
  } catch (error) {
    return `none answers at 127.0.0.1:5432 (${error.code ?? error.message})`;
  }
}

export async function postgresDatabase(name) {
  const database = `rc_bench_${process.pid}_${name}`;
  await query("postgres", `CREATE DATABASE ${database}`);
  return {
    env: { DATABASE_URL: `${POSTGRES}/${database}` },
    kept: async () => Number((await query(database, COUNT))[0].kept),
    drop: () => query("postgres", `DROP DATABASE ${database} WITH (FORCE)`),
  };
}
