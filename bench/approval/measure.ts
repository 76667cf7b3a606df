import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "./app.ts";
import { approveAlone, approveAmongOthers, type Measured } from "./approve.ts";
import { boardOf, isPending, pushTag, settle, type Town } from "./town.ts";
import { type Waits, waitsIn } from "./waits.ts";

export type Size = {
  readonly installations: number;
  readonly releases: number;
  /** Approved one after the other while nothing else moves. */
  readonly alone: number;
  /** Approved while the others get on. */
  readonly amongOthers: number;
};

export type Result = {
  readonly alone: Measured;
  readonly amongOthers: Measured;
  readonly waits: Waits;
  /** How long it took to bring the releases so far, in milliseconds. */
  readonly setUp: number;
  /** What the largest process had in the end, in megabytes. */
  readonly memory: number;
};

// In milliseconds.
const TAGGED_EVERY = 30;
const LONGEST_SET_UP = 150_000;
/** Longer than what an event tells may wait for others of its kind. */
const QUIET = 12_000;

/** Checks that end when the bench says so, in seconds. */
const NEVER = 100_000;

/**
 * So many side by side, unless the environment says otherwise: a conduct that waits for GitHub's limits keeps its place,
 * and with few of them the next comment waits for a place instead.
 */
export const PLACES = process.env["CONCURRENCY"] ?? "32";

/** Brings releases to their gates or into their checks, then approves. Rejects when they don't get there in time. */
export async function measure(app: App, size: Size): Promise<Result> {
  const began = Date.now();
  const atGate = size.alone + size.amongOthers;
  const slow = Object.fromEntries(Array.from({ length: 10 }, (_, job) => [`test ${job}`, NEVER]));
  const town = await settle({
    installations: size.installations,
    checks: Array.from({ length: size.releases }, (_, index) => (index < atGate ? { tests: 1 } : slow)),
    app: app.app,
  });
  try {
    await app.start(town.origin, { CONCURRENCY: PLACES });
    await pushAll(town);
    await until(() => areThere(town, atGate) && isQuiet(town), began + LONGEST_SET_UP);
    const setUp = Date.now() - began;
    const alone = await approveAlone(town.sandbox, town.places.slice(0, size.alone));
    const amongOthers = await approveAmongOthers(town.sandbox, {
      places: town.places.slice(size.alone, atGate),
      others: [...town.places.slice(0, size.alone), ...town.places.slice(atGate)],
      sample: alone.answered.at(-1),
    });
    const memory = app.memory();
    await app.stop();
    return { alone, amongOthers, waits: waitsIn(app.folder), setUp, memory };
  } finally {
    await app.stop();
    await town.close();
  }
}

async function pushAll({ places }: Town): Promise<void> {
  for (const place of places) {
    pushTag(place);
    await sleep(TAGGED_EVERY);
  }
}

/** Whether so many of the first wait for people, and all have a board. */
function areThere({ places }: Town, atGate: number): boolean {
  return places.every(
    (place, index) => boardOf(place) !== undefined && (index >= atGate || isPending(place)),
  );
}

function isQuiet({ sandbox }: Town): boolean {
  return Date.now() - (sandbox.exchanges.at(-1)?.at ?? 0) > QUIET;
}

async function until(is: () => boolean, latest: number): Promise<void> {
  while (!is()) {
    if (Date.now() > latest) throw new Error("the releases were not set up in time: the machine is too busy");
    await sleep(100);
  }
}
