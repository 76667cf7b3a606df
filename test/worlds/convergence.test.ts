import { expect, test } from "vitest";
import { story, worldOf } from "./world.ts";

const only = process.env["WORLD_SEED"];

test("x", async () => {
  const world = await worldOf(Number(only ?? 0));
  if (only !== undefined) console.log(world.history.join("\n"));
  expect(world.faults, story(world)).toEqual([]);
}, 60000);
