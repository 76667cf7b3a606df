import { expect, it } from "vitest";
import { type Chore, doChore } from "../src/chore.ts";
import { createLogger } from "../src/log.ts";
import { createVirtualClock } from "../src/sandbox/virtual-clock.ts";
import { unwatched } from "../src/watch/watch.ts";
import { openEngine } from "./worlds/engine.ts";

const MINUTE = 60_000;

/** Does a chore that runs so, and once more when that is due; gives the notes that each run was given. */
async function notesOf(run: Chore["run"], signal = new AbortController().signal) {
  const clock = createVirtualClock(0);
  const store = await openEngine("SQLite", { clock, random: () => 0 });
  const log = createLogger({ level: "silent", format: "text" });
  const parts = { chores: store.chores, clock, log, watch: unwatched };
  const given: (string | undefined)[] = [];
  const chore: Chore = {
    ...{ name: "sweep", pauseMs: 10 * MINUTE, leaseMs: MINUTE },
    run: (note, means) => {
      given.push(note);
      return run(note, means);
    },
  };
  await clock.busy(async () => {
    const next = await doChore(chore, parts, signal);
    await clock.sleepUntil(next);
    await doChore(chore, parts, new AbortController().signal);
  });
  await store.close();
  return { given, at: clock.now() };
}

it("a run that is over leaves its own note", async () => {
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    return { note: "whole" };
  };
  expect(await notesOf(run)).toEqual({ given: [undefined, "whole"], at: 10 * MINUTE });
});

it("a run that failed is gone on with a minute later, from what it has kept", async () => {
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    throw new Error("GitHub is down");
  };
  expect(await notesOf(run)).toEqual({ given: [undefined, "half"], at: MINUTE });
});

it("a run that a stop cut off is gone on with at once, from what it has kept", async () => {
  const stop = new AbortController();
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    stop.abort();
    return { note: "cut" };
  };
  expect(await notesOf(run, stop.signal)).toEqual({ given: [undefined, "half"], at: 0 });
});
