import { expect, it } from "vitest";
import { createRecent } from "../src/recent.ts";

it("what was neither set nor read for longest makes room", () => {
  const recent = createRecent<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  recent.get("a");
  recent.set("c", 3);
  expect(["a", "b", "c"].map(recent.get)).toEqual([1, undefined, 3]);
});

it("an entry that is set again takes no second place, and one that is deleted none", () => {
  const recent = createRecent<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  recent.set("b", 3);
  expect(["a", "b"].map(recent.get)).toEqual([1, 3]);
  recent.delete("b");
  recent.set("c", 4);
  expect(["a", "b", "c"].map(recent.get)).toEqual([1, undefined, 4]);
});
