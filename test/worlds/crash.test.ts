import { expect, test } from "vitest";
import { tellingPoints } from "./crash.ts";

const STEPS = [
  "queue.wake",
  "queue.take",
  "ledger.append",
  "POST /repos/o/r/issues",
  "queue.release",
  "the post",
];

test("a life that keeps its store is broken off at every step", () => {
  expect(tellingPoints(STEPS, "kept")).toEqual([0, 1, 2, 3, 4, 5]);
});

test("one that loses it is broken off after what it was told and what it did, not after what it only noted", () => {
  expect(tellingPoints(STEPS, "lost")).toEqual([0, 3, 5]);
});
