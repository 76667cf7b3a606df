import { settled } from "../notes/reverts.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { ReleasedIn } from "../release/configuration.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { isPrerelease } from "../release/github-release.ts";
import { HOUR, SECOND } from "../release/instant.ts";
import type { ReleasedInProgress } from "../release/memory.ts";
import type { Range } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { noted, tell } from "./tell-released.ts";

/** Between two goes, what people say on the board is heard. The limiter spaces the comments besides. */
const PAUSE = 10 * SECOND;

/** GitHub takes 500 comments an hour, and the board stays open until the last one is made. */
const MOST = 500;

/** So long after the last comment GitHub may still tell of more commits, where it has held some back. */
const PATIENCE = HOUR;

/**
 * Tells the pull requests of a release, and the issues they close, in which release they came out: of finals, and of
 * the pre-releases that are announced somewhere. The newest first, in the order of their numbers, so that the board needs
 * to remember only how far the app has come; after a crash, the comments themselves say whom it had told.
 */
export function releasedIn(where: readonly ReleasedIn[]): (seen: Snapshot) => Step {
  return (seen) => {
    const board = ask(seen, "board");
    if ("step" in board) {
      return board.step;
    }
    if (isPrerelease(seen) && !announcesPrereleases(seen)) {
      return { is: "skipped", why: { is: "prerelease-not-announced" } };
    }
    if (board.facts.board?.state === "closed") {
      return { is: "skipped", why: { is: "released-in-late" } };
    }
    const asked = ask(seen, "githubReleases", "ranges");
    if ("step" in asked) {
      return asked.step;
    }
    const range = asked.facts.ranges?.list;
    return range?.base === undefined
      ? { is: "skipped", why: { is: "released-in-first" } }
      : ofRange(seen, where, range);
  };
}

function ofRange(seen: Snapshot, where: readonly ReleasedIn[], range: Range): Step {
  const all = pullRequestsOf(range);
  const progress = progressWith(seen, all);
  const open = all.filter((number) => number < progress.downTo);
  if (open.length > 0 && progress.comments < MOST) {
    return notNow(seen, progress, open.length) ?? tell(seen, where, { progress, open });
  }
  const counts = { pullRequests: all.length - open.length, left: open.length };
  return awaited(seen, progress, range) ?? { is: "done", why: { is: "released-in-told", ...counts } };
}

/** How far the app has come with these; the comments count, whatever they were made about. */
function progressWith(seen: Snapshot, all: readonly number[]): ReleasedInProgress {
  const of = fingerprint(JSON.stringify(all));
  const before = memoryOf(seen).releasedIn;
  return before?.of === of
    ? before
    : { downTo: Number.MAX_SAFE_INTEGER, at: 0, comments: before?.comments ?? 0, of };
}

/** The step to take while nobody is told, though some are still to be. */
function notNow(seen: Snapshot, { at }: ReleasedInProgress, left: number): Step | undefined {
  const hold = memoryOf(seen).holds[0];
  if (hold !== undefined) {
    return { is: "waiting", on: { for: "unhold", by: hold.by } };
  }
  const until = at + PAUSE;
  return seen.now < until ? { is: "waiting", on: { for: "released-in", left }, until } : undefined;
}

/** The step to take while GitHub may still tell of pull requests that it has held back. */
function awaited(seen: Snapshot, { at, ...progress }: ReleasedInProgress, range: Range): Step | undefined {
  if (!range.missing.some((gap) => gap.is === "commits-withheld")) {
    return undefined;
  }
  if (at === 0) {
    return { is: "due", act: [noted(seen, { ...progress, at: seen.now })] };
  }
  const until = at + PATIENCE;
  return seen.now < until ? { is: "waiting", on: { for: "released-in", left: 0 }, until } : undefined;
}

function announcesPrereleases(seen: Snapshot): boolean {
  return (configurationOf(seen)?.announce ?? []).some(({ prereleases }) => prereleases);
}

/** Of people and not taken back, the newest first: nobody is waiting for news below a bot's. */
function pullRequestsOf(range: Range): readonly number[] {
  return settled(range)
    .pullRequests.filter(({ author }) => author?.bot !== true)
    .map(({ number }) => number)
    .sort((a, b) => b - a);
}
