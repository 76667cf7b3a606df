import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import { placeOf, versionFault } from "../../src/store/postgres-faults.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";
import { asAdmin, freshSchema, postgres } from "./postgres-server.ts";
import { release, wakeOf } from "./releases.ts";
import { testDatabase } from "./test-database.ts";

const PASSWORD = "hunter2";

async function refusal(attempt: Promise<unknown>): Promise<StoreUnavailable> {
  const error = await attempt.catch((reason: unknown) => reason);
  if (error instanceof StoreUnavailable) return error;
  throw new Error("it was not refused", { cause: error });
}

function opening(url: string): Promise<unknown> {
  return openPostgresStore({ url, clock: systemClock });
}

/** Everything that a log could show of an error. */
function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.stack, JSON.stringify(error), shown(error.cause)].join("\n");
}

/** A server that answers whoever connects with an error of PostgreSQL's protocol, or closes without a word. */
async function serverSaying(code: string | undefined): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      if (code === undefined) return void socket.destroy();
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mno (${code})\0\0`);
      const head = Buffer.alloc(5);
      head.write("E");
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://app:${PASSWORD}@127.0.0.1:${port}/conductor?k=${PASSWORD}`,
    close: () => server.close(),
  };
}

describe("a PostgreSQL database that can't be used is refused with its place, the cause and the remedy", () => {
  it.each([
    ["28P01", "it does not let this user in. Correct the user and the password in DATABASE_URL"],
    ["28000", "it does not let this user in. Correct the user and the password in DATABASE_URL"],
    ["3D000", "there is no such database. Make it (CREATE DATABASE …)"],
    ["53300", "it has no connection left. Raise max_connections of PostgreSQL, or run fewer replicas"],
    ["57P03", "it is starting up or shutting down. Wait"],
    ["53200", "it is out of memory"],
    ["08P01", "its connection was cut"],
    ["XX000", "it can't be connected to (XX000). Check DATABASE_URL and the log"],
  ])("%s", async (code, words) => {
    const server = await serverSaying(code);
    const error = await refusal(opening(server.url));
    server.close();
    expect(error.message).toContain(`${placeOf(server.url)} is unavailable: ${words}`);
    expect(shown(error)).not.toContain(PASSWORD);
  });

  it("a server that hangs up", async () => {
    const server = await serverSaying(undefined);
    expect((await refusal(opening(server.url))).because).toBe("its connection was cut");
    server.close();
  });

  it("nothing there", async () => {
    const server = await serverSaying(undefined);
    server.close();
    const error = await refusal(opening(server.url));
    expect(error.message).toMatch(
      /^The store postgres:\/\/app@127\.0\.0\.1:\d+\/conductor is unavailable: nothing listens at its address\. Start PostgreSQL, or correct the host and the port in DATABASE_URL/,
    );
    expect(shown(error)).not.toContain(PASSWORD);
  });

  it.each([
    ["no URL", `postgres//app:${PASSWORD}@host`],
    ["a broken escape", `postgres://app:${PASSWORD}%zz@127.0.0.1:1/conductor`],
    ["a port beyond 65535", `postgres://app:${PASSWORD}@127.0.0.1:99999/conductor`],
    ["an unknown host", `postgres://app:${PASSWORD}@nowhere.invalid/conductor`],
  ])("%s, without quoting it", async (_, url) => {
    const error = await refusal(opening(url));
    expect(error.remedy).toMatch(/DATABASE_URL|postgresql:|name service/);
    expect(shown(error)).not.toContain(PASSWORD);
  });

  it.each([
    [90_624, "it is PostgreSQL 9, which is too old"],
    [130_022, "it is PostgreSQL 13, which is too old"],
    [140_000, undefined],
    [180_001, undefined],
  ])("version %i", (version, because) => {
    expect(versionFault(version)?.because).toBe(because);
  });
});

describe.skipIf(postgres === undefined)("on a PostgreSQL server", () => {
  if (postgres === undefined) return;
  const server = postgres.url;
  const database = testDatabase();

  function elsewhere(change: (url: URL) => void): string {
    const url = new URL(database.url);
    change(url);
    return url.href;
  }

  it("a database that does not exist is refused", async () => {
    const url = elsewhere((at) => {
      at.pathname = "/no_such_database_anywhere";
    });
    expect((await refusal(opening(url))).because).toBe("there is no such database");
  });

  it("a user who may not make tables is told how to be allowed to", async () => {
    const user = new URL(database.url).pathname.slice(1).replace("rc_test", "rc_user");
    await asAdmin(`CREATE ROLE ${user} LOGIN PASSWORD '${PASSWORD}'`, server);
    await asAdmin("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database.url);
    const url = elsewhere((at) => {
      at.username = user;
      at.password = PASSWORD;
    });
    const error = await refusal(opening(url));
    await asAdmin(`DROP ROLE ${user}`, server);
    expect(error.message).toContain("its user may not do what the app needs");
    expect(error.remedy).toContain("GRANT CREATE, USAGE ON SCHEMA public");
    expect(shown(error)).not.toContain(PASSWORD);
  });

  it("a search path that leads nowhere is refused", async () => {
    const url = elsewhere((at) => at.searchParams.set("options", "-c search_path=nowhere"));
    expect((await refusal(opening(url))).because).toBe("it has no schema to put tables in");
  });

  it("a newer schema is refused", async () => {
    const url = await freshSchema(database.url, "newer");
    const store = await openPostgresStore({ url, clock: systemClock });
    await store.close();
    await asAdmin("INSERT INTO kysely_migration VALUES ('0099-from-the-future', '2099-01-01')", url);
    const error = await refusal(opening(url));
    expect(error.because).toContain(
      "newer than this version of the app (it has the migration 0099-from-the-future)",
    );
  });

  it("tables of another app's migrations elsewhere in the database are left alone", async () => {
    const other = await freshSchema(database.url, "other_app");
    await asAdmin("CREATE TABLE kysely_migration (name text, timestamp text)", other);
    await asAdmin("INSERT INTO kysely_migration VALUES ('0001-theirs', '')", other);
    const url = await freshSchema(database.url, "ours");
    const store = await openPostgresStore({ url, clock: systemClock });
    await store.check();
    await store.close();
  });

  it.each([
    ["53100", "its disk is full. Free some space on its server"],
    ["25006", "it is read-only, as a standby is. Point DATABASE_URL at the primary"],
    ["55P03", "another session has locked its rows for seconds"],
    ["58030", "its disk reports an error"],
    ["XX001", "its data is damaged"],
  ])("%s while it runs is told, and passes", async (code, words) => {
    const url = await freshSchema(database.url, `while_${code.toLowerCase()}`);
    const store = await openPostgresStore({ url, clock: systemClock });
    await asAdmin(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}'; END $$;
       CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON release_queue EXECUTE FUNCTION fail()`,
      url,
    );
    expect((await refusal(store.queue.wake(wakeOf(1, { delivery: "guid" })))).message).toContain(words);
    await asAdmin("DROP TRIGGER fail ON release_queue", url);
    await store.queue.wake(wakeOf(1, { delivery: "guid" }));
    expect((await store.queue.take(1_000))?.key).toEqual(release(1));
    await store.close();
  });

  it("a database that turns read-only is told, and passes", async () => {
    const url = await freshSchema(database.url, "read_only");
    const readOnly = new URL(url);
    const store = await openPostgresStore({ url, clock: systemClock });
    await store.close();
    readOnly.searchParams.set("options", "-c search_path=read_only -c default_transaction_read_only=on");
    // What is there already can be opened and read: a standby that will be promoted.
    const standby = await openPostgresStore({ url: readOnly.href, clock: systemClock });
    expect((await refusal(standby.queue.wake(wakeOf(1)))).because).toBe("it is read-only, as a standby is");
    expect(await standby.queue.unfinished()).toEqual([]);
    await standby.close();
  });

  it("tables that are gone are told", async () => {
    const url = await freshSchema(database.url, "gone");
    const store = await openPostgresStore({ url, clock: systemClock });
    await asAdmin("DROP SCHEMA gone CASCADE; CREATE SCHEMA gone", url);
    expect((await refusal(store.queue.wake(wakeOf(1)))).message).toContain(
      "its tables are gone. Start the app again",
    );
    await store.close();
    const again = await openPostgresStore({ url, clock: systemClock });
    await again.queue.wake(wakeOf(1));
    await again.close();
  });

  it("the ledger's table takes entries in order, and nothing else", async () => {
    const url = await freshSchema(database.url, "ledger_guard");
    const store = await openPostgresStore({ url, clock: systemClock });
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(60_000);
    if (lease === undefined) throw new Error("nothing was due");
    await store.ledger.append(lease, { kind: "took-up", data: 1 });
    for (const [statement, because] of [
      ["UPDATE ledger SET data = '2'", "entries are not changed"],
      ["DELETE FROM ledger", "entries are not removed"],
      ["TRUNCATE ledger", "entries are not removed"],
      [
        "INSERT INTO ledger SELECT repository, tag, 9, at, kind, data, previous, hash FROM ledger",
        "an entry follows the last one",
      ],
    ] as const) {
      await expect(asAdmin(statement, url)).rejects.toThrow(because);
    }
    expect(await store.ledger.read(release(1))).toMatchObject([{ number: 1, data: 1 }]);
    await store.close();
  });
});
