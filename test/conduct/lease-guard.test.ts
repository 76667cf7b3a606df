import { describe, expect, it } from "vitest";
import { guardOf } from "../../src/conduct/lease-guard.ts";
import { MINUTE, SECOND } from "../../src/release/instant.ts";
import { type Lease, LeaseLost, type Queue } from "../../src/store/store.ts";
import { snapshot } from "../release/snapshot-builder.ts";
import { manualClock, NOON } from "../store/manual-clock.ts";

const { key, address } = snapshot();

/** A guard of a lease that lasts a minute; renewing gives what is asked for, or nothing. */
function stage(renews: boolean) {
  const clock = manualClock();
  const lease: Lease = { key, address, fence: 1, until: NOON + MINUTE, failures: 0, firstSeen: NOON };
  const asked: number[] = [];
  let takes = 0;
  const queue = {
    renew: (held: Lease, ms: number) => {
      asked.push(ms);
      const until = clock.now() + ms;
      clock.set(clock.now() + takes);
      takes = 0;
      return Promise.resolve(renews ? { ...held, until } : undefined);
    },
  } as Queue;
  const slow = (milliseconds: number) => {
    takes = milliseconds;
  };
  const stop = new AbortController();
  return { clock, asked, stop, slow, guard: guardOf({ queue, clock, leaseMs: MINUTE }, lease, stop.signal) };
}

describe("before each write", () => {
  it("a lease that outlives the write is good enough", async () => {
    const { guard, asked } = stage(false);
    await guard(30 * SECOND);
    expect(asked).toEqual([]);
  });

  it("a lease that would run out during the write is prolonged first, and then goes by its new end", async () => {
    const { guard, asked, clock } = stage(true);
    clock.set(NOON + 40 * SECOND);
    await guard(30 * SECOND);
    expect(asked).toEqual([MINUTE]);
    clock.set(NOON + 69 * SECOND);
    await guard(30 * SECOND);
    expect(asked).toHaveLength(1);
  });

  it("it is prolonged to what a longer write needs, and no further", async () => {
    const { guard, asked } = stage(true);
    await guard(5 * MINUTE);
    expect(asked).toEqual([5 * MINUTE + 5 * SECOND]);
  });

  it("a lease whose prolonging took too long is prolonged once more", async () => {
    const { guard, asked, clock, slow } = stage(true);
    slow(40 * SECOND);
    clock.set(NOON + 50 * SECOND);
    await guard(30 * SECOND);
    expect(asked).toEqual([MINUTE, MINUTE]);
  });

  it("a lost lease stops everything", async () => {
    const { guard, clock } = stage(false);
    clock.set(NOON + MINUTE);
    await expect(guard(SECOND)).rejects.toThrow(LeaseLost);
  });

  it("whoever was told to stop writes nothing any more", async () => {
    const { guard, stop, asked } = stage(true);
    stop.abort();
    await expect(guard(SECOND)).rejects.toThrow(LeaseLost);
    expect(asked).toEqual([]);
  });
});
