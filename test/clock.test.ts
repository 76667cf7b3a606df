import { describe, expect, it } from "vitest";
import { createSteadyNow } from "../src/clock.ts";

const NOON = Date.parse("2026-11-20T12:00:00Z");
const MINUTE = 60_000;

/** A machine whose clock can be put forward and back while time goes by. */
function machine() {
  let wall = NOON;
  let steady = 5;
  const now = createSteadyNow({ wall: () => wall, steady: () => steady });
  return {
    now,
    pass(ms: number) {
      wall += ms;
      steady += ms;
    },
    step(ms: number) {
      wall += ms;
    },
  };
}

describe("the system clock", () => {
  it("goes by the machine's", () => {
    const { now, pass } = machine();
    pass(10 * MINUTE);
    expect(now()).toBe(NOON + 10 * MINUTE);
  });

  it("goes on by what has passed when the machine's is put back, and from then on with it", () => {
    const { now, pass, step } = machine();
    pass(MINUTE);
    step(-10 * MINUTE);
    expect(now()).toBe(NOON + MINUTE);
    pass(MINUTE);
    expect(now()).toBe(NOON + 2 * MINUTE);
    step(-20 * MINUTE);
    pass(MINUTE);
    expect(now()).toBe(NOON + 3 * MINUTE);
  });

  it("goes along when the machine's is put forward, as after it was suspended", () => {
    const { now, pass, step } = machine();
    step(60 * MINUTE);
    expect(now()).toBe(NOON + 60 * MINUTE);
    pass(MINUTE);
    expect(now()).toBe(NOON + 61 * MINUTE);
  });

  it("follows small corrections, but never goes back", () => {
    const { now, pass, step } = machine();
    pass(MINUTE);
    const before = now();
    step(-300);
    expect(now()).toBe(before);
    pass(500);
    expect(now()).toBe(before + 200);
  });
});
