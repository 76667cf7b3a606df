import type { Chore, ChoreMeans, ChoreRun } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { GitHub, Installation } from "../github/github.ts";
import type { Log } from "../log.ts";
import { type Instant, MINUTE, SECOND } from "../release/instant.ts";
import { keyText } from "../release/release.ts";
import type { Queue, QueueRow } from "../store/store.ts";
import { sweepInstallation } from "./installation.ts";
import { type InstallationSwept, type Note, noteText, readNote, type Swept } from "./note.ts";

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

/** What a process that dies over a sweep has done since it last kept how far it was, is done again. */
const KEEP_EVERY = 10 * SECOND;

/** The clocks of replicas, by whose notes this goes, need not agree to the second. */
const SLACK = 30 * SECOND;

/** The sweep as a chore: at the start, and then every so many minutes. */
export function sweepChore(parts: SweepParts, minutes: number): Chore {
  const pauseMs = minutes * MINUTE;
  return {
    name: "sweep",
    pauseMs,
    leaseMs: LEASE,
    run: (note, means) => sweep(parts, { note, pauseMs }, means),
  };
}

/**
 * Wakes what no event did: every release under way; tags, runs and gates that came with no event; commands on boards
 * that nobody looks at any more. It decides nothing; what becomes of a wake is the plan's business. Its cost is
 * that of listing the repositories, of what was pushed since the last sweep, and of the releases under way. Between
 * two sweeps of all, it goes on only where GitHub's limits, the time or the end of its process have cut one short.
 */
async function sweep(
  parts: SweepParts,
  { note, pauseMs }: { readonly note: string | undefined; readonly pauseMs: number },
  { signal, keep }: ChoreMeans,
): Promise<ChoreRun> {
  const { clock, github, queue } = parts;
  const began = clock.now();
  const before = readNote(note);
  // One in the future was noted by a clock that was fast and has been put right: it says nothing of when.
  const isOfAll = began - before.all >= pauseMs - SLACK || before.all > began + SLACK;
  const underWay = await queue.unfinished();
  for (const { key, address, parked } of isOfAll ? underWay : []) {
    await (parked ? queue.revive(key) : queue.nudge({ key, address, because: "sweep" }));
  }
  const begun = isOfAll ? begin(before, began) : before;
  if (isOfAll) await keep(noteText(begun));
  const sweeping: Sweeping = {
    ...parts,
    underWay: new Map(underWay.map((row) => [keyText(row.key), row])),
    slug: (await github.app()).slug,
    latest: began + LONGEST,
    signal,
  };
  const installations = await sweepInstallations(sweeping, begun, keep);
  const next = Math.min(
    begun.all + pauseMs,
    ...[...installations.values()].flatMap(({ again = [] }) => again),
  );
  return {
    note: noteText({ ...begun, installations }),
    pauseMs: Math.min(pauseMs, Math.max(SOON, next - clock.now())),
  };
}

/** Kept before the first installation: whoever goes on with this sweep wakes nothing that is under way again. */
function begin({ installations }: Note, began: Instant): Note {
  const due = [...installations].map(([id, { swept }]) => [id, { swept, again: began }] as const);
  return { all: began, installations: new Map(due) };
}

/** Sweeps those that are due, among them each that no sweep has seen yet; gives how far each of all has come. */
async function sweepInstallations(
  sweeping: Sweeping,
  { all, installations }: Note,
  keep: ChoreMeans["keep"],
): Promise<Note["installations"]> {
  const { clock, signal } = sweeping;
  const began = clock.now();
  const covered = await sweeping.github.installations();
  const known = new Map(covered.map(({ id }) => [id, installations.get(id) ?? { again: began }]));
  const isDue = ({ id }: Installation) => (known.get(id)?.again ?? Number.POSITIVE_INFINITY) <= began;
  const since = ({ id }: Installation) => known.get(id)?.swept?.at ?? 0;
  let kept = began;
  // Whose turn was longest ago comes first: an app of many installations may not get to all of them at once.
  for (const one of covered.filter(isDue).toSorted((a, b) => since(a) - since(b))) {
    if (signal.aborted) return known;
    const swept = await inItsTurn(sweeping, one, known.get(one.id)?.swept);
    // What a stop has cut off is no result.
    if (signal.aborted) return known;
    known.set(one.id, swept);
    if (clock.now() - kept >= KEEP_EVERY) {
      await keep(noteText({ all, installations: known }));
      kept = clock.now();
    }
  }
  return known;
}

/** A suspended installation keeps its place: what was pushed meanwhile is looked at when it is back. */
async function inItsTurn(
  sweeping: Sweeping,
  installation: Installation,
  known: Swept | undefined,
): Promise<InstallationSwept> {
  if (installation.suspended) {
    return { swept: known };
  }
  const now = sweeping.clock.now();
  return now > sweeping.latest
    ? { swept: known, again: now }
    : await sweepInstallation(sweeping, installation, known);
}
