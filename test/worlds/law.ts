import { expect, test } from "vitest";
import { losesItsStore, story, worldOf } from "./world.ts";

/** Over all files of this folder. */
const WORLDS = 200;

/** In milliseconds; the first of a script lives through its undisturbed twin, too. */
const LONGEST_WORLD = 120_000;

/**
 * The convergence law, design.md §4, over generated worlds: whatever happens to its requests, its webhooks and its
 * process, the app brings a release to the end that it has when nothing happens to it; nothing is done twice,
 * nothing irreversible without a person's word; and then there is nothing left to do.
 */
export function convergence(store: "kept" | "lost"): void {
  const only = process.env["WORLD_SEED"];
  const all = only === undefined ? Array.from({ length: WORLDS }, (_, seed) => seed) : [Number(only)];
  const seeds = all.filter((seed) => losesItsStore(seed) === (store === "lost"));
  if (seeds.length === 0) {
    test.skip("the world that was asked for is in the other file", () => undefined);
  }
  for (const seed of seeds) {
    test(
      `world ${seed} comes to its end`,
      async () => {
        const world = await worldOf(seed);
        expect(world.faults, story(world)).toEqual([]);
      },
      LONGEST_WORLD,
    );
  }
}
