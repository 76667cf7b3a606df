import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../src/clock.ts";
import { HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import type { Store } from "../../src/store/store.ts";
import { startWorker } from "../../src/store/worker.ts";
import { asAdmin, freshSchema, postgres, rowsOf } from "./postgres-server.ts";
import { release, wakeOf } from "./releases.ts";
import { testDatabase } from "./test-database.ts";

const LEASE = 30 * SECOND;

/** A clock that is wrong. */
function wrongBy(shift: number): Clock {
  return {
    ...systemClock,
    now: () => Date.now() + shift,
    sleepUntil: (at, signal) => systemClock.sleepUntil(at - shift, signal),
  };
}

/** The clocks of three replicas: two of them are wrong, in both directions. */
const CLOCKS = [wrongBy(-HOUR), systemClock, wrongBy(HOUR)] as const;

describe.skipIf(postgres === undefined)("replicas that share a PostgreSQL database", () => {
  if (postgres === undefined) return;
  const database = testDatabase();
  let url: string;
  let stores: Store[];
  let schemas = 0;

  beforeEach(async () => {
    schemas += 1;
    url = await freshSchema(database.url, `replicas_${schemas}`);
    // At once, on an empty database.
    stores = await Promise.all(CLOCKS.map((clock) => openPostgresStore({ url, clock })));
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });

  function replica(number: number): Store {
    const store = stores[number];
    if (store === undefined) throw new Error("there are three");
    return store;
  }

  it("that start together on an empty database apply each migration once", async () => {
    const applied = await rowsOf("SELECT name FROM kysely_migration ORDER BY name", url);
    expect(applied).toEqual([
      { name: "0001-queue-and-ledger" },
      { name: "0002-chores" },
      { name: "0003-replicas" },
      { name: "0004-accounts" },
      { name: "0005-cards" },
    ]);
    for (const store of stores) await store.check();
  });

  it("never conduct one release twice at a time, conduct several at once, and miss no last signal", async () => {
    const world = new Map<string, number>();
    const seen = new Map<string, number>();
    const running = new Set<string>();
    const busy = new Set<number>();
    let doubled = 0;
    let most = 0;
    const workers = CLOCKS.map((clock, number) =>
      startWorker({
        store: replica(number),
        clock,
        concurrency: 4,
        leaseMs: LEASE,
        async conduct({ key, fence }) {
          if (running.has(key.tag)) doubled += 1;
          running.add(key.tag);
          busy.add(number);
          most = Math.max(most, running.size);
          seen.set(key.tag, world.get(key.tag) ?? 0);
          await sleep(fence % 7);
          running.delete(key.tag);
          return { is: "rest" };
        },
      }),
    );
    let next = 0;
    const sender = async () => {
      while (next < 600) {
        const signal = next++;
        const wake = wakeOf((signal * 7) % 30, { delivery: `guid-${signal}` });
        world.set(wake.key.tag, signal);
        await replica(signal % 3).queue.wake(wake);
      }
    };
    await Promise.all(Array.from({ length: 12 }, sender));
    const isIdle = async () =>
      workers.every((worker) => worker.active() === 0) && (await replica(1).queue.nextDue()) === undefined;
    while (!(await isIdle())) await sleep(10);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(doubled).toBe(0);
    expect(most).toBeGreaterThan(1);
    expect(busy.size).toBe(3);
    expect(seen).toEqual(world);
  }, 60_000);

  it("that take at the same time get different releases, and none waits", async () => {
    for (let number = 0; number < 9; number += 1) await replica(0).queue.wake(wakeOf(number));
    const leases = await Promise.all(
      Array.from({ length: 12 }, (_, number) => replica(number % 3).queue.take(LEASE)),
    );
    const tags = leases.flatMap((lease) => lease?.key.tag ?? []);
    expect(tags.toSorted()).toEqual(Array.from({ length: 9 }, (_, number) => `v${number}`));
  });

  it("pass over a release that another is just taking", async () => {
    for (const number of [1, 2]) await replica(0).queue.wake(wakeOf(number));
    const taking = new pg.Client({ connectionString: url });
    await taking.connect();
    await taking.query("BEGIN");
    await taking.query("SELECT * FROM release_queue WHERE tag = 'v1' FOR UPDATE");
    const lease = await replica(1).queue.take(LEASE);
    await taking.end();
    expect(lease?.key).toEqual(release(2));
  });

  it("do a wake again that PostgreSQL gave up for a deadlock", async () => {
    for (const number of [1, 2])
      await replica(0).queue.wake(wakeOf(number, { notBefore: systemClock.now() + HOUR }));
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query("BEGIN");
    await other.query("SELECT * FROM release_queue WHERE tag = 'v2' FOR UPDATE");
    // Has the first row and waits for the second; then this waits for the first.
    const nudged = replica(1).queue.nudgeRepository(100, "sweep");
    await sleep(200);
    await other.query("SELECT * FROM release_queue WHERE tag = 'v1' FOR UPDATE");
    await other.end();
    expect(await nudged).toBe(2);
    const first = await replica(0).queue.take(LEASE);
    const second = await replica(0).queue.take(LEASE);
    expect([first?.key.tag, second?.key.tag].toSorted()).toEqual(["v1", "v2"]);
  });

  it("agree on leases although their clocks do not: one is neither cut short nor held for ever", async () => {
    for (const number of [0, 1, 2]) {
      await replica(number).queue.wake(wakeOf(number));
      const before = CLOCKS[number]?.now() ?? 0;
      const lease = await replica(number).queue.take(LEASE);
      expect(lease).toMatchObject({ key: release(number), failures: 0 });
      // On the holder's own clock, and not later than the lease really ends.
      expect((lease?.until ?? 0) - before).toBeGreaterThanOrEqual(LEASE);
      expect((lease?.until ?? 0) - before).toBeLessThan(LEASE + SECOND);
      for (const other of stores) expect(await other.queue.take(LEASE)).toBeUndefined();
    }
    const due = await Promise.all(stores.map((store) => store.queue.nextDue()));
    const distances = due.map((at, number) => (at ?? 0) - (CLOCKS[number]?.now() ?? 0));
    for (const distance of distances) expect(Math.abs(distance - LEASE)).toBeLessThan(5 * SECOND);
  });

  it("agree on what is due although their clocks do not", async () => {
    const ahead = CLOCKS[2].now();
    await replica(2).queue.wake(wakeOf(1, { notBefore: ahead + MINUTE }));
    expect(await replica(0).queue.take(LEASE)).toBeUndefined();
    expect(await replica(2).queue.take(LEASE)).toBeUndefined();
    const behind = ((await replica(0).queue.nextDue()) ?? 0) - CLOCKS[0].now();
    expect(Math.abs(behind - MINUTE)).toBeLessThan(5 * SECOND);
    await replica(2).queue.wake(wakeOf(1, { notBefore: CLOCKS[2].now() + 3 * SECOND }));
    expect(await replica(0).queue.take(LEASE)).toBeUndefined();
    await sleep(3 * SECOND);
    expect(await replica(0).queue.take(LEASE)).toMatchObject({ key: release(1) });
  });

  it("write nothing under a lease that another has taken over", async () => {
    await replica(0).queue.wake(wakeOf(1));
    const late = await replica(0).queue.take(50);
    await sleep(100);
    const current = await replica(2).queue.take(LEASE);
    if (late === undefined || current === undefined) throw new Error("nothing was due");
    expect(current.failures).toBe(1);
    await expect(replica(0).ledger.append(late, { kind: "did", data: null })).rejects.toThrow("lease");
    expect(await replica(0).queue.renew(late, LEASE)).toBeUndefined();
    expect(await replica(0).queue.release(late, { is: "finished" })).toBe(false);
    await replica(2).ledger.append(current, { kind: "did", data: null });
    expect(await replica(0).ledger.read(release(1))).toHaveLength(1);
  });

  /** Has all of them ask for the chore, and whoever got it end it, due again after so long; gives the note it was given. */
  async function doOnce(pauseMs: number, note: string): Promise<string | undefined> {
    const asked = await Promise.all(stores.map((store) => store.chores.take("sweep", LEASE)));
    expect(asked.map((taken) => taken.is).toSorted()).toEqual(["not-due", "not-due", "taken"]);
    const who = asked.findIndex((taken) => taken.is === "taken");
    const taken = asked[who];
    if (taken?.is !== "taken") throw new Error("nobody took it");
    await replica(who).chores.done(taken, { pauseMs, note });
    return taken.note;
  }

  it("do a chore once per period", async () => {
    await doOnce(0, "page 2");
    expect(await doOnce(HOUR, "page 3")).toBe("page 2");
    const asked = await Promise.all(stores.map((store) => store.chores.take("sweep", LEASE)));
    expect(asked.map((taken) => taken.is)).toEqual(["not-due", "not-due", "not-due"]);
  });

  it("change a shared value one after the other, the first time too", async () => {
    const add = (count: number | undefined) => [(count ?? 0) + 1, undefined] as const;
    await Promise.all(
      Array.from({ length: 60 }, (_, number) => replica(number % 3).shared.change("count", add)),
    );
    expect(await replica(0).shared.change("count", (count) => [count, count])).toBe(60);
  });

  it("take a delivery once, at whichever of them it comes", async () => {
    const wake = wakeOf(1, { delivery: "guid" });
    await Promise.all(stores.map((store) => store.queue.wake(wake)));
    const lease = await replica(0).queue.take(LEASE);
    if (lease === undefined) throw new Error("nothing was due");
    expect(await replica(0).queue.release(lease, { is: "rest" })).toBe(true);
    expect(await replica(1).queue.nextDue()).toBeUndefined();
  });

  describe("tell each other", () => {
    /** Resolves when the replica is told that something may be due; false after so many milliseconds. */
    function told(store: Store, within: number): Promise<boolean> {
      return new Promise((resolve) => {
        const stop = store.queue.onWake(() => {
          stop();
          resolve(true);
        });
        setTimeout(() => resolve(false), within).unref();
      });
    }

    it("of a wake, a nudge and an ended lease that leaves something to do", async () => {
      let waiting = told(replica(1), SECOND);
      await replica(0).queue.wake(wakeOf(1));
      expect(await waiting).toBe(true);
      const lease = await replica(0).queue.take(LEASE);
      if (lease === undefined) throw new Error("nothing was due");
      // Nobody can take it during the lease: there is nothing to tell.
      waiting = told(replica(1), 200);
      await replica(0).queue.wake(wakeOf(1));
      expect(await waiting).toBe(false);
      waiting = told(replica(1), SECOND);
      await replica(0).queue.release(lease, { is: "rest" });
      expect(await waiting).toBe(true);
      await replica(0).queue.take(LEASE);
    });

    it("also when an operator changes a row by hand", async () => {
      await replica(0).queue.wake(wakeOf(1));
      const lease = await replica(0).queue.take(LEASE);
      if (lease === undefined) throw new Error("nothing was due");
      await replica(0).queue.release(lease, { is: "rest" });
      const waiting = told(replica(1), SECOND);
      await asAdmin("UPDATE release_queue SET due = 0", url);
      expect(await waiting).toBe(true);
    });

    it("again after the listening connection was cut", async () => {
      await asAdmin(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
        url,
      );
      // Once more for what was lost meanwhile, and then for each wake.
      expect(await told(replica(1), 10 * SECOND)).toBe(true);
      const waiting = told(replica(1), SECOND);
      await replica(0).queue.wake(wakeOf(1));
      expect(await waiting).toBe(true);
    }, 20_000);

    it("and find what was told in vain, without being told of what is not due", async () => {
      const silently = (statement: string) =>
        asAdmin(`SET session_replication_role = replica; ${statement}`, url);
      await replica(0).queue.wake(wakeOf(1, { notBefore: systemClock.now() + HOUR }));
      await replica(0).queue.wake(wakeOf(2, { notBefore: systemClock.now() + HOUR }));
      await sleep(200);
      expect(await told(replica(1), 6 * SECOND)).toBe(false);
      await silently("UPDATE release_queue SET due = 0 WHERE tag = 'v1'");
      expect(await told(replica(1), 7 * SECOND)).toBe(true);
    }, 20_000);
  });
});
