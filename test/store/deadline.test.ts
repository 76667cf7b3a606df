import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withinDeadline } from "../../src/store/deadline.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";

describe("withinDeadline", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("rejects when the store hangs, so that GitHub hears of it", async () => {
    const waiting = withinDeadline(new Promise(() => undefined), 5_000);
    const rejected = expect(waiting).rejects.toThrow(StoreUnavailable);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await rejected;
    await expect(waiting).rejects.toThrow("did not take a write within 5 s");
  });

  it.each([
    ["result", () => Promise.resolve("stored"), { status: "fulfilled", value: "stored" }],
    ["error", () => Promise.reject(new Error("full")), { status: "rejected", reason: new Error("full") }],
  ])("passes on a %s in time and leaves no timer behind", async (_, work, expected) => {
    const [settled] = await Promise.allSettled([withinDeadline(work(), 5_000)]);
    expect(settled).toEqual(expected);
    expect(vi.getTimerCount()).toBe(0);
  });
});
