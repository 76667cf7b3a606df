import { createChance } from "../../test/worlds/chance.ts";
import type { Restarts } from "../../test/worlds/restarts.ts";
import type { World } from "../world/world.ts";

/**
 * From one kill to the next while all are up, in requests of the app: some seconds' worth, however busy the machine. Each
 * start costs a second of CPU, and what was known is asked for anew, which of one process among many releases is a thousand requests.
 */
const KILL_EVERY = [1_500, 4_500] as const;
/** Nobody starts a dead replica for so long, in milliseconds of the clock: as an operator's supervisor does it, … */
const DOWN = [0, 10_000] as const;
/** … and one time in so many for longer than a lease lasts. */
const LONG_DOWN = [60_000, 90_000] as const;
const LONG_EVERY = 5;

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
    const [least, most] = made % LONG_EVERY === 0 ? LONG_DOWN : DOWN;
    await clock.sleepUntil(clock.now() + chance.between(least, most));
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
