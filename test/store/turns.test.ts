import { describe, expect, it } from "vitest";
import { MINUTE } from "../../src/release/instant.ts";
import { createTurns, type Turns } from "../../src/store/turns.ts";
import { manualClock, NOON } from "./manual-clock.ts";

describe("a loop", () => {
  it.each<[string, (turns: Turns) => void, number, RegExp]>([
    ["that asks the queue", (turns) => turns.looks(), 2, /asks the queue/],
    ["that sleeps for an hour", (turns) => turns.sleeps(NOON + 60 * MINUTE), 62, /sleeps until/],
    ["with its hands full", (turns) => turns.isFull(), 15, /waits for one of its conducts/],
    ["that has not begun", () => undefined, 2, /begins/],
  ])("%s hangs when it does not come round", async (_, does, minutes, says) => {
    const clock = manualClock();
    const turns = createTurns(clock);
    does(turns);
    clock.set(NOON + minutes * MINUTE);
    await expect(turns.check()).resolves.toBeUndefined();
    clock.set(NOON + minutes * MINUTE + 1);
    await expect(turns.check()).rejects.toThrow(says);
    turns.looks();
    await expect(turns.check()).resolves.toBeUndefined();
  });

  it("that sleeps until it is woken never hangs", async () => {
    const clock = manualClock();
    const turns = createTurns(clock);
    turns.sleeps(Number.POSITIVE_INFINITY);
    clock.set(NOON + 1_000_000 * MINUTE);
    await expect(turns.check()).resolves.toBeUndefined();
  });
});
