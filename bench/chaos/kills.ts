import { createChance } from "../../test/worlds/chance.ts";
import type { Restarts } from "../../test/worlds/restarts.ts";
import type { World } from "../world/world.ts";

/** From one kill to the next while all are up, in requests of the app: a few seconds' worth, however busy the machine. */
const KILL_EVERY = [600, 1_800] as const;
/** Nobody starts a dead replica for so long, in milliseconds of the clock: longer than a lease lasts, at times. */
const DOWN = [0, 90_000] as const;

export type Kills = Restarts & {
  /** So many so far. */
  count(): number;
};

type KillOptions = {
  /** How many replicas there are. */
  readonly count: number;
  readonly seed: number;
};

/** Kills one replica again and again, always at the moment of a write: before its effect, or before its answer. */
export function createKills(
  { replicas, restart, clock, sandbox }: World,
  { count, seed }: KillOptions,
): Kills {
  const chance = createChance(`kills ${seed}`);
  let made = 0;
  let isDown = false;
  let next = chance.between(...KILL_EVERY);

  async function again(which: number, dead: Promise<void>): Promise<void> {
    await dead;
    await clock.sleepUntil(clock.now() + chance.between(...DOWN));
    await restart(which);
    isDown = false;
    next = sandbox.exchanges.length + chance.between(...KILL_EVERY);
  }
  return {
    count: () => made,
    areDown: () => isDown,
    kill() {
      if (isDown || sandbox.exchanges.length < next) return false;
      made += 1;
      isDown = true;
      const which = chance.between(0, count - 1);
      const dead = replicas.kill(which);
      void clock.busy(() => again(which, dead));
      return true;
    },
  };
}
