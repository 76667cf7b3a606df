import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

test("time passes only while every busy task sleeps, and never beyond the earliest sleeper", async () => {
  const clock = createVirtualClock(1000);
  const seen: string[] = [];
  const nap = (name: string, until: number) =>
    clock.busy(async () => {
      await clock.sleepUntil(until);
      seen.push(`${name} at ${clock.now()}`);
      // Work of its own that needs turns of the event loop holds the others back.
      await turn();
      await turn();
      seen.push(`${name} done at ${clock.now()}`);
    });
  await Promise.all([nap("late", 9000), nap("early", 3000)]);
  expect(seen).toEqual(["early at 3000", "early done at 3000", "late at 9000", "late done at 9000"]);
});

test("sleepers of one moment are woken one after the other, in the order they lay down", async () => {
  const clock = createVirtualClock(0);
  const seen: number[] = [];
  const nap = (n: number) =>
    clock.busy(async () => {
      await clock.sleepUntil(50);
      await turn();
      seen.push(n);
    });
  await Promise.all([nap(1), nap(2), nap(3)]);
  expect(seen).toEqual([1, 2, 3]);
  expect(clock.now()).toBe(50);
});

test("without a sleeper of finite time the clock idles", async () => {
  const clock = createVirtualClock(5);
  const end = new AbortController();
  const sleeping = clock.busy(() => clock.sleepUntil(Number.POSITIVE_INFINITY, end.signal));
  for (let n = 0; n < 5; n += 1) await turn();
  expect(clock.now()).toBe(5);
  end.abort();
  await sleeping;
});

test("an aborted sleeper is busy again at once, so the clock does not slip by", async () => {
  const clock = createVirtualClock(0);
  const wake = new AbortController();
  const woken = clock.busy(async () => {
    await clock.sleepUntil(10_000, wake.signal);
    await turn();
    return clock.now();
  });
  const other = clock.busy(async () => {
    await clock.sleepUntil(100);
    wake.abort();
  });
  const last = clock.busy(() => clock.sleepUntil(500));
  await other;
  expect(await woken).toBe(100);
  await last;
});

test("a moment that has passed, or an aborted signal, is not slept for", async () => {
  const clock = createVirtualClock(100);
  await clock.busy(async () => {
    await clock.sleepUntil(100);
    await clock.sleepUntil(900, AbortSignal.abort());
  });
  expect(clock.now()).toBe(100);
});

test("work that becomes ready in the same turn keeps the clock still", async () => {
  const clock = createVirtualClock(0);
  const sleeper = clock.busy(() => clock.sleepUntil(1000));
  let at = -1;
  // Between the end of one task and the start of the next nobody is busy for an instant.
  await clock.busy(async () => undefined);
  const next = clock.busy(async () => {
    at = clock.now();
  });
  await Promise.all([next, sleeper]);
  expect(at).toBe(0);
});

test("sleeping outside of busy is a mistake that is told", async () => {
  await expect(createVirtualClock(0).sleepUntil(5)).rejects.toThrow("only within busy()");
});
