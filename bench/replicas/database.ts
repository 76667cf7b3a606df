import pg from "pg";

/** PostgreSQL's own database, where others are made. */
const SERVER = "postgres://postgres@127.0.0.1:5432/postgres";

/** A database for this run alone. Rejects with what to do when there is no server. */
export async function createDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = process.env["TEST_DATABASE_URL"] ?? SERVER;
  const name = `conductor_chaos_${process.pid}`;
  await run(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`PostgreSQL is not there (${why}). Start one, or name one in TEST_DATABASE_URL.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
