import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { DAY, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { CardBody } from "../../src/replies/card.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { Backoff } from "../../src/store/backoff.ts";
import { CHAIN_START, verifyChain } from "../../src/store/chain.ts";
import { type Card, type Lease, LeaseLost, type ListedCard, type Store } from "../../src/store/store.ts";
import { startWorker } from "../../src/store/worker.ts";
import { type ManualClock, manualClock, NOON } from "./manual-clock.ts";
import { ADDRESS, drained, release, wakeOf } from "./releases.ts";

/** Opens the store at a place, which is empty at first and keeps what a closed store left in it. */
export type OpenStore = (options: {
  readonly place: string;
  readonly clock: Clock;
  readonly backoff: Backoff;
}) => Promise<Store>;

const LEASE = 30 * SECOND;
const BACKOFF: Backoff = { first: SECOND, cap: 10 * MINUTE, parkAfter: 12, random: () => 0 };

const CARD_BODY: CardBody = {
  urls: {},
  moves: [],
  problems: [],
  phases: [],
  gates: [],
  evidence: { heads: [], rows: [] },
  stretches: [],
  points: [],
};

let places = 0;

/** What every engine must do: `reference/store.md`, "The queue's contract". */
export function storeContract(name: string, open: OpenStore): void {
  describe(`the store on ${name}`, () => {
    let clock: ManualClock;
    let store: Store;
    let place: string;

    async function taken(): Promise<Lease> {
      const lease = await store.queue.take(LEASE);
      if (lease === undefined) throw new Error("nothing is due");
      return lease;
    }

    async function row(number = 1) {
      const rows = await store.queue.unfinished();
      return rows.find((each) => each.key.tag === release(number).tag);
    }

    beforeEach(async () => {
      places += 1;
      place = `contract-${places}`;
      clock = manualClock();
      store = await open({ place, clock, backoff: BACKOFF });
    });

    afterEach(() => store.close());

    describe("1. many signals", () => {
      it("never conducts one release twice at a time, conducts several at once, and misses no last signal", async () => {
        const virtual = createVirtualClock(NOON);
        const busy = await open({ place: `${place}-many`, clock: virtual, backoff: BACKOFF });
        const world = new Map<string, number>();
        const seen = new Map<string, number>();
        const running = new Set<string>();
        let doubled = 0;
        let most = 0;
        const worker = startWorker({
          store: busy,
          clock: virtual,
          concurrency: 16,
          leaseMs: LEASE,
          async conduct({ key, fence }) {
            if (running.has(key.tag)) doubled += 1;
            running.add(key.tag);
            most = Math.max(most, running.size);
            seen.set(key.tag, world.get(key.tag) ?? 0);
            await virtual.sleepUntil(virtual.now() + (fence % 7));
            running.delete(key.tag);
            return { is: "rest" };
          },
        });
        let next = 0;
        const sender = async () => {
          while (next < 1_000) {
            const signal = next++;
            const wake = wakeOf((signal * 7) % 50, { delivery: `guid-${signal}` });
            world.set(wake.key.tag, signal);
            await busy.queue.wake(wake);
          }
        };
        await Promise.all(Array.from({ length: 16 }, sender));
        await drained(busy, worker);
        await worker.stop();
        await busy.close();
        expect(doubled).toBe(0);
        expect(most).toBeGreaterThan(1);
        expect(seen.size).toBe(50);
        expect(seen).toEqual(world);
      });
    });

    describe("2. signals during a lease", () => {
      it("five of them make it due once more", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        await Promise.all([1, 2, 3, 4, 5].map(() => store.queue.wake(wakeOf(1))));
        expect(await store.queue.take(LEASE)).toBeUndefined();
        expect(await store.queue.release(lease, { is: "rest" })).toBe(true);
        expect(await store.queue.release(await taken(), { is: "rest" })).toBe(true);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        expect(await store.queue.nextDue()).toBeUndefined();
      });

      it.each([
        { is: "rest", until: NOON + DAY },
        { is: "finished" },
        { is: "dropped" },
        { is: "failed", error: "GitHub is down" },
      ] as const)("win over the outcome $is", async (outcome) => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        await store.queue.wake(wakeOf(1));
        await store.queue.release(lease, outcome);
        expect((await taken()).key).toEqual(release(1));
      });

      it("keep their time when they are for later", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        await store.queue.release(lease, { is: "finished" });
        expect(await store.queue.take(LEASE)).toBeUndefined();
        clock.set(NOON + MINUTE);
        expect((await taken()).key).toEqual(release(1));
      });
    });

    describe("3., 4., 5. delayed wakes", () => {
      it("a wake now overtakes one in 60 s", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        expect(await store.queue.take(LEASE)).toBeUndefined();
        await store.queue.wake(wakeOf(1));
        expect(await taken()).toMatchObject({ key: release(1) });
      });

      it("a later one does not postpone a pending one", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + 10 * SECOND }));
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        expect(await store.queue.nextDue()).toBe(NOON + 10 * SECOND);
        await store.queue.nudge(wakeOf(1, { notBefore: NOON + MINUTE }));
        expect(await store.queue.nextDue()).toBe(NOON + 10 * SECOND);
        await store.queue.nudge(wakeOf(1, { notBefore: NOON + 5 * SECOND }));
        expect(await store.queue.nextDue()).toBe(NOON + 5 * SECOND);
      });

      it("is taken at its time, not before", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        clock.set(NOON + MINUTE - 1);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        clock.set(NOON + MINUTE);
        expect(await taken()).toMatchObject({ key: release(1) });
      });

      it("survives a clock that jumps back and forth", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        clock.set(NOON - DAY);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        expect(await store.queue.nextDue()).toBe(NOON + MINUTE);
        clock.set(NOON + 30 * DAY);
        expect(await taken()).toMatchObject({ key: release(1) });
      });

      it("the release that is due longest is taken first", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + 2 * SECOND }));
        await store.queue.wake(wakeOf(2, { notBefore: NOON + SECOND }));
        await store.queue.wake(wakeOf(3, { notBefore: NOON + 3 * SECOND }));
        clock.set(NOON + MINUTE);
        const tags = [await taken(), await taken(), await taken()].map((lease) => lease.key.tag);
        expect(tags).toEqual(["v2", "v1", "v3"]);
      });
    });

    describe("6. failures", () => {
      it("are repeated with a growing delay up to the cap", async () => {
        await store.queue.wake(wakeOf(1));
        const delays: number[] = [];
        for (let failure = 1; failure < 12; failure += 1) {
          await store.queue.release(await taken(), { is: "failed", error: "GitHub is down" });
          const due = (await store.queue.nextDue()) ?? 0;
          delays.push((due - clock.now()) / SECOND);
          expect(await store.queue.take(LEASE)).toBeUndefined();
          clock.set(due);
        }
        expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600]);
        expect(await row()).toMatchObject({ failures: 11, lastError: "GitHub is down", parked: false });
      });

      it("a wake during the back-off is taken at once, and never beside a lease", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "failed", error: "no" });
        await store.queue.wake(wakeOf(1));
        expect((await taken()).failures).toBe(1);
        await store.queue.wake(wakeOf(1));
        expect(await store.queue.take(LEASE)).toBeUndefined();
      });

      it("are told with what they said, in any characters", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "failed", error: "no\u0000 ü 😀" });
        expect((await row())?.lastError).toBe("no\u{fffd} ü 😀");
      });

      it("are forgotten after a conduct that succeeds", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "failed", error: "no" });
        clock.set(NOON + MINUTE);
        await store.queue.release(await taken(), { is: "rest" });
        expect(await row()).toEqual({
          key: release(1),
          address: ADDRESS,
          finished: false,
          parked: false,
          failures: 0,
        });
      });
    });

    describe("7. a release that rests until a time", () => {
      it("is due then", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "rest", until: NOON + DAY });
        expect(await row()).toMatchObject({ due: NOON + DAY });
        expect(await store.queue.nextDue()).toBe(NOON + DAY);
      });

      it("is due at once when woken; the time stands only when it is asked for again", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "rest", until: NOON + DAY });
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "rest", until: NOON + DAY });
        expect(await store.queue.nextDue()).toBe(NOON + DAY);
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "rest" });
        expect(await store.queue.nextDue()).toBeUndefined();
      });
    });

    describe("8. restarts", () => {
      it("keep wakes, times, outcomes and the ledger; a lease of the old process ends by its time at the latest", async () => {
        await store.queue.wake(wakeOf(1));
        const held = await taken();
        await store.ledger.append(held, { kind: "took-up", data: { tag: "v1" } });
        await store.queue.wake(wakeOf(2, { notBefore: NOON + DAY }));
        await store.close();
        store = await open({ place, clock, backoff: BACKOFF });
        clock.set(NOON + LEASE);
        const again = await taken();
        expect(again.key).toEqual(release(1));
        expect(again.fence).toBeGreaterThan(held.fence);
        expect(await row(2)).toMatchObject({ due: NOON + DAY });
        await store.ledger.append(again, { kind: "finished", data: null });
        const entries = await store.ledger.read(release(1));
        expect(entries.map((entry) => entry.number)).toEqual([1, 2]);
        expect(verifyChain(entries)).toBeUndefined();
      });

      it("a wake for later that came during a lost lease still stands", async () => {
        await store.queue.wake(wakeOf(1));
        await taken();
        await store.queue.wake(wakeOf(1, { notBefore: NOON + DAY }));
        await store.close();
        store = await open({ place, clock, backoff: BACKOFF });
        clock.set(NOON + LEASE);
        await store.queue.release(await taken(), { is: "rest" });
        expect(await store.queue.nextDue()).toBe(NOON + DAY);
      });
    });

    describe("8. a release that ends the process that conducts it", () => {
      /** Takes the release as soon as it can be taken, and lets the lease run out. */
      async function cutShort(): Promise<Lease> {
        let lease = await store.queue.take(LEASE);
        if (lease === undefined) {
          clock.set((await store.queue.nextDue()) ?? 0);
          lease = await taken();
        }
        clock.set(clock.now() + LEASE);
        return lease;
      }

      it("starts again at once the first time, and then rests ever longer, as after failures", async () => {
        await store.queue.wake(wakeOf(1));
        await cutShort();
        const again = await taken();
        expect(again).toMatchObject({ key: release(1), failures: 1 });
        const rests: number[] = [];
        for (let time = 2; time <= 5; time += 1) {
          clock.set(clock.now() + LEASE);
          expect(await store.queue.take(LEASE)).toBeUndefined();
          const due = (await store.queue.nextDue()) ?? 0;
          rests.push((due - clock.now()) / SECOND);
          clock.set(due);
          expect((await taken()).failures).toBe(time);
        }
        expect(rests).toEqual([2, 4, 8, 16]);
        expect((await row())?.lastError).toContain("its lease ran out");
      });

      it("is parked like one that fails, and counts from nothing once it succeeds", async () => {
        await store.queue.wake(wakeOf(1));
        for (let time = 1; time <= 12; time += 1) expect((await cutShort()).failures).toBe(time - 1);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        expect(await row()).toMatchObject({ parked: true, failures: 12 });
        await store.queue.wake(wakeOf(1));
        await cutShort();
        await store.queue.release(await taken(), { is: "rest" });
        expect(await row()).toMatchObject({ parked: false, failures: 0 });
      });

      it("does not hold up others that are due", async () => {
        await store.queue.wake(wakeOf(1));
        await cutShort();
        await taken();
        clock.set(clock.now() + LEASE);
        await store.queue.wake(wakeOf(2));
        expect((await taken()).key).toEqual(release(2));
      });
    });

    describe("9. leases", () => {
      it("run out, and are then taken over with a higher fence", async () => {
        await store.queue.wake(wakeOf(1));
        const first = await taken();
        expect(first).toMatchObject({ until: NOON + LEASE, failures: 0, firstSeen: NOON, address: ADDRESS });
        expect(await store.queue.nextDue()).toBe(NOON + LEASE);
        clock.set(NOON + LEASE - 1);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        clock.set(NOON + LEASE);
        expect((await taken()).fence).toBeGreaterThan(first.fence);
      });

      it("are told with where each release stands in the queue", async () => {
        await store.queue.wake(wakeOf(1));
        const { fence } = await taken();
        await store.queue.wake(wakeOf(2, { notBefore: NOON + LEASE }));
        await store.queue.wake(wakeOf(3));
        await store.queue.release(await taken(), { is: "finished" });
        const told = (await store.queue.places()).toSorted((a, b) => a.key.tag.localeCompare(b.key.tag));
        expect(told).toEqual([
          { key: release(1), parked: false, leased: true, fence },
          { key: release(2), due: NOON + LEASE, parked: false, leased: false, fence: expect.any(Number) },
        ]);
      });

      it("hide a wake that comes meanwhile from nextDue: it can't be taken before they end", async () => {
        await store.queue.wake(wakeOf(1));
        await taken();
        await store.queue.wake(wakeOf(1));
        await store.queue.wake(wakeOf(2, { notBefore: NOON + 2 * LEASE }));
        expect(await store.queue.nextDue()).toBe(NOON + LEASE);
      });

      it("are prolonged while they are held", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        clock.set(NOON + LEASE - 1);
        expect(await store.queue.renew(lease, LEASE)).toEqual({ ...lease, until: clock.now() + LEASE });
        clock.set(NOON + LEASE);
        expect(await store.queue.take(LEASE)).toBeUndefined();
        expect(await store.queue.release(lease, { is: "rest" })).toBe(true);
      });

      it("are never shortened by prolonging", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await store.queue.renew(await taken(), 10 * LEASE);
        expect(lease?.until).toBe(NOON + 10 * LEASE);
        expect((await store.queue.renew(lease as Lease, LEASE))?.until).toBe(NOON + 10 * LEASE);
        clock.set(NOON + 10 * LEASE - 1);
        expect(await store.queue.take(LEASE)).toBeUndefined();
      });

      it.each(["not taken over", "taken over", "dropped and woken anew"])(
        "past their end allow nothing any more: %s",
        async (fate) => {
          await store.queue.wake(wakeOf(1));
          const lease = await taken();
          await store.ledger.append(lease, { kind: "decided", data: 1 });
          clock.set(NOON + LEASE);
          if (fate !== "not taken over") {
            const other = await taken();
            if (fate === "dropped and woken anew") {
              await store.queue.release(other, { is: "dropped" });
              await store.queue.wake(wakeOf(1));
              await taken();
            }
          }
          const before = await store.queue.unfinished();
          expect(await store.queue.renew(lease, LEASE)).toBeUndefined();
          await expect(store.ledger.append(lease, { kind: "did", data: 2 })).rejects.toThrow(LeaseLost);
          expect(await store.queue.release(lease, { is: "dropped" })).toBe(false);
          expect(await store.queue.release(lease, { is: "rest", until: NOON + DAY })).toBe(false);
          expect(await store.queue.unfinished()).toEqual(before);
          expect(await store.ledger.read(release(1))).toHaveLength(1);
        },
      );

      it("end once", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        expect(await store.queue.release(lease, { is: "rest" })).toBe(true);
        expect(await store.queue.release(lease, { is: "rest" })).toBe(false);
        expect(await store.queue.renew(lease, LEASE)).toBeUndefined();
      });
    });

    describe("10. deliveries and parking", () => {
      it("a delivery that comes twice changes nothing", async () => {
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        await store.queue.release(await taken(), { is: "rest" });
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        expect(await store.queue.nudge(wakeOf(1, { delivery: "guid" }))).toBe(true);
        expect(await store.queue.nextDue()).toBeUndefined();
      });

      it("twice in one commit as well", async () => {
        await Promise.all([
          store.queue.wake(wakeOf(1, { delivery: "guid" })),
          store.queue.wake(wakeOf(1, { delivery: "guid" })),
        ]);
        await store.queue.release(await taken(), { is: "rest" });
        expect(await store.queue.nextDue()).toBeUndefined();
      });

      it("one delivery may wake several releases", async () => {
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        await store.queue.wake(wakeOf(2, { delivery: "guid" }));
        expect(await store.queue.unfinished()).toHaveLength(2);
      });

      it("are forgotten after four days", async () => {
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        await store.queue.release(await taken(), { is: "rest" });
        clock.set(NOON + 4 * DAY);
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        expect(await store.queue.nextDue()).toBeUndefined();
        clock.set(NOON + 4 * DAY + 2 * MINUTE * 60);
        await store.queue.wake(wakeOf(2));
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        expect((await row(1))?.due).toBe(clock.now());
      });

      it("after twelve failures a release is parked visibly; only a direct wake revives it", async () => {
        await store.queue.wake(wakeOf(1));
        for (let failure = 1; failure <= 12; failure += 1) {
          clock.set((await store.queue.nextDue()) ?? 0);
          await store.queue.release(await taken(), { is: "failed", error: "GitHub is down" });
        }
        const parked = {
          key: release(1),
          address: ADDRESS,
          finished: false,
          parked: true,
          failures: 12,
          lastError: "GitHub is down",
        };
        expect(await store.queue.unfinished()).toEqual([parked]);
        expect(await store.queue.nudge(wakeOf(1))).toBe(true);
        expect(await store.queue.nudgeRepository(100, "sweep")).toBe(1);
        expect(await store.queue.unfinished()).toEqual([parked]);
        expect(await store.queue.nextDue()).toBeUndefined();
        await store.queue.revive(release(1));
        await store.queue.release(await taken(), { is: "failed", error: "GitHub is down" });
        expect(await store.queue.unfinished()).toEqual([{ ...parked, failures: 13 }]);
        await store.queue.wake(wakeOf(1));
        expect((await taken()).failures).toBe(0);
      });

      it("a release that is not parked has nothing to be revived from", async () => {
        await store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE }));
        await store.queue.revive(release(1));
        await store.queue.revive(release(2));
        expect(await store.queue.nextDue()).toBe(NOON + MINUTE);
        expect(await store.queue.unfinished()).toHaveLength(1);
      });
    });

    describe("wakes and nudges", () => {
      it("concurrent wakes of one release leave one row", async () => {
        await Promise.all(Array.from({ length: 20 }, () => store.queue.wake(wakeOf(1))));
        expect(await store.queue.unfinished()).toHaveLength(1);
      });

      it("concurrent wakes of one release add up: the earliest time wins, and the newest address", async () => {
        const renamed = { ...ADDRESS, name: "rocket-science" };
        await Promise.all([
          store.queue.wake(wakeOf(1, { notBefore: NOON + MINUTE, delivery: "one" })),
          store.queue.wake(wakeOf(2)),
          store.queue.wake(wakeOf(1, { notBefore: NOON + SECOND })),
          store.queue.wake(wakeOf(1, { notBefore: NOON + DAY, delivery: "two", address: renamed })),
          store.queue.wake(wakeOf(1, { notBefore: NOON, delivery: "one", address: ADDRESS })),
        ]);
        expect(await row(1)).toMatchObject({ due: NOON + SECOND, address: renamed });
        expect(await row(2)).toMatchObject({ due: NOON });
      });

      it("a finished release is woken by a wake, not by a nudge", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.release(await taken(), { is: "finished" });
        expect(await store.queue.unfinished()).toEqual([]);
        expect(await store.queue.nudge(wakeOf(1))).toBe(false);
        expect(await store.queue.nudgeRepository(100, "sweep")).toBe(0);
        expect(await store.queue.nextDue()).toBeUndefined();
        await store.queue.wake(wakeOf(1));
        expect(await taken()).toMatchObject({ key: release(1), firstSeen: NOON });
      });

      it("a nudge of an unknown release leaves its delivery to a wake", async () => {
        expect(await store.queue.nudge(wakeOf(1, { delivery: "guid" }))).toBe(false);
        expect(await store.queue.unfinished()).toEqual([]);
        await store.queue.wake(wakeOf(1, { delivery: "guid" }));
        expect(await taken()).toMatchObject({ key: release(1) });
      });

      it("a dropped release is unknown", async () => {
        await store.queue.wake(wakeOf(1));
        expect(await store.queue.release(await taken(), { is: "dropped" })).toBe(true);
        expect(await store.queue.unfinished()).toEqual([]);
        expect(await store.queue.nudge(wakeOf(1))).toBe(false);
      });

      it("nudgeRepository nudges the unfinished releases of that repository only", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.wake({ ...wakeOf(2), key: { repository: 200, tag: "v2" } });
        await store.queue.wake(wakeOf(3));
        await store.queue.release(await taken(), { is: "rest" });
        await store.queue.release(await taken(), { is: "rest" });
        await store.queue.release(await taken(), { is: "finished" });
        expect(await store.queue.nudgeRepository(100, "sweep")).toBe(1);
        expect((await taken()).key).toEqual(release(1));
        expect(await store.queue.take(LEASE)).toBeUndefined();
      });

      it("each tells the newest address", async () => {
        await store.queue.wake(wakeOf(1));
        const renamed = { ...ADDRESS, name: "rocket-science" };
        await store.queue.wake(wakeOf(1, { address: renamed }));
        expect((await row())?.address).toEqual(renamed);
        await store.queue.nudge(wakeOf(1, { address: { ...renamed, owner: "acme-labs" } }));
        expect((await taken()).address).toEqual({ ...renamed, owner: "acme-labs" });
      });

      it("call the listeners, when it can be taken already; a stopped one no more", async () => {
        let told: (Promise<Lease | undefined> | undefined)[] = [];
        const stop = store.queue.onWake(() => told.push(store.queue.take(LEASE)));
        await store.queue.wake(wakeOf(1));
        const leases = await Promise.all(told);
        expect(leases.map((lease) => lease?.key)).toEqual([release(1)]);
        told = [];
        stop();
        await store.queue.wake(wakeOf(2));
        expect(told).toEqual([]);
      });
    });

    describe("the ledger", () => {
      it("gives back what was appended, as one chain per release", async () => {
        await store.queue.wake(wakeOf(1));
        await store.queue.wake(wakeOf(2));
        const [one, two] = [await taken(), await taken()];
        const data = { z: 1, a: [true, null, "ä\u0000\ud800"], nested: { b: 1.5, a: 9_007_199_254_740_991 } };
        const first = await store.ledger.append(one, { kind: "took-up", data });
        expect(first).toMatchObject({ key: release(1), number: 1, at: NOON, data, previous: CHAIN_START });
        const other = await store.ledger.append(two, { kind: "took-up", data: null });
        clock.set(NOON + SECOND);
        const second = await store.ledger.append(one, { kind: "did", data: undefined });
        expect(second).toMatchObject({ number: 2, at: NOON + SECOND, data: null, previous: first.hash });
        expect(await store.ledger.read(release(1))).toEqual([first, second]);
        expect(await store.ledger.read(release(2))).toEqual([other]);
        expect(await store.ledger.read(release(3))).toEqual([]);
        expect(verifyChain(await store.ledger.read(release(1)))).toBeUndefined();
      });

      it("takes concurrent entries one after the other", async () => {
        await store.queue.wake(wakeOf(1));
        const lease = await taken();
        await Promise.all(
          Array.from({ length: 10 }, (_, data) => store.ledger.append(lease, { kind: "did", data })),
        );
        const entries = await store.ledger.read(release(1));
        expect(entries.map((entry) => entry.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(verifyChain(entries)).toBeUndefined();
      });

      it("names its releases, newest first; entries outlive the row", async () => {
        for (const number of [1, 2, 3]) {
          clock.set(NOON + number);
          await store.queue.wake(wakeOf(number));
          const lease = await taken();
          await store.ledger.append(lease, { kind: "took-up", data: null });
          await store.queue.release(lease, { is: "dropped" });
        }
        expect(await store.ledger.keys(2)).toEqual([release(3), release(2)]);
        expect(await store.ledger.keys(10)).toHaveLength(3);
      });
    });

    describe("chores", () => {
      const PAUSE = 10 * MINUTE;

      it("are due at first, then after their pause, with the note of the last one", async () => {
        const first = await store.chores.take("sweep", LEASE);
        if (first.is !== "taken") throw new Error("it was not due");
        expect(first.note).toBeUndefined();
        expect(await store.chores.take("sweep", LEASE)).toEqual({ is: "not-due", at: NOON + LEASE });
        expect(await store.chores.done(first, { pauseMs: PAUSE, note: "page 2" })).toBe(true);
        clock.set(NOON + PAUSE - 1);
        expect(await store.chores.take("sweep", LEASE)).toEqual({ is: "not-due", at: NOON + PAUSE });
        clock.set(NOON + PAUSE);
        expect(await store.chores.take("sweep", LEASE)).toMatchObject({ is: "taken", note: "page 2" });
      });

      it("leave how far they have come to whoever takes them after a death, unless they were taken over", async () => {
        const first = await store.chores.take("sweep", LEASE);
        if (first.is !== "taken") throw new Error("it was not due");
        expect(await store.chores.keep(first, "page 1")).toBe(true);
        expect(await store.chores.take("sweep", LEASE)).toEqual({ is: "not-due", at: NOON + LEASE });
        clock.set(NOON + LEASE);
        expect(await store.chores.take("sweep", LEASE)).toMatchObject({ is: "taken", note: "page 1" });
        expect(await store.chores.keep(first, "page 2")).toBe(false);
        clock.set(NOON + 2 * LEASE);
        expect(await store.chores.take("sweep", LEASE)).toMatchObject({ is: "taken", note: "page 1" });
      });

      it("are one's own: another may be done meanwhile", async () => {
        await store.chores.take("sweep", LEASE);
        expect(await store.chores.take("deliveries", LEASE)).toMatchObject({ is: "taken" });
      });

      it("of one who stalled are taken over, and are not ended by the one who wakes up late", async () => {
        const stalled = await store.chores.take("sweep", LEASE);
        clock.set(NOON + LEASE);
        const other = await store.chores.take("sweep", LEASE);
        if (stalled.is !== "taken" || other.is !== "taken") throw new Error("it was not due");
        expect(await store.chores.done(stalled, { pauseMs: 0, note: "late" })).toBe(false);
        expect(await store.chores.done(other, { pauseMs: PAUSE })).toBe(true);
        expect(await store.chores.take("sweep", LEASE)).toMatchObject({ at: NOON + LEASE + PAUSE });
      });
    });

    describe("shared values", () => {
      it("are changed one after the other, from none at first", async () => {
        const seen = await Promise.all(
          Array.from({ length: 20 }, () =>
            store.shared.change("count", (count: number | undefined) => [(count ?? 0) + 1, count]),
          ),
        );
        expect(seen.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
          ...Array.from({ length: 19 }, (_, count) => count + 1),
          undefined,
        ]);
        expect(await store.shared.change("other", (value: number | undefined) => [1, value])).toBeUndefined();
      });

      it("keep what JSON can hold", async () => {
        const value = { text: "ä\u0000\ud800", list: [1.5, null, true] };
        await store.shared.change("value", () => [value, undefined]);
        expect(await store.shared.change("value", (kept) => [kept, kept])).toEqual(value);
      });

      it("stay as they are when a change throws", async () => {
        await store.shared.change("value", () => [1, undefined]);
        const thrown = store.shared.change("value", () => {
          throw new Error("no");
        });
        await expect(thrown).rejects.toThrow("no");
        expect(await store.shared.change("value", (kept) => [kept, kept])).toBe(1);
      });
    });

    describe("linked accounts", () => {
      const ANNA = 9_007_199_254_740_991;
      const BEN = 12;

      async function takenAccount(person = ANNA) {
        const account = await store.accounts.take(person, LEASE);
        if (account === undefined) throw new Error("it could not be taken");
        return account;
      }

      it("are kept by the person's number, whatever their length, and outlive the process", async () => {
        const long = "ä".repeat(5_000);
        await store.accounts.put(ANNA, long);
        await store.accounts.put(BEN, "ben's");
        expect(await store.accounts.get(ANNA)).toBe(long);
        expect(await store.accounts.get(13)).toBeUndefined();
        await store.accounts.take(BEN, LEASE);
        await store.close();
        clock.set(NOON + LEASE);
        store = await open({ place, clock, backoff: BACKOFF });
        expect(await store.accounts.get(ANNA)).toBe(long);
        expect(await takenAccount(BEN)).toMatchObject({ sealed: "ben's" });
      });

      it("are put in place of one another, and removed", async () => {
        await store.accounts.put(ANNA, "first");
        await store.accounts.put(ANNA, "second");
        expect(await store.accounts.get(ANNA)).toBe("second");
        expect(await store.accounts.remove(BEN)).toBe(false);
        expect(await store.accounts.remove(ANNA)).toBe(true);
        expect(await store.accounts.get(ANNA)).toBeUndefined();
        expect(await store.accounts.take(ANNA, LEASE)).toBeUndefined();
      });

      it("are sealed anew only over what was read", async () => {
        await store.accounts.put(ANNA, "old key");
        expect(await store.accounts.reseal(ANNA, { from: "another", to: "no" })).toBe(false);
        expect(await store.accounts.reseal(ANNA, { from: "old key", to: "new key" })).toBe(true);
        expect(await store.accounts.get(ANNA)).toBe("new key");
      });

      it("are refreshed by one at a time, each person's on its own", async () => {
        await store.accounts.put(ANNA, "old");
        await store.accounts.put(BEN, "ben's");
        const all = await Promise.all(Array.from({ length: 5 }, () => store.accounts.take(ANNA, LEASE)));
        const [taken, ...others] = all.filter((one) => one !== undefined);
        expect(others).toEqual([]);
        expect(taken).toMatchObject({ person: ANNA, sealed: "old", until: NOON + LEASE });
        expect(await takenAccount(BEN)).toMatchObject({ sealed: "ben's" });
        if (taken === undefined) throw new Error("nobody has taken it");
        expect(await store.accounts.finish(taken, "new")).toBe(true);
        expect(await takenAccount()).toMatchObject({ sealed: "new" });
      });

      it("may be finished late, but not once another has taken over", async () => {
        await store.accounts.put(ANNA, "old");
        const stalled = await takenAccount();
        clock.set(NOON + LEASE - 1);
        expect(await store.accounts.take(ANNA, LEASE)).toBeUndefined();
        clock.set(NOON + LEASE);
        const other = await takenAccount();
        expect(await store.accounts.finish(stalled, "late")).toBe(false);
        expect(await store.accounts.drop(stalled)).toBe(false);
        expect(await store.accounts.get(ANNA)).toBe("old");
        clock.set(NOON + 3 * LEASE);
        expect(await store.accounts.finish(other, "in time enough")).toBe(true);
        expect(await store.accounts.get(ANNA)).toBe("in time enough");
      });

      it("that were refreshed without a change are kept and free again", async () => {
        await store.accounts.put(ANNA, "old");
        expect(await store.accounts.finish(await takenAccount())).toBe(true);
        expect((await takenAccount()).sealed).toBe("old");
      });

      it("that are removed or made anew during a refresh are left alone by it", async () => {
        await store.accounts.put(ANNA, "old");
        const first = await takenAccount();
        await store.accounts.put(ANNA, "linked anew");
        expect(await store.accounts.finish(first, "refreshed")).toBe(false);
        expect(await store.accounts.drop(first)).toBe(false);
        const second = await takenAccount();
        await store.accounts.remove(ANNA);
        expect(await store.accounts.finish(second, "refreshed")).toBe(false);
        expect(await store.accounts.get(ANNA)).toBeUndefined();
        clock.set(NOON + MINUTE);
        await store.accounts.put(ANNA, "once more");
        await takenAccount();
        expect(await store.accounts.finish(second, "refreshed")).toBe(false);
        expect(await store.accounts.get(ANNA)).toBe("once more");
      });

      it("are dropped by who has taken them", async () => {
        await store.accounts.put(ANNA, "old");
        expect(await store.accounts.drop(await takenAccount())).toBe(true);
        expect(await store.accounts.get(ANNA)).toBeUndefined();
      });
    });

    describe("what the pages show", () => {
      const of = (number: number, repository = 100) => ({ repository, tag: `v${number}` });
      const ALL = { repositories: [100, 200], most: 10 };

      /** A card that is all but empty, and tells its number. */
      function card(number: number, rest: Partial<Extract<Card, { body: CardBody }>> = {}) {
        const times = { took: 0, people: 0, machines: 0, earlier: 0, unknown: 0 };
        const failures = { jobs: 0, again: 0 };
        const head = {
          kind: "people",
          state: `Waiting ${number}`,
          says: "",
          waits: [],
          times,
          failures,
        } as const;
        return {
          address: ADDRESS,
          private: false,
          over: false,
          head: { ...head, began: NOON + number },
          body: CARD_BODY,
          ...rest,
        };
      }

      async function lease(number: number, repository = 100): Promise<Lease> {
        await store.queue.wake(wakeOf(number, { key: of(number, repository) }));
        return taken();
      }

      const numbers = (cards: readonly ListedCard[]) => cards.map(({ key }) => Number(key.tag.slice(1)));

      it("is kept whole, written only where it changed, and given back", async () => {
        const held = await lease(1);
        expect(await store.cards.get(of(1))).toBeUndefined();
        expect(await store.cards.put(held, card(1))).toBe(true);
        clock.set(NOON + SECOND);
        expect(await store.cards.put(held, card(1))).toBe(false);
        const { head, body } = card(1);
        expect(await store.cards.get(of(1))).toEqual({
          key: of(1),
          over: false,
          began: NOON + 1,
          at: NOON,
          head,
          body,
        });
        expect(await store.cards.put(held, card(1, { over: true }))).toBe(true);
        expect(await store.cards.get(of(1))).toMatchObject({ over: true, at: NOON + SECOND });
      });

      it("keeps every character, and the order of nobody's keys", async () => {
        const hostile = `'"; DROP TABLE card; -- <script> \u202e 👩‍🚀 \n \\`;
        const { head } = card(1);
        const held = await lease(1);
        await store.cards.put(held, card(1, { head: { ...head, says: hostile } }));
        expect((await store.cards.get(of(1)))?.head.says).toBe(hostile);
        const turned = Object.fromEntries(Object.entries({ ...head, says: hostile }).reverse());
        expect(await store.cards.put(held, card(1, { head: turned as typeof head }))).toBe(false);
      });

      it("is written under the lease alone", async () => {
        const lost = await lease(1);
        clock.set(NOON + LEASE);
        await taken();
        await expect(store.cards.put(lost, card(1))).rejects.toBeInstanceOf(LeaseLost);
        await expect(store.cards.forget(lost)).rejects.toBeInstanceOf(LeaseLost);
        expect(await store.cards.get(of(1))).toBeUndefined();
      });

      it("without a body changes the head of what is there, and makes nothing", async () => {
        const held = await lease(1);
        const { body, head, ...place } = card(1);
        expect(await store.cards.put(held, { ...place, head })).toBe(false);
        await store.cards.put(held, card(1, { head: { ...head, since: NOON } }));
        const silent = { ...place, head: { says: "GitHub does not answer", since: undefined } };
        expect(await store.cards.put(held, silent)).toBe(true);
        const kept = await store.cards.get(of(1));
        expect(kept).toMatchObject({ body, began: NOON + 1 });
        expect(kept?.head).toEqual({ ...head, says: "GitHub does not answer" });
        expect(await store.cards.put(held, silent)).toBe(false);
        expect(await store.cards.put(held, { ...place, over: true, head: {} })).toBe(true);
        expect((await store.cards.get(of(1)))?.head).toEqual({ ...head, says: "GitHub does not answer" });
      });

      it("is forgotten with a release that is under way, and never with one that is over", async () => {
        const [one, two] = [await lease(1), await lease(2)];
        await store.cards.put(one, card(1));
        await store.cards.put(two, card(2, { over: true }));
        expect([await store.cards.forget(one), await store.cards.forget(two)]).toEqual([true, false]);
        expect(await store.cards.get(of(1))).toBeUndefined();
        expect(await store.cards.get(of(2))).toBeDefined();
      });

      it("is listed by where releases stand, newest first, of the repositories that are asked for", async () => {
        for (const number of [1, 2, 3, 4]) {
          await store.cards.put(await lease(number), card(number, { over: number > 2 }));
        }
        await store.cards.put(await lease(5, 200), card(5, { over: true }));
        await store.cards.put(await lease(6, 300), card(6, { over: true }));
        expect(numbers(await store.cards.underWay(ALL))).toEqual([2, 1]);
        expect(numbers(await store.cards.past(ALL))).toEqual([5, 4, 3]);
        expect(numbers(await store.cards.past({ ...ALL, most: 2 }))).toEqual([5, 4]);
        expect(numbers(await store.cards.past({ ...ALL, before: NOON + 4 }))).toEqual([3]);
        expect(numbers(await store.cards.past({ ...ALL, repositories: [200] }))).toEqual([5]);
        expect(await store.cards.past({ ...ALL, repositories: [] })).toEqual([]);
      });

      it("names the repositories as they were last seen, whose cards changed last first", async () => {
        await store.cards.put(await lease(1), card(1));
        clock.set(NOON + SECOND);
        const elsewhere = { ...ADDRESS, owner: "Umbrella", name: "Rocket" };
        await store.cards.put(await lease(2, 200), card(2, { address: elsewhere, private: true }));
        expect(await store.cards.repositories(10)).toEqual([
          { repository: 200, address: elsewhere, private: true },
          { repository: 100, address: ADDRESS, private: false },
        ]);
        expect(await store.cards.repositories(1)).toHaveLength(1);
        expect(await store.cards.named("uMBRELLA", "rOCKET")).toMatchObject([{ repository: 200 }]);
        clock.set(NOON + 2 * SECOND);
        await store.cards.put(await lease(3), card(3, { address: elsewhere }));
        expect(await store.cards.named("umbrella", "rocket")).toMatchObject([
          { repository: 100 },
          { repository: 200 },
        ]);
        expect(await store.cards.named("acme", "rocket")).toEqual([]);
      });

      it("takes a repository of which nobody has said for what it was, and for private at first", async () => {
        const held = await lease(1);
        const { private: _, ...unsaid } = card(1);
        await store.cards.put(held, unsaid);
        expect(await store.cards.repositories(1)).toMatchObject([{ private: true }]);
        await store.cards.put(held, card(1));
        await store.cards.put(held, { ...unsaid, over: true });
        expect(await store.cards.repositories(1)).toMatchObject([{ private: false }]);
      });
    });

    it("check resolves while the store takes writes, and rejects once it is closed", async () => {
      await expect(store.check()).resolves.toBeUndefined();
      await expect(store.check()).resolves.toBeUndefined();
      const closed = await open({ place: `${place}-closed`, clock, backoff: BACKOFF });
      await closed.close();
      await expect(closed.check()).rejects.toThrow();
    });
  });
}
