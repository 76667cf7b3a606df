import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECOND } from "../../src/release/instant.ts";
import type { Lease, Store } from "../../src/store/store.ts";
import { type ChildProgram, compileChild, killedAfter, saidBy } from "./child-process.ts";
import { release } from "./releases.ts";

export type KillOptions = {
  /** An empty place to keep a store at. */
  readonly fresh: () => Promise<string>;
  readonly open: (place: string) => Promise<Store>;
  /** How long a lease of the dead is respected, in milliseconds of real time. */
  readonly leaseMs: number;
};

/** The releases that were certainly woken after their last run began, and those whose run was cut off. */
function owed(said: readonly string[]): readonly string[] {
  const last = (what: string, tag: string) => said.lastIndexOf(`${what} ${tag}`);
  const isOwed = (tag: string) =>
    last("began", tag) > last("ended", tag) ||
    (last("woke", tag) > last("waking", tag) && last("waking", tag) > last("began", tag));
  return [...new Set(said.map((line) => line.split(" ")[1] ?? ""))].filter(isOwed);
}

/** Items 8 and 9 of the contract with processes that are really killed and stopped. */
export function killContract(name: string, { fresh, open, leaseMs }: KillOptions): void {
  describe(`processes killed over ${name}`, () => {
    let child: ChildProgram;
    beforeAll(() => {
      child = compileChild();
    }, 60_000);
    afterAll(() => child.remove());

    /** Takes what the dead have left, each within the time of a lease. */
    async function takenWithin(store: Store, milliseconds: number): Promise<Lease | undefined> {
      const end = Date.now() + milliseconds;
      for (;;) {
        const lease = await store.queue.take(10 * SECOND);
        if (lease !== undefined || Date.now() > end) return lease;
        await sleep(20);
      }
    }

    it.each([1, 40, 333, 1_000])(
      "8. kill -9 after %i wakes of a burst loses none that was acknowledged",
      async (count) => {
        const place = await fresh();
        const acknowledged = await killedAfter(child.start("burst", place), count);
        expect(acknowledged.length).toBeGreaterThanOrEqual(count);
        const store = await open(place);
        const kept = new Set(
          (await store.queue.unfinished()).filter((row) => row.due !== undefined).map((row) => row.key.tag),
        );
        expect(acknowledged.filter((number) => !kept.has(`v${number}`))).toEqual([]);
        // At most the wakes that were under way come on top.
        expect(kept.size - acknowledged.length).toBeLessThanOrEqual(16);
        await store.close();
      },
      30_000,
    );

    it("8. the release that was conducted is taken up again once, with what was written", async () => {
      const place = await fresh();
      const running = child.start("conduct", place, leaseMs);
      await killedAfter(running, 1);
      const store = await open(place);
      const lease = await takenWithin(store, leaseMs + 5 * SECOND);
      expect(lease).toMatchObject({ key: release(1), failures: 1 });
      expect(await store.ledger.read(release(1))).toMatchObject([{ kind: "took-up" }]);
      expect(await store.queue.take(SECOND)).toBeUndefined();
      await store.close();
    }, 30_000);

    it.each([50, 51, 52, 157])(
      "8. kill -9 after %i lines of a worker in a hurry: each wake is seen by a run, each release runs once more at most",
      async (lines) => {
        const place = await fresh();
        const said = await killedAfter(child.start("work", place, leaseMs), lines);
        const store = await open(place);
        const runs: string[] = [];
        for (;;) {
          const lease = await takenWithin(store, runs.length === 0 ? leaseMs + SECOND : leaseMs);
          if (lease === undefined) break;
          runs.push(lease.key.tag);
          await store.queue.release(lease, { is: "rest" });
        }
        expect(owed(said).filter((tag) => !runs.includes(tag))).toEqual([]);
        expect(runs).toEqual([...new Set(runs)]);
        await store.close();
      },
      30_000,
    );

    it("9. a process that is stopped past its lease and goes on late writes nothing", async () => {
      const place = await fresh();
      const running = child.start("stall", place, leaseMs);
      const said = saidBy(running, { after: 1, signal: "SIGSTOP" });
      await once(running.stdout, "data");
      await sleep(leaseMs + 200);
      running.kill("SIGCONT");
      expect((await said).slice(1)).toEqual([
        expect.stringContaining("nothing more is written under it"),
        "undefined",
        "false",
      ]);
      const store = await open(place);
      expect(await store.ledger.read(release(1))).toHaveLength(1);
      expect(await takenWithin(store, SECOND)).toMatchObject({ key: release(1) });
      await store.close();
    }, 30_000);
  });
}
