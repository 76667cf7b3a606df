import { setTimeout as sleep } from "node:timers/promises";
import { type Disturbance, disturb, type Trouble } from "../../test/worlds/disturbance.ts";
import { live } from "../../test/worlds/people.ts";
import { MINUTE, type Town } from "../../test/worlds/town.ts";
import { watchMemory } from "../replicas/memory.ts";
import { inWorld, START, type World, type WorldOptions } from "../world/world.ts";
import { createForgetting } from "./forget.ts";
import { createKills } from "./kills.ts";

export type ChaosOptions = Omit<WorldOptions, "settings"> & {
  /** At most, of the machine's time. */
  readonly seconds: number;
};

export type Lived = {
  readonly towns: readonly Town[];
  readonly toll: Readonly<Record<Trouble | "kills", number>>;
  /** Whether time was up before all was over. */
  readonly isCut: boolean;
  /** The most that a process of the app had, in megabytes. */
  readonly memory: number;
  /** How long it took, in milliseconds: of the clock, and of the machine's. */
  readonly virtual: number;
  readonly real: number;
};

/** Tags are pushed one after the other, in milliseconds of the clock. */
const TAG_EVERY = 30_000;
/** Of the webhooks. */
const LATE = 0.3;
/** What people said last is answered by then, and what was lost is found. */
const AFTERWARDS = 45 * MINUTE;
const SETTINGS = { CONCURRENCY: "16", SWEEP_MINUTES: "20" };

/** Lives through all releases at once, the app in processes that are killed, until all is over or time is up. */
export async function liveInChaos(options: ChaosOptions): Promise<Lived> {
  const began = performance.now();
  return inWorld({ ...options, settings: SETTINGS }, async (world) => {
    const { clock, sandbox, towns } = world;
    const toll = { lost: 0, doubled: 0, late: 0, before: 0, after: 0, limited: 0, site: 0 };
    const restarts = createKills(world, { count: options.replicas, seed: options.seed });
    const disturbance = disturb({
      name: `chaos ${options.seed}`,
      mode: "both",
      sandbox,
      clock,
      restarts,
      late: LATE,
      note: () => undefined,
      tally: (trouble) => {
        toll[trouble] += 1;
      },
    });
    const forget = createForgetting(sandbox);
    world.through((request) => {
      forget();
      return disturbance.reach(request);
    });
    const memory = watchMemory(world.replicas, options.replicas);
    const over = liveThrough(world, disturbance).then(() => false);
    const isCut = await Promise.race([over, timeUp(options.seconds)]);
    const spent = { virtual: clock.now() - START, real: performance.now() - began };
    return { towns, toll: { ...toll, kills: restarts.count() }, isCut, memory: memory(), ...spent };
  });
}

async function liveThrough({ towns, clock }: World, disturbance: Disturbance): Promise<void> {
  const lives = towns.map((town, index) =>
    clock.busy(async () => {
      await clock.sleepUntil(START + index * TAG_EVERY);
      await live(town);
    }),
  );
  await Promise.all(lives);
  await clock.busy(async () => {
    await disturbance.calm();
    await clock.sleepUntil(clock.now() + AFTERWARDS);
  });
}

async function timeUp(seconds: number): Promise<true> {
  await sleep(seconds * 1000, undefined, { ref: false });
  return true;
}
