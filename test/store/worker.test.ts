import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { DAY, MINUTE, SECOND } from "../../src/release/instant.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { Lease, Outcome, Queue, Store } from "../../src/store/store.ts";
import { startWorker, type Worker, type WorkerOptions } from "../../src/store/worker.ts";
import { watchedStore } from "../../src/watch/store.ts";
import { unwatched } from "../../src/watch/watch.ts";
import { NOON } from "./manual-clock.ts";
import { drained, release, wakeOf } from "./releases.ts";

const REST: Outcome = { is: "rest" };

describe("the worker", () => {
  let clock: VirtualClock;
  let store: Store;
  let workers: Worker[];
  const logged: object[] = [];
  const happened: string[] = [];
  const watch = { ...unwatched, happened: (happening: string) => void happened.push(happening) };

  function work(conduct: WorkerOptions["conduct"], rest: Partial<WorkerOptions> = {}): Worker {
    const log = { error: (details: object) => void logged.push(details) };
    const means = { store, clock, log, watch, concurrency: 4, leaseMs: 30 * SECOND };
    const worker = startWorker({ ...means, conduct, ...rest });
    workers.push(worker);
    return worker;
  }

  beforeEach(async () => {
    clock = createVirtualClock(NOON);
    store = await openSqliteStore({ path: ":memory:", clock });
    workers = [];
    logged.length = 0;
    happened.length = 0;
  });

  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await store.close();
  });

  it("conducts at the very moment that was asked for, weeks ahead in no time", async () => {
    const times: number[] = [];
    const worker = work(async () => {
      times.push(clock.now() - NOON);
      return times.length < 4 ? { is: "rest", until: clock.now() + 7 * DAY } : { is: "finished" };
    });
    await store.queue.wake(wakeOf(1, { notBefore: NOON + 3 }));
    await drained(store, worker);
    expect(times).toEqual([3, 7 * DAY + 3, 14 * DAY + 3, 21 * DAY + 3]);
  });

  it("renews the lease of a conduct that takes long", async () => {
    const fences: number[] = [];
    const worker = work(async (lease) => {
      fences.push(lease.fence);
      await clock.sleepUntil(clock.now() + 5 * MINUTE);
      await store.ledger.append(lease, { kind: "did", data: "late" });
      return REST;
    });
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    expect(fences).toHaveLength(1);
    expect(clock.now()).toBe(NOON + 5 * MINUTE);
    expect(await store.ledger.read(release(1))).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it("stops the clock for no one when nothing is left to do", async () => {
    const worker = work(async () => REST);
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    const before = clock.now();
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(clock.now()).toBe(before);
    let rung = false;
    await clock.busy(async () => {
      await clock.sleepUntil(before + DAY);
      rung = true;
    });
    expect(rung).toBe(true);
  });

  it("aborts a conduct whose lease is lost, and drops its outcome", async () => {
    const lossy: Queue = { ...store.queue, renew: async () => undefined };
    const aborted: boolean[] = [];
    const worker = work(
      async (_, signal) => {
        if (aborted.length > 0) return { is: "finished" };
        await clock.sleepUntil(clock.now() + MINUTE, signal);
        aborted.push(signal.aborted);
        return { is: "rest", until: clock.now() + 30 * DAY };
      },
      { store: { ...store, queue: lossy } },
    );
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    expect(aborted).toEqual([true]);
    expect(clock.now()).toBe(NOON + 30 * SECOND);
    expect(logged).toEqual([{ release: "acme/rocket@v1" }]);
    expect(happened).toEqual(["lease-lost"]);
  });

  it("tells of a lost lease once, though its conduct has heard of it before", async () => {
    const lossy: Queue = {
      ...store.queue,
      renew: async () => undefined,
      release: async (lease, outcome) => lease.failures > 0 && store.queue.release(lease, outcome),
    };
    const watched = watchedStore({ ...store, queue: lossy }, watch);
    const worker = work(
      async (lease) => {
        // As before a write.
        if (lease.failures === 0) await watched.queue.renew(lease, MINUTE);
        return { is: "finished" };
      },
      { store: watched },
    );
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    expect(happened).toEqual(["lease-lost"]);
  });

  it("aborts a conduct when the store hangs until its lease has run out", async () => {
    // Real time: nothing passes on the virtual clock while the store works.
    const real = await openSqliteStore({ path: ":memory:", clock: systemClock });
    await real.queue.wake(wakeOf(1));
    const hanging: Queue = { ...real.queue, renew: () => new Promise(() => undefined) };
    const aborted: boolean[] = [];
    const worker = work(
      async (_, signal) => {
        if (aborted.length > 0) return REST;
        await systemClock.sleepUntil(systemClock.now() + 10 * SECOND, signal);
        aborted.push(signal.aborted);
        return REST;
      },
      { store: { ...real, queue: hanging }, clock: systemClock, leaseMs: 100, concurrency: 1 },
    );
    while (aborted.length === 0) await nextTurn();
    await worker.stop();
    await real.close();
    expect(aborted).toEqual([true]);
  });

  it("keeps a lease through renewals that fail, until it has run out", async () => {
    let failing = 2;
    const flaky: Queue = {
      ...store.queue,
      renew: (lease, leaseMs) =>
        failing-- > 0 ? Promise.reject(new Error("no answer")) : store.queue.renew(lease, leaseMs),
    };
    const ended: boolean[] = [];
    const worker = work(
      async (_, signal) => {
        await clock.sleepUntil(clock.now() + MINUTE, signal);
        ended.push(signal.aborted);
        return REST;
      },
      { store: { ...store, queue: flaky } },
    );
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    failing = Number.POSITIVE_INFINITY;
    await store.queue.wake(wakeOf(1));
    while (ended.length < 2) await nextTurn();
    failing = 0;
    await drained(store, worker);
    expect(ended).toEqual([false, true, false]);
    expect(happened).toEqual(["lease-lost"]);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("sent ghs_abc123"))],
    [
      "throws",
      () => {
        throw new Error("sent ghs_abc123");
      },
    ],
  ])("a conduct that %s has failed, and its secrets are kept out", async (_, conduct) => {
    work(conduct);
    await store.queue.wake(wakeOf(1));
    while ((await store.queue.unfinished())[0]?.parked !== true) await nextTurn();
    expect(await store.queue.unfinished()).toMatchObject([
      { failures: 12, lastError: "Error: sent [secret]" },
    ]);
    expect(logged).toHaveLength(12);
    expect(JSON.stringify(logged)).not.toContain("ghs_");
  });

  it("conducts no more releases at once than it may", async () => {
    let most = 0;
    const worker: Worker = work(
      async () => {
        most = Math.max(most, worker.active());
        await clock.sleepUntil(clock.now() + SECOND);
        return REST;
      },
      { concurrency: 2 },
    );
    await Promise.all([1, 2, 3, 4, 5].map((number) => store.queue.wake(wakeOf(number))));
    await drained(store, worker);
    expect(most).toBe(2);
    expect(clock.now()).toBe(NOON + 3 * SECOND);
  });

  it("lets another release have the place of one that stands aside, up to so many under way", async () => {
    const [places, underWay] = [2, 16];
    let most = 0;
    const worker: Worker = work(
      async (_lease, _signal, aside) => {
        most = Math.max(most, worker.active());
        await aside(() => clock.sleepUntil(clock.now() + SECOND));
        return REST;
      },
      { concurrency: places },
    );
    const wakes = Array.from({ length: underWay + 1 }, (_, number) => store.queue.wake(wakeOf(number + 1)));
    await Promise.all(wakes);
    await drained(store, worker);
    expect(most).toBe(underWay);
    expect(clock.now()).toBe(NOON + 2 * SECOND);
  });

  it("stop takes nothing more and waits for what runs", async () => {
    let finish: () => void = () => undefined;
    const conducted: Lease[] = [];
    const worker = work(async (lease) => {
      conducted.push(lease);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { is: "finished" };
    });
    await store.queue.wake(wakeOf(1));
    while (conducted.length === 0) await nextTurn();
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    await store.queue.wake(wakeOf(2));
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect([stopped, worker.active(), conducted.length]).toEqual([false, 1, 1]);
    finish();
    await stopping;
    expect(worker.active()).toBe(0);
    expect((await store.queue.unfinished()).map((row) => row.key)).toEqual([release(2)]);
  });

  it("goes on after the store failed", async () => {
    let failures = 3;
    const flaky: Queue = {
      ...store.queue,
      take: (leaseMs) =>
        failures-- > 0 ? Promise.reject(new Error("the disk is full")) : store.queue.take(leaseMs),
    };
    await store.queue.wake(wakeOf(1));
    const worker = work(async () => REST, { store: { ...store, queue: flaky } });
    await drained(store, worker);
    expect(logged).toHaveLength(3);
    expect(clock.now()).toBe(NOON + 15 * SECOND);
  });

  it("a release whose outcome could not be stored is conducted again when its lease has run out", async () => {
    let failures = 1;
    const flaky: Queue = {
      ...store.queue,
      release: (lease, outcome) =>
        failures-- > 0 ? Promise.reject(new Error("the disk is full")) : store.queue.release(lease, outcome),
    };
    const times: number[] = [];
    const worker = work(
      async () => {
        times.push(clock.now() - NOON);
        return REST;
      },
      { store: { ...store, queue: flaky }, concurrency: 1 },
    );
    await store.queue.wake(wakeOf(1));
    await drained(store, worker);
    expect(times).toEqual([0, 30 * SECOND]);
  });

  it("tries to take nothing before it is due", async () => {
    let tried = 0;
    const counted: Queue = {
      ...store.queue,
      take: (leaseMs) => {
        tried += 1;
        return store.queue.take(leaseMs);
      },
    };
    const worker = work(async () => REST, { store: { ...store, queue: counted }, concurrency: 1 });
    for (let within = 1; within <= 5; within += 1) {
      await store.queue.wake({ ...wakeOf(1), notBefore: NOON + within * MINUTE });
    }
    await drained(store, worker);
    expect(tried).toBe(1);
  });

  it("asks the store nothing while idle, in real time too", async () => {
    let asked = 0;
    const counted: Queue = {
      ...store.queue,
      take: (leaseMs) => {
        asked += 1;
        return store.queue.take(leaseMs);
      },
      nextDue: () => {
        asked += 1;
        return store.queue.nextDue();
      },
    };
    const idle = startWorker({
      store: { ...store, queue: counted },
      clock: systemClock,
      concurrency: 1,
      leaseMs: SECOND,
      conduct: async () => REST,
    });
    await sleep(100);
    expect(asked).toBe(1);
    await idle.stop();
  });
});
