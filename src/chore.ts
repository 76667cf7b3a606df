import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { type Instant, MINUTE } from "./release/instant.ts";
import type { Chores, TakenChore } from "./store/store.ts";
import type { Ends, Watch } from "./watch/watch.ts";

/** What is done for all releases together, by name. */
export const CHORES = ["delivery log", "sweep"] as const;
export type ChoreName = (typeof CHORES)[number];

/** Something done for all releases together, now and again, by one replica at a time. */
export type Chore = {
  readonly name: ChoreName;
  /** From the end of a run to the start of the next, in milliseconds. */
  readonly pauseMs: number;
  /** After this a replica that has not come to an end counts as dead, and another may begin. */
  readonly leaseMs: number;
  /** Given what the last run noted (undefined: there was none, or the store was lost). */
  run(note: string | undefined, means: ChoreMeans): Promise<ChoreRun>;
};

/** What a run is given besides its note. */
export type ChoreMeans = {
  /** Aborted when the process stops: what is not done by then is left to the next run. */
  readonly signal: AbortSignal;
  /** Keeps how far the run has come: after a failure, a stop or a death the next one is given this note. */
  keep(note: string): Promise<void>;
};

/** What a run leaves to the next one. */
export type ChoreRun = {
  readonly note?: string;
  /** Where something is left to be done before the usual pause is over, in milliseconds. */
  readonly pauseMs?: number;
  /** Nothing could be done, and the log says why: watched as one that failed. */
  readonly inVain?: true;
};

export type ChoreParts = {
  readonly chores: Chores;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
};

/** A run that failed is tried again after this, from where it had come to. */
const AFTER_FAILURE = MINUTE;

/** Does the chore if it is due and no other replica does it; gives when to ask again. Rejects when the store does. */
export async function doChore(chore: Chore, parts: ChoreParts, signal: AbortSignal): Promise<Instant> {
  const taken = await parts.chores.take(chore.name, chore.leaseMs);
  if (taken.is === "not-due") {
    return taken.at;
  }
  const { pauseMs, note } = await parts.watch.during("chore", { chore: chore.name }, async (tell) => {
    const { result, ...next } = await runOf(chore, taken, parts, signal);
    tell({ result });
    return next;
  });
  const isOurs = await parts.chores.done(taken, { pauseMs, ...(note !== undefined && { note }) });
  if (!isOurs) {
    parts.log.warn({ chore: chore.name }, "took longer than it may; another replica has begun it meanwhile");
  }
  return parts.clock.now() + pauseMs;
}

type Next = {
  readonly pauseMs: number;
  readonly note: string | undefined;
  readonly result: Ends<"chore">["result"];
};

async function runOf(
  chore: Chore,
  taken: TakenChore,
  { log, chores }: ChoreParts,
  signal: AbortSignal,
): Promise<Next> {
  let kept = taken.note;
  const keep = async (note: string) => {
    if (await chores.keep(taken, note)) kept = note;
  };
  try {
    const { note, pauseMs = chore.pauseMs, inVain } = await chore.run(taken.note, { signal, keep });
    // Cut short by a stop, it was not done: whoever starts next goes on with it at once.
    return signal.aborted
      ? { pauseMs: 0, note: kept, result: "cut-off" }
      : { pauseMs, note, result: inVain ? "failed" : "done" };
  } catch (error) {
    if (!signal.aborted) {
      log.error({ err: error, chore: chore.name }, "failed; it is tried again");
    }
    const result = signal.aborted ? "cut-off" : "failed";
    return { pauseMs: Math.min(AFTER_FAILURE, chore.pauseMs), note: kept, result };
  }
}
