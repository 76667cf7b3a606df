import { describe, expect, it } from "vitest";
import { backoffDelay, DEFAULT_BACKOFF } from "../../src/store/backoff.ts";

describe("backoffDelay", () => {
  it("grows from 1 s to 10 min whatever chance takes off", () => {
    const luckiest = { ...DEFAULT_BACKOFF, random: () => 0.999 };
    const unluckiest = { ...DEFAULT_BACKOFF, random: () => 0 };
    for (let failures = 1; failures < 10; failures += 1) {
      const latest = backoffDelay(unluckiest, failures);
      expect(latest).toBe(1_000 * 2 ** (failures - 1));
      expect(backoffDelay(luckiest, failures)).toBeLessThan(latest);
      expect(backoffDelay(luckiest, failures + 1)).toBeGreaterThan(latest);
    }
    expect(backoffDelay(unluckiest, 11)).toBe(600_000);
    expect(backoffDelay(unluckiest, 5_000)).toBe(600_000);
  });
});
