import { expect, test } from "vitest";
import { scriptOf } from "./script.ts";
import { calmLife, story, worldOf } from "./world.ts";

/** One of each mode, with the store kept and lost; the rest live in `npm run worlds`, where a world costs less. */
const SEEDS = [0, 1, 2, 9, 10, 11];

/** In milliseconds; the first of a script lives through its undisturbed twin, too. */
const LONGEST_WORLD = 120_000;

/** The one world to look into. */
const only = process.env["WORLD_SEED"];

for (const seed of only === undefined ? SEEDS : [Number(only)]) {
  test(`world ${seed} comes to its end`, { timeout: LONGEST_WORLD }, async () => {
    const world = await worldOf(seed);
    expect(world.faults, story(world)).toEqual([]);
  });
}

test("the same seed gives the same life", { timeout: LONGEST_WORLD }, async () => {
  const lives = [await worldOf(2), await worldOf(2)].map(({ history }) => history);
  expect(lives[1]).toEqual(lives[0]);
  expect((await calmLife(scriptOf(0), "both")).history).not.toEqual(lives[0]);
});
