import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { explained } from "../../src/store/sqlite-faults.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";
import { type ChildProgram, compileChild } from "./child-process.ts";
import { storeContract } from "./contract.ts";
import { killContract } from "./kills.ts";
import { manualClock } from "./manual-clock.ts";
import { release, wakeOf } from "./releases.ts";

const directory = mkdtempSync(join(tmpdir(), "store-"));
/** Gives a process mounts of its own. */
const UNSHARE = "unshare";
/** Whether a file system of a given size can be mounted here, which needs root on Linux. */
const mayMount = spawnSync(UNSHARE, ["-m", "mount", "-t", "tmpfs", "none", tmpdir()]).status === 0;
let files = 0;

function freshPath(): string {
  files += 1;
  return join(directory, `store-${files}.db`);
}

afterAll(() => rmSync(directory, { recursive: true, force: true }));

storeContract("SQLite", ({ place, clock, backoff }) =>
  openSqliteStore({ path: join(directory, `${place}.db`), clock, backoff }),
);

/** The error that opening rejects with. */
async function refusal(path: string): Promise<StoreUnavailable> {
  const error = await openSqliteStore({ path, clock: systemClock }).catch((reason: unknown) => reason);
  if (error instanceof StoreUnavailable) return error;
  throw new Error("it was not refused", { cause: error });
}

describe("a SQLite file that can't be used is refused with its path, the cause and the remedy", () => {
  it("directory missing", async () => {
    const path = join(directory, "nowhere", "store.db");
    const error = await refusal(path);
    expect(error.message).toBe(
      `The store ${path} is unavailable: its directory does not exist. ` +
        `Create ${join(directory, "nowhere")}, or mount a volume there.`,
    );
    expect(error.because).toBe("its directory does not exist");
    expect(error.remedy).toContain("mount a volume");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("a directory", async () => {
    expect((await refusal(directory)).because).toBe("it is a directory");
  });

  it("no database", async () => {
    const path = freshPath();
    writeFileSync(path, "Dear diary, ".repeat(500));
    expect((await refusal(path)).because).toBe("its file is not a SQLite database");
    expect(readFileSync(path, "utf8")).toBe("Dear diary, ".repeat(500));
  });

  it.each([
    ["at its start", () => 4_096],
    ["at its end, where only a search finds it", (size: number) => size - 4_096],
  ])("damaged %s", async (_, from) => {
    const path = freshPath();
    const store = await openSqliteStore({ path, clock: systemClock });
    const wakes = Array.from({ length: 300 }, (_each, number) =>
      wakeOf(number, { delivery: `guid-${number}` }),
    );
    await Promise.all(wakes.map((wake) => store.queue.wake(wake)));
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, from(bytes.length));
    writeFileSync(path, bytes);
    expect((await refusal(path)).because).toContain("its file is damaged");
  });

  it("a newer schema", async () => {
    const path = freshPath();
    await (await openSqliteStore({ path, clock: systemClock })).close();
    const raw = new Libsql(path);
    raw.exec("INSERT INTO kysely_migration VALUES ('0099-from-the-future', '2099-01-01')");
    raw.close();
    const error = await refusal(path);
    expect(error.because).toContain(
      "newer than this version of the app (it has the migration 0099-from-the-future)",
    );
    expect(error.remedy).toContain("later");
  });

  it("open in this process", async () => {
    const path = freshPath();
    const store = await openSqliteStore({ path, clock: systemClock });
    expect((await refusal(path)).because).toBe("another process has it open");
    await store.close();
    await (await openSqliteStore({ path, clock: systemClock })).close();
  });

  it("a full disk is told as such", () => {
    const path = freshPath();
    const raw = new Libsql(path);
    raw.exec("CREATE TABLE filling (text)");
    raw.exec("PRAGMA max_page_count = 5");
    const fill = () => raw.prepare("INSERT INTO filling VALUES (?)").run(["x".repeat(50_000)]);
    expect(() => explained(path, fill)).toThrow(/the disk is full\. Free some space/);
    raw.close();
  });

  it("errors of a query are passed on as they are", () => {
    const raw = new Libsql(":memory:");
    expect(() => explained(":memory:", () => raw.exec("SELECT nonsense"))).toThrow(
      /no such column: nonsense/,
    );
    raw.close();
  });
});

describe("a backup", () => {
  it("is a whole store of what was there, made while all goes on", async () => {
    const path = freshPath();
    const clock = manualClock();
    const store = await openSqliteStore({ path, clock });
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(1_000);
    if (lease === undefined) throw new Error("nothing was due");
    await store.ledger.append(lease, { kind: "did", data: "something" });
    const [first, again] = await Promise.all([store.backup(), store.backup()]);
    expect([first, again]).toEqual([`${path}.backup`, `${path}.backup`]);
    await store.queue.wake(wakeOf(2));

    const copy = await openSqliteStore({ path: first, clock });
    expect((await copy.queue.unfinished()).map(({ key }) => key)).toEqual([release(1)]);
    expect(await copy.ledger.read(release(1))).toEqual(await store.ledger.read(release(1)));
    await copy.close();
    await store.backup();
    const newer = await openSqliteStore({ path: first, clock });
    expect(await newer.queue.unfinished()).toHaveLength(2);
    await newer.close();
    await store.close();
  });

  it("of a store in memory is none", async () => {
    const store = await openSqliteStore({ path: ":memory:", clock: manualClock() });
    await expect(store.backup()).rejects.toThrow("has no copy");
    await store.close();
  });
});

describe("the ledger's table", () => {
  it.each([
    ["UPDATE", "UPDATE ledger SET data = '2'", "entries are not changed"],
    ["DELETE", "DELETE FROM ledger", "entries are not removed"],
    ["REPLACE", "INSERT OR REPLACE INTO ledger SELECT * FROM ledger", "an entry follows the last one"],
    [
      "an entry out of line",
      "INSERT INTO ledger SELECT repository, tag, 9, at, kind, data, previous, hash FROM ledger",
      "an entry follows the last one",
    ],
  ])("refuses %s from any connection", async (_, statement, because) => {
    const path = freshPath();
    const clock = manualClock();
    const store = await openSqliteStore({ path, clock });
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(1_000);
    if (lease) await store.ledger.append(lease, { kind: "did", data: 1 });
    await store.close();
    const raw = new Libsql(path);
    expect(() => raw.exec(statement)).toThrow(`the ledger is append-only: ${because}`);
    raw.close();
    const again = await openSqliteStore({ path, clock });
    expect(await again.ledger.read(release(1))).toMatchObject([{ number: 1, data: 1 }]);
    await again.close();
  });
});

describe("leases of a process that is gone", () => {
  it("are due at once, because the lock proves it dead", async () => {
    const path = freshPath();
    const clock = manualClock();
    const store = await openSqliteStore({ path, clock });
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(60_000);
    await store.close();
    const again = await openSqliteStore({ path, clock });
    const next = await again.queue.take(60_000);
    expect(next?.fence).toBeGreaterThan(lease?.fence ?? Number.POSITIVE_INFINITY);
    await again.close();
  });
});

killContract("SQLite", {
  fresh: async () => freshPath(),
  open: (path) => openSqliteStore({ path, clock: systemClock }),
  // The lock on the file proves a process dead: its lease is not waited for.
  leaseMs: 400,
});

describe("with a second process", () => {
  let child: ChildProgram;
  beforeAll(() => {
    child = compileChild();
  }, 60_000);
  afterAll(() => child.remove());

  it("a store that another process holds is refused, and free once that one is killed", async () => {
    const path = freshPath();
    const holder = child.start("conduct", path);
    await once(holder.stdout, "data");
    const error = await refusal(path);
    expect(error.message).toContain(`The store ${path} is unavailable: another process has it open. Stop`);
    expect(error.remedy).toContain("DATABASE_PATH");
    holder.kill("SIGKILL");
    await once(holder, "close");
    const store = await openSqliteStore({ path, clock: systemClock });
    // What it was conducting starts again at once, and what it wrote is there.
    expect((await store.queue.take(1_000))?.key).toEqual(release(1));
    expect(await store.ledger.read(release(1))).toMatchObject([{ kind: "took-up" }]);
    expect(await store.queue.take(1_000)).toBeUndefined();
    await store.close();
  });

  it.skipIf(!mayMount)(
    "a disk that fills up while it runs rejects wakes and checks until there is room again",
    () => {
      const mountPoint = join(directory, "tiny");
      mkdirSync(mountPoint);
      const script = 'mount -t tmpfs -o size=500k none "$0" && exec "$1" "$2" full "$0/store.db"';
      const inOwnMounts = ["-m", "sh", "-c", script, mountPoint, process.execPath, child.path];
      const path = join(mountPoint, "store.db");
      const refused = `The store ${path} is unavailable: the disk is full. Free some space; an app that runs goes on by itself.`;
      const said = execFileSync(UNSHARE, inOwnMounts, { encoding: "utf8" });
      expect(said.trim().split("\n")).toEqual(["stored", refused, refused, "stored", "stored", "v0,v1"]);
    },
  );

  describe("that may not do everything", () => {
    const asRoot = process.getuid?.() === 0;
    const nobody = 65_534;

    /** What the child says when it opens the store; as nobody where we are root, whom no permission stops. */
    function openedByAnother(path: string): string {
      const user = asRoot ? { uid: nobody, gid: nobody } : {};
      return spawnSync(process.execPath, [child.path, "open", path], {
        encoding: "utf8",
        ...user,
      }).stdout.trim();
    }

    async function storeIn(name: string): Promise<{ folder: string; path: string }> {
      const folder = join(directory, name);
      mkdirSync(folder);
      const path = join(folder, "store.db");
      await (await openSqliteStore({ path, clock: systemClock })).close();
      chmodSync(directory, 0o755);
      chmodSync(folder, 0o777);
      chmodSync(path, 0o666);
      return { folder, path };
    }

    it("opens a store that it may write", async () => {
      const { path } = await storeIn("open");
      expect(openedByAnother(path)).toBe("opened");
    });

    it.each([
      ["file", 0o777, 0o444, "it, or the directory it is in, is read-only. Let the user"],
      ["directory", 0o555, 0o666, "it, or the directory it is in, is read-only. Let the user"],
      ["unreadable file", 0o777, 0o000, "its file may not be read. Let the user"],
    ])("is told when the store is read-only: %s", async (name, folderMode, fileMode, because) => {
      const { folder, path } = await storeIn(name);
      chmodSync(path, fileMode);
      chmodSync(folder, folderMode);
      expect(openedByAnother(path)).toContain(
        `StoreUnavailable: The store ${path} is unavailable: ${because}`,
      );
      chmodSync(folder, 0o777);
    });

    it("is told when the directory takes no new store", () => {
      const folder = join(directory, "sealed");
      mkdirSync(folder);
      chmodSync(folder, 0o555);
      expect(openedByAnother(join(folder, "new.db"))).toContain("is read-only. Let the user");
      chmodSync(folder, 0o777);
    });
  });
});
