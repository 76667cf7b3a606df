import { randomBytes } from "node:crypto";
import pg from "pg";

/** A server whose user may make databases. Each test has one of its own there. */
const URL_OF_SERVER = process.env["TEST_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";

const reached = await reach();

/** The PostgreSQL server for tests; undefined where none answers. With REQUIRE_POSTGRES=1 that fails instead. */
export const postgres = reached.is === "there" ? { url: URL_OF_SERVER } : undefined;

/** What to tell when there is none; once is enough, which the test of the engine does. */
export const absence = reached.is === "there" ? undefined : reached.because;

export type FreshDatabase = { readonly url: string; drop(): Promise<void> };

/** Makes an empty database; whoever is still connected to it when it is dropped is thrown out. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `rc_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(URL_OF_SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Makes an empty schema in a database and gives the URL that goes to it: quicker than a database. */
export async function freshSchema(url: string, name: string): Promise<string> {
  await asAdmin(`CREATE SCHEMA "${name}"`, url);
  const there = new URL(url);
  there.searchParams.set("options", `-c search_path=${name}`);
  return there.href;
}

/** Runs one statement on the server's own database, or on the one at the given URL. */
export async function asAdmin(statement: string, url = URL_OF_SERVER): Promise<void> {
  await rowsOf(statement, url);
}

/** Runs one statement past the store; gives its rows. */
export async function rowsOf(statement: string, url = URL_OF_SERVER): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // A database that is dropped under it says so by an event.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

type Reached = { readonly is: "there" } | { readonly is: "absent"; readonly because: string };

async function reach(): Promise<Reached> {
  try {
    await rowsOf("SELECT 1");
    return { is: "there" };
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    const because = `PostgreSQL is not reachable at ${new URL(URL_OF_SERVER).host}${why}`;
    if (process.env["REQUIRE_POSTGRES"] === "1") throw new Error(`${because}, and REQUIRE_POSTGRES=1 is set`);
    return { is: "absent", because: `${because}: its tests were skipped` };
  }
}
