import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { HOUR } from "../../src/release/instant.ts";
import { live } from "../../test/worlds/people.ts";
import type { Town } from "../../test/worlds/town.ts";
import type { Engine } from "../replicas/engine.ts";
import { inWorld, START, type World } from "../world/world.ts";
import { cpuOf, handlesOf, probe } from "./probe.ts";

/** What the app has of everything at one moment. Memory and files in kilobytes. */
export type Reading = {
  /** Since the start, in milliseconds of the clock. */
  readonly at: number;
  /** Whose tags were pushed so far. */
  readonly releases: number;
  readonly heap: number;
  readonly rss: number;
  readonly database: number;
  readonly handles: number;
  /** Since its start, in seconds of one core. */
  readonly cpu: number;
};

export type SoakOptions = {
  readonly engine: Engine;
  readonly folder: string;
  readonly hours: number;
  /** From one release to the next, in milliseconds of the clock. */
  readonly every: number;
};

const INSTALLATIONS = 12;
const READ_EVERY = 4 * HOUR;
/** The last releases come to their end. */
const AFTERWARDS = 2 * HOUR;

/** Lets releases go on for so many hours of the clock; reads how much the app has at every fourth. */
export async function soak(
  options: SoakOptions,
): Promise<{ readonly readings: readonly Reading[]; readonly towns: readonly Town[] }> {
  const { engine, folder, hours, every } = options;
  const probeFile = join(folder, "probe.json");
  const size = { replicas: 1, releases: Math.floor((hours * HOUR - AFTERWARDS) / every), seed: 1 };
  const settings = { SWEEP_MINUTES: "15", LOG_LEVEL: "warn", PROBE_FILE: probeFile };
  const world = { ...size, engine, folder, installations: INSTALLATIONS, settings, node: ["--expose-gc"] };
  return inWorld(world, async (world) => {
    const readings: Reading[] = [];
    const reading = world.clock.busy(async () => {
      for (let at = READ_EVERY; at <= hours * HOUR; at += READ_EVERY) {
        await world.clock.sleepUntil(START + at);
        readings.push(await read(world, { at, every, folder, probeFile }));
      }
    });
    const lives = world.towns.map((town, index) =>
      world.clock.busy(async () => {
        await world.clock.sleepUntil(START + index * every);
        await live(town);
      }),
    );
    await Promise.all([reading, ...lives]);
    return { readings, towns: world.towns };
  });
}

type Where = Pick<SoakOptions, "every" | "folder"> & { readonly at: number; readonly probeFile: string };

async function read({ replicas, towns }: World, { at, every, folder, probeFile }: Where): Promise<Reading> {
  const pid = replicas.pid(0);
  const { heap, rss } = await probe(pid, probeFile);
  const releases = Math.min(towns.length, Math.floor(at / every) + 1);
  return { at, releases, heap, rss, database: databaseIn(folder), handles: handlesOf(pid), cpu: cpuOf(pid) };
}

/** With its write-ahead log. */
function databaseIn(folder: string): number {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("store.db")) : [];
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1024;
}
