import { expect, test } from "vitest";
import { livedThrough, told } from "./lived.ts";
import { without } from "./without.ts";

/** In milliseconds. */
const LONGEST_WORLD = 60_000;

/** A handful; the others live in `npm run worlds`, where a world costs less. */
const SEEDS = [0, 1, 2, 3, 4, 5];

/** The one world to look into. */
const only = process.env["AUTHORITY_SEED"];

for (const seed of only === undefined ? SEEDS : [Number(only)]) {
  test(`in world ${seed} no gate opens without authority`, { timeout: LONGEST_WORLD }, async () => {
    const lived = await livedThrough(seed);
    expect(lived.breaches, told(lived)).toEqual([]);
  });
}

test("somewhere a gate opens rightly, and the same seed gives the same life", async () => {
  const lives = [await livedThrough(0), await livedThrough(0)];
  expect(lives[0]?.opened).toBeGreaterThan(0);
  expect(lives[1]?.story).toEqual(lives[0]?.story);
});

test("the judge sees it when a rule of the law is not kept", { timeout: LONGEST_WORLD }, async () => {
  const rule = { about: "the comment", name: "no other app wrote it in a person's name" };
  expect((await livedThrough(91)).breaches).toEqual([]);
  const lived = await without(rule, () => livedThrough(91));
  expect(lived.breaches.join()).toContain("does not count: in their own name");
});
