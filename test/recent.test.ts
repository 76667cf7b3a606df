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

it("what was not used for longest makes room for what is heavy; the newest stays, whatever it weighs", () => {
  const recent = createRecent<string>(9, { of: ({ length }) => length, most: 10 });
  const known = () => ["a", "b", "c"].map(recent.get);
  recent.set("a", "1234");
  recent.set("b", "12345");
  recent.get("a");
  recent.set("c", "12");
  expect(known()).toEqual(["1234", undefined, "12"]);
  recent.set("a", "1");
  recent.set("b", "1234567");
  expect(known()).toEqual(["1", "1234567", "12"]);
  recent.delete("b");
  recent.set("b", "12345678901");
  expect(known()).toEqual([undefined, "12345678901", undefined]);
});
