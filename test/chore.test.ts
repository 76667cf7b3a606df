import { expect, it } from "vitest";
import { type Chore, doChore } from "../src/chore.ts";
import { createLogger } from "../src/log.ts";
import { createVirtualClock } from "../src/sandbox/virtual-clock.ts";
import { unwatched, type Watch } from "../src/watch/watch.ts";
import { openEngine } from "./worlds/engine.ts";

const MINUTE = 60_000;

/** Tells of each run of a chore how it ended. */
function watchOf(ends: unknown[]): Watch {
  return {
    ...unwatched,
    during: (work, _of, run) => run((how) => void (work === "chore" && ends.push(how))),
  };
}

/** Does a chore that runs so, and once more when that is due; gives what each run was given, and how each ended. */
async function notesOf(run: Chore["run"], signal = new AbortController().signal) {
  const clock = createVirtualClock(0);
  const store = await openEngine("SQLite", { clock, random: () => 0 });
  const log = createLogger({ level: "silent", format: "text" });
  const ends: unknown[] = [];
  const parts = { chores: store.chores, clock, log, watch: watchOf(ends) };
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
  return { given, ends, at: clock.now() };
}

it("a run that is over leaves its own note", async () => {
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    return { note: "whole" };
  };
  expect(await notesOf(run)).toMatchObject({ given: [undefined, "whole"], at: 10 * MINUTE });
});

it("a run that failed is gone on with a minute later, from what it has kept", async () => {
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    throw new Error("GitHub is down");
  };
  expect(await notesOf(run)).toMatchObject({ given: [undefined, "half"], at: MINUTE });
});

it("a run that a stop cut off is gone on with at once, from what it has kept", async () => {
  const stop = new AbortController();
  const run: Chore["run"] = async (_, { keep }) => {
    await keep("half");
    stop.abort();
    return { note: "cut" };
  };
  expect(await notesOf(run, stop.signal)).toMatchObject({ given: [undefined, "half"], at: 0 });
});

it.each([
  ["came to something", {}, "done"],
  ["was in vain", { inVain: true }, "failed"],
] as const)("a run that %s is told to be so, and the next comes at its time", async (_, came, result) => {
  expect(await notesOf(async () => ({ note: "note", ...came }))).toMatchObject({
    ...{ given: [undefined, "note"], ends: [{ result }, { result }], at: 10 * MINUTE },
  });
});
