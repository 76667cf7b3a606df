import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { SECOND } from "../../src/release/instant.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import type { Lease, Outcome, Store } from "../../src/store/store.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";
import { startWorker } from "../../src/store/worker.ts";
import { freshSchema, postgres } from "./postgres-server.ts";
import { type DatabaseProxy, proxyTo } from "./proxy.ts";
import { release, wakeOf } from "./releases.ts";
import { testDatabase } from "./test-database.ts";

const LEASE = 30 * SECOND;

describe.skipIf(postgres === undefined)("a PostgreSQL database that goes away and comes back", () => {
  if (postgres === undefined) return;
  const database = testDatabase();
  let proxy: DatabaseProxy;
  let store: Store;
  let held: Lease;
  let schemas = 0;

  beforeEach(async () => {
    schemas += 1;
    proxy = await proxyTo(await freshSchema(database.url, `outage_${schemas}`));
    store = await openPostgresStore({ url: proxy.url, clock: systemClock });
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(LEASE);
    if (lease === undefined) throw new Error("nothing was due");
    held = lease;
  });

  afterEach(async () => {
    await store.close();
    await proxy.close();
  });

  const METHODS: readonly [string, () => Promise<unknown>][] = [
    ["check", () => store.check()],
    ["wake", () => store.queue.wake(wakeOf(2, { delivery: "guid" }))],
    ["nudge", () => store.queue.nudge(wakeOf(1))],
    ["nudgeRepository", () => store.queue.nudgeRepository(100, "sweep")],
    ["take", () => store.queue.take(LEASE)],
    ["renew", () => store.queue.renew(held, LEASE)],
    ["append", () => store.ledger.append(held, { kind: "did", data: null })],
    ["nextDue", () => store.queue.nextDue()],
    ["unfinished", () => store.queue.unfinished()],
    ["isFinished", () => store.queue.isFinished(release(1))],
    ["read", () => store.ledger.read(release(1))],
    ["keys", () => store.ledger.keys(10)],
    ["take of a chore", () => store.chores.take("sweep", LEASE)],
    ["done of a chore", () => store.chores.done({ is: "taken", name: "sweep", fence: 1 }, { pauseMs: 1 })],
    ["change", () => store.shared.change("count", () => [1, 1])],
    ["release", () => store.queue.release(held, { is: "rest" })],
  ];

  async function refusals(): Promise<readonly unknown[]> {
    const results = await Promise.allSettled(METHODS.map(([, call]) => call()));
    return results.map((result, place) =>
      result.status === "rejected" && result.reason instanceof StoreUnavailable
        ? "refused"
        : METHODS[place]?.[0],
    );
  }

  async function works(): Promise<void> {
    for (const [name, call] of METHODS) await expect(call(), name).resolves.not.toBe("never");
    expect(await store.ledger.read(release(1))).toHaveLength(1);
  }

  it("rejects everything with the cause and the remedy meanwhile, and works again without a restart", async () => {
    await proxy.goAway();
    expect(await refusals()).toEqual(METHODS.map(() => "refused"));
    await expect(store.check()).rejects.toThrow(
      /nothing listens at its address\. Start PostgreSQL.*by itself/,
    );
    await proxy.comeBack();
    await works();
  });

  it("and hangs, is given up in time for a webhook, and works again", async () => {
    proxy.hang();
    const start = performance.now();
    await expect(store.queue.wake(wakeOf(2))).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - start).toBeLessThan(5.5 * SECOND);
    expect(await refusals()).toEqual(METHODS.map(() => "refused"));
    expect(performance.now() - start).toBeLessThan(16 * SECOND);
    await proxy.comeBack();
    await works();
  }, 40_000);

  it("hears the other replicas again", async () => {
    const other = await openPostgresStore({ url: proxy.url, clock: systemClock });
    await proxy.goAway();
    await sleep(100);
    await proxy.comeBack();
    let told = 0;
    const stop = other.queue.onWake(() => {
      told += 1;
    });
    while (told === 0) await sleep(20);
    told = 0;
    await store.queue.wake(wakeOf(3));
    while (told === 0) await sleep(20);
    stop();
    await other.close();
  }, 20_000);

  it("costs a conduct its lease, which it is told in time; then the release is conducted anew", async () => {
    const conducts: { fence: number; aborted: boolean }[] = [];
    const conduct = async (lease: Lease, signal: AbortSignal): Promise<Outcome> => {
      if (conducts.length === 0) {
        conducts.push({ fence: lease.fence, aborted: false });
        proxy.hang();
        await systemClock.sleepUntil(systemClock.now() + 20 * SECOND, signal);
        conducts[0] = { fence: lease.fence, aborted: signal.aborted };
        await proxy.comeBack();
      } else {
        conducts.push({ fence: lease.fence, aborted: false });
      }
      return { is: "rest" };
    };
    await store.queue.release(held, { is: "rest" });
    const worker = startWorker({ store, clock: systemClock, concurrency: 1, leaseMs: 1_500, conduct });
    await store.queue.wake(wakeOf(5));
    while (conducts.length < 2) await sleep(20);
    await worker.stop();
    expect(conducts[0]?.aborted).toBe(true);
    expect(conducts[1]?.fence).toBeGreaterThan(conducts[0]?.fence ?? Number.POSITIVE_INFINITY);
  }, 40_000);
});
