import { describe, expect, it } from "vitest";
import { guardOf } from "../src/lease-guard.ts";
import { MINUTE, SECOND } from "../src/release/instant.ts";
import { type Lease, LeaseLost, type Queue } from "../src/store/store.ts";
import { snapshot } from "./release/snapshot-builder.ts";
import { manualClock, NOON } from "./store/manual-clock.ts";

const { key, address } = snapshot();

/** A guard of a lease that lasts a minute; renewing gives what is asked for, or nothing. */
function stage(renews: boolean) {
  const clock = manualClock();
  const lease: Lease = { key, address, fence: 1, until: NOON + MINUTE, failures: 0, firstSeen: NOON };
  const asked: number[] = [];
  const queue = {
    renew: (held: Lease, ms: number) => {
      asked.push(ms);
      return Promise.resolve(renews ? { ...held, until: clock.now() + ms } : undefined);
    },
  } as Queue;
  const stop = new AbortController();
  return { clock, asked, stop, guard: guardOf(queue, clock, lease, stop.signal) };
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
    expect(asked).toEqual([2 * MINUTE]);
    clock.set(NOON + 100 * SECOND);
    await guard(30 * SECOND);
    expect(asked).toHaveLength(1);
    await guard(5 * MINUTE);
    expect(asked).toEqual([2 * MINUTE, 10 * MINUTE]);
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
