import type { Chore, ChoreRun } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { GitHub, Installation } from "../github/github.ts";
import type { Log } from "../log.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import { keyText } from "../release/release.ts";
import type { Queue, QueueRow } from "../store/store.ts";
import { type InstallationSwept, sweepInstallation } from "./installation.ts";
import { noteOf, readNote, type Swept } from "./note.ts";

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
 * that of listing the repositories, of what was pushed since the last sweep, and of the releases under way.
 */
async function sweep(
  parts: SweepParts,
  { note, pauseMs }: { readonly note: string | undefined; readonly pauseMs: number },
  signal: AbortSignal,
): Promise<ChoreRun> {
  const { clock, github, queue } = parts;
  const underWay = await queue.unfinished();
  for (const { key, address, parked } of underWay) {
    await (parked ? queue.revive(key) : queue.nudge({ key, address, because: "sweep" }));
  }
  const installations = await github.installations();
  const sweeping: Sweeping = {
    ...parts,
    underWay: new Map(underWay.map((row) => [keyText(row.key), row])),
    slug: (await github.app()).slug,
    latest: clock.now() + LONGEST,
    signal,
  };
  const before = readNote(note);
  const after = new Map<number, Swept>();
  let next = pauseMs;
  // Whose turn was longest ago comes first: an app of many installations may not get to all of them at once.
  const since = (id: number) => before.get(id)?.at ?? 0;
  for (const installation of installations.toSorted((a, b) => since(a.id) - since(b.id))) {
    const known = before.get(installation.id);
    const { swept, again } = await inItsTurn(sweeping, installation, known);
    if (swept !== undefined) {
      after.set(installation.id, swept);
    }
    next = Math.min(next, again === undefined ? pauseMs : Math.max(SOON, again - clock.now()));
  }
  return { note: noteOf(after), pauseMs: next };
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
