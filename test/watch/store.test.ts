import { describe, expect, it } from "vitest";
import { SECOND } from "../../src/release/instant.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { LeaseLost, type Store } from "../../src/store/store.ts";
import { createMetrics, type Metrics } from "../../src/watch/metrics.ts";
import { watchedStore } from "../../src/watch/store.ts";
import { manualClock } from "../store/manual-clock.ts";
import { release, wakeOf } from "../store/releases.ts";

async function stage(change: (store: Store) => Store = (store) => store) {
  const metrics = createMetrics({ version: "1.0.0", events: new Set() });
  const clock = manualClock();
  const store = watchedStore(change(await openSqliteStore({ path: ":memory:", clock })), metrics.watch);
  return { metrics, clock, store };
}

async function countsIn({ instruments }: Metrics, which: "wakes" | "storeErrors") {
  return (await instruments[which].get()).values.map(({ labels, value }) => ({ ...labels, value }));
}

describe("the watched store", () => {
  it("counts wakes by their reason, nudges of releases that are unknown left out", async () => {
    const { store, metrics } = await stage();
    await store.queue.wake(wakeOf(1));
    await store.queue.wake(wakeOf(2, { because: "sweep" }));
    await store.queue.nudge(wakeOf(3, { because: "sweep" }));
    await store.queue.nudgeRepository(release(1).repository, "sweep");
    expect(await countsIn(metrics, "wakes")).toEqual([
      { reason: "push", value: 1 },
      { reason: "sweep", value: 3 },
    ]);
  });

  it("counts what fails, and passes it on", async () => {
    const { store, metrics } = await stage((whole) => ({
      ...whole,
      ledger: { ...whole.ledger, read: () => Promise.reject(new Error("the disk is full")) },
    }));
    await expect(store.ledger.read(release(1))).rejects.toThrow("the disk is full");
    expect(await countsIn(metrics, "storeErrors")).toEqual([{ part: "ledger", value: 1 }]);
  });

  it("counts a lost lease as no error of the store", async () => {
    const { store, metrics, clock } = await stage();
    await store.queue.wake(wakeOf(1));
    const lease = await store.queue.take(SECOND);
    clock.set(clock.now() + SECOND);
    await store.queue.take(SECOND);
    if (lease === undefined) throw new Error("nothing was due");
    await expect(store.ledger.append(lease, { kind: "did", data: 1 })).rejects.toThrow(LeaseLost);
    expect(await countsIn(metrics, "storeErrors")).toEqual([]);
  });
});
