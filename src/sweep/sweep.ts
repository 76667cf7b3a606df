import type { Chore, ChoreRun } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { GitHub, Installation } from "../github/github.ts";
import type { Log } from "../log.ts";
import { type Instant, MINUTE, SECOND } from "../release/instant.ts";
import { keyText } from "../release/release.ts";
import type { Queue, QueueRow } from "../store/store.ts";
import { sweepInstallation } from "./installation.ts";
import { type InstallationSwept, noteText, readNote, type Swept } from "./note.ts";

export type SweepParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly github: GitHub;
  readonly queue: Pick<Queue, "wake" | "nudge" | "revive" | "unfinished" | "isFinished">;
};

/** What one sweep carries from installation to installation. */
export type Sweeping = SweepParts & {
  /** The releases that are not finished, by key. */
  readonly underWay: ReadonlyMap<string, QueueRow>;
  readonly slug: string;
  /** What is not looked at by then is left to the next run. */
  readonly latest: Instant;
  readonly signal: AbortSignal;
};

/** Longer than a sweep takes whose last requests GitHub delays. */
const LEASE = 10 * MINUTE;
const LONGEST = 5 * MINUTE;

/** Where a run left something to be looked at. */
const SOON = MINUTE;

/** The clocks of replicas, by whose notes this goes, need not agree to the second. */
const SLACK = 30 * SECOND;

/** The sweep as a chore: at the start, and then every so many minutes. */
export function sweepChore(parts: SweepParts, minutes: number): Chore {
  const pauseMs = minutes * MINUTE;
  return {
    name: "sweep",
    pauseMs,
    leaseMs: LEASE,
    run: (note, signal) => sweep(parts, { note, pauseMs }, signal),
  };
}

/**
 * Wakes what no event did: every release under way; tags, runs and gates that came with no event; commands on boards
 * that nobody looks at any more. It decides nothing; what becomes of a wake is the plan's business. Its cost is
 * that of listing the repositories, of what was pushed since the last sweep, and of the releases under way. Between
 * two sweeps of all, it goes on only where GitHub's limits or the time have cut one short.
 */
async function sweep(
  parts: SweepParts,
  { note, pauseMs }: { readonly note: string | undefined; readonly pauseMs: number },
  signal: AbortSignal,
): Promise<ChoreRun> {
  const { clock, github, queue } = parts;
  const began = clock.now();
  const before = readNote(note);
  const isOfAll = began - before.all >= pauseMs - SLACK;
  const underWay = await queue.unfinished();
  for (const { key, address, parked } of isOfAll ? underWay : []) {
    await (parked ? queue.revive(key) : queue.nudge({ key, address, because: "sweep" }));
  }
  const installations = await github.installations();
  const sweeping: Sweeping = {
    ...parts,
    underWay: new Map(underWay.map((row) => [keyText(row.key), row])),
    slug: (await github.app()).slug,
    latest: began + LONGEST,
    signal,
  };
  const known = ({ id }: Installation): InstallationSwept => before.installations.get(id) ?? {};
  const isDue = (one: Installation) => isOfAll || (known(one).again ?? Number.POSITIVE_INFINITY) <= began;
  const since = (one: Installation) => known(one).swept?.at ?? 0;
  const after = new Map<number, InstallationSwept>();
  // Whose turn was longest ago comes first: an app of many installations may not get to all of them at once.
  for (const one of installations.toSorted((a, b) => since(a) - since(b))) {
    after.set(one.id, isDue(one) ? await inItsTurn(sweeping, one, known(one).swept) : known(one));
  }
  const all = isOfAll ? began : before.all;
  const next = Math.min(all + pauseMs, ...[...after.values()].flatMap(({ again = [] }) => again));
  return {
    note: noteText({ all, installations: after }),
    pauseMs: Math.min(pauseMs, Math.max(SOON, next - clock.now())),
  };
}

/** A suspended installation keeps its place: what was pushed meanwhile is looked at when it is back. */
async function inItsTurn(
  sweeping: Sweeping,
  installation: Installation,
  known: Swept | undefined,
): Promise<InstallationSwept> {
  if (installation.suspended || sweeping.signal.aborted) {
    return { swept: known };
  }
  const now = sweeping.clock.now();
  return now > sweeping.latest
    ? { swept: known, again: now }
    : await sweepInstallation(sweeping, installation, known);
}
