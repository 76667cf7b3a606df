import { join } from "node:path";
import { MINUTE, SECOND } from "../../src/release/instant.ts";
import { type Town, tagOf } from "../../test/worlds/town.ts";
import { boardOf, isPending, type Place, pushTag } from "../approval/town.ts";
import type { Engine } from "../replicas/engine.ts";
import { watchMemory } from "../replicas/memory.ts";
import { probe } from "../soak/probe.ts";
import { inWorld, START } from "../world/world.ts";
import { IMAGE } from "./image.ts";

/** What the process has, in megabytes. */
export type Reading = {
  readonly when: string;
  /** After a garbage collection, which gives none of it back at once. */
  readonly rss: number;
  readonly heap: number;
};

export type StandOptions = {
  readonly engine: Engine;
  readonly folder: string;
  readonly releases: number;
  /** Told of each reading as it is made: the whole takes minutes. */
  readonly tell: (reading: Reading) => void;
};

export type Stood = {
  /** The most that the process had, in megabytes. */
  readonly most: number;
  /** How many releases have no board, or do not wait at their gate. */
  readonly missing: number;
};

const INSTALLATIONS = 50;
const TAGGED_EVERY = 3 * SECOND;
/** By then all that was tagged stands at its gates. */
const CHECKED = 15 * MINUTE;
/** Two sweeps, each of which looks at all of them. */
const STANDING = 20 * MINUTE;

/** Brings all releases to their gates, where nobody opens, and reads the process's memory on the way and after a while there. */
export function standAtGates({ engine, folder, releases, tell }: StandOptions): Promise<Stood> {
  const file = join(folder, "probe.json");
  const settings = { ...IMAGE, LOG_LEVEL: "warn", PROBE_FILE: file };
  const size = { replicas: 1, releases, installations: INSTALLATIONS, seed: 1 };
  return inWorld({ ...size, engine, folder, settings, node: ["--expose-gc"] }, (world) =>
    world.clock.busy(async () => {
      const { clock, replicas, sandbox } = world;
      world.through(sandbox.fetch);
      const most = watchMemory(replicas, 1);
      const read = async (when: string) => {
        const { heap, rss } = await probe(replicas.pid(0), file);
        tell({ when, rss: rss / 1024, heap: heap / 1024 });
      };
      const places = world.towns.map(placeOf);
      await clock.sleepUntil(START + MINUTE);
      await read("idle");
      for (const [index, place] of places.entries()) {
        pushTag(place);
        await clock.sleepUntil(clock.now() + TAGGED_EVERY);
        if (index + 1 === Math.ceil(releases / 10)) await read(`${index + 1} tagged`);
      }
      await read(`${releases} tagged`);
      await clock.sleepUntil(clock.now() + CHECKED);
      await read("at their gates");
      await clock.sleepUntil(clock.now() + STANDING);
      await read("two sweeps later");
      const missing = places.filter((place) => boardOf(place) === undefined || !isPending(place)).length;
      return { most: most(), missing };
    }),
  );
}

function placeOf(town: Town): Place {
  return { project: town.project, tag: tagOf(town) };
}
