import { configurationOf, releaseRun } from "../release/attempt.ts";
import { closedAs } from "../release/closed-as.ts";
import { RUN_STARTS } from "../release/deadlines.ts";
import { isByApp, RUN_PATIENCE } from "../release/dispatch.ts";
import { given } from "../release/fact.ts";
import { DAY, HOUR } from "../release/instant.ts";
import type { Look, Sight } from "../release/look.ts";
import { holderOfVersion, placeOf, sameVersionTags, sharesBoards } from "../release/neighbour.ts";
import type { LeftAlone, ShutOut, Standing } from "../release/plan.ts";
import { releaseVersion, tagPatterns } from "../release/release-version.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import { matchesPattern } from "../release/tag-pattern.ts";
import { noAccess, shutOutOf } from "./shut-out.ts";

/** A run that ended longer ago than this is history, not a release under way. */
const RECENT = 7 * DAY;

const NAMESAKE: ShutOut = { is: "no-access", detail: "another repository has its name now" };

type Verdict = { readonly standing: Standing; readonly look: readonly Look[] };

/**
 * Whether this release is ours to conduct. One with a board is. A tag without one is taken up when it matches
 * the configuration and its release run is unfinished, or is of the last 7 days and younger than the
 * configuration, and nobody has published its GitHub release; or when no run of it has started within minutes, and the
 * tag itself is shown to be as young. How long the app has known of it only delays that. So installing the app on a repository with
 * hundreds of tags, or losing the store, writes nothing.
 */
export function standingOf(seen: Snapshot): Verdict {
  const missing = looksFor(seen, ["repository", "permissions", "configuration", "board"]);
  if (missing !== undefined) {
    return missing;
  }
  const by = noAccess(seen.repository);
  if (by !== undefined) {
    return shutOut(by);
  }
  const unanswered = firstUnseen(seen, ["repository"]);
  if (unanswered !== undefined) {
    return unanswered;
  }
  const repository = given(seen.repository);
  if (repository === undefined || repository.id !== seen.key.repository) {
    // Of a release under way the new name is still to be told, by an event or by the sweep.
    return seen.knownBoard === undefined ? leftAlone("another-repository") : shutOut(NAMESAKE);
  }
  const shut = shutOutOf(seen);
  return shut === undefined ? ofItsBoard(seen) : withoutBoard(seen, shut);
}

function ofItsBoard(seen: Snapshot): Verdict {
  const unanswered = firstUnseen(seen, ["configuration", "board"]);
  if (unanswered !== undefined) {
    return unanswered;
  }
  return given(seen.board) === undefined ? takeUp(seen) : { standing: { is: "conducted" }, look: [] };
}

/**
 * Where the app is shut out, nothing is done. A release under way waits, and is known by its board, by the
 * ledger, or by its check run; another tag is none of ours yet.
 */
function withoutBoard(seen: Snapshot, shut: ShutOut): Verdict {
  const board = given(seen.board);
  if (board !== undefined) {
    return board.state === "open" ? shutOut(shut) : over(closedAs(board));
  }
  return (seen.board.is === "unknown" ? byCheckRun(seen, shut) : undefined) ?? freshWithoutBoard(seen, shut);
}

function byCheckRun(seen: Snapshot, shut: ShutOut): Verdict | undefined {
  const missing = looksFor(seen, ["checkRun"]);
  const checkRun = given(seen.checkRun);
  if (missing !== undefined || checkRun?.conclusion === "success") {
    return missing ?? over("finished");
  }
  return checkRun === undefined && seen.knownBoard === undefined ? undefined : shutOut(shut);
}

function freshWithoutBoard(seen: Snapshot, shut: ShutOut): Verdict {
  if (shut.is === "archived") {
    return leftAlone("archived");
  }
  const fresh = firstUnseen(seen, ["configuration"]) ?? takeUp(seen);
  if (fresh.standing.is !== "conducted") {
    return fresh;
  }
  return shut.is === "issues-off" ? leftAlone("issues-off") : shutOut(shut);
}

function takeUp(seen: Snapshot): Verdict {
  if (given(seen.configuration) === undefined) {
    return leftAlone("no-configuration");
  }
  if (!matchesPattern(seen.key.tag, tagPatterns(seen))) {
    return leftAlone("tag-does-not-match");
  }
  const missing = firstUnseen(seen, ["tag", "runs", "versionFile"]);
  if (missing !== undefined) {
    return missing;
  }
  if (given(seen.tag)?.commit === undefined) {
    return leftAlone("no-such-tag");
  }
  const undecided = firstUnseen(seen, ["deployments", "pending"]);
  if (releaseRun(seen) === undefined && undecided !== undefined) {
    return undecided;
  }
  return ofItsRun(seen);
}

function ofItsRun(seen: Snapshot): Verdict {
  const run = releaseRun(seen) ?? newestAtTheTag(seen);
  if (run === undefined) {
    return ofNoRun(seen);
  }
  const missing = firstUnseen(
    seen,
    run.status === "completed" ? ["configuredAt", "githubReleases"] : ["githubReleases"],
  );
  if (missing !== undefined) {
    return missing;
  }
  if (isBeingTakenUp(seen, run)) {
    return { standing: { is: "not-yet", why: "desk" }, look: [] };
  }
  if (isTooOld(seen, run)) {
    return leftAlone("too-old");
  }
  if (isPublished(seen)) {
    return leftAlone("already-released");
  }
  return taken(seen);
}

/**
 * The app has started the run for somebody, and whoever did opens the board, which then tells for whom: opened from
 * here, it could not. Should that not come, the release is taken up all the same.
 */
function isBeingTakenUp({ app, now, knownBoard }: Snapshot, run: Run): boolean {
  return isByApp(run, app) && knownBoard === undefined && now - run.createdAt < RUN_PATIENCE;
}

/**
 * No run has started. A tag for which none starts within minutes is taken up all the same, so that it is told, where it
 * is shown to be young. A board of such a tag that somebody has deleted is not made anew.
 */
function ofNoRun(seen: Snapshot): Verdict {
  const knownFor = seen.knownFor ?? 0;
  if (knownFor < RUN_STARTS || seen.knownBoard !== undefined || configurationOf(seen) === undefined) {
    return noRunYet();
  }
  const missing = firstUnseen(seen, ["configuredAt", "githubReleases", "taggedCommit"]);
  if (missing !== undefined) {
    return missing;
  }
  if (isPublished(seen)) {
    return leftAlone("already-released");
  }
  return isYoungTag(seen) ? taken(seen) : noRunYet();
}

function noRunYet(): Verdict {
  return { standing: { is: "not-yet", why: "no-run" }, look: [] };
}

/** Clocks of those who tag are not all right. */
const SKEW = HOUR;

/**
 * No tag is older than its own date, or than the commit at which it is. A lightweight tag on an old commit has no date
 * that shows it to be young, and so it is none; neither is one from the future.
 */
function isYoungTag(seen: Snapshot): boolean {
  const at = given(seen.tag)?.tagger?.at ?? given(seen.taggedCommit)?.at;
  const configuredAt = given(seen.configuredAt) ?? Number.POSITIVE_INFINITY;
  return at !== undefined && at >= configuredAt && at - seen.now <= SKEW && seen.now - at <= RECENT;
}

function isPublished(seen: Snapshot): boolean {
  return (given(seen.githubReleases) ?? []).some((one) => one.tag === seen.key.tag && !one.draft);
}

function taken(seen: Snapshot): Verdict {
  return releaseVersion(seen) === undefined
    ? { standing: { is: "refused" }, look: [] }
    : (besideOthers(seen) ?? { standing: { is: "conducted" }, look: [] });
}

/** Other tags that have a say: one of the same version, and those at the same commit where releases share a board. */
function besideOthers(seen: Snapshot): Verdict | undefined {
  const missing = firstUnseen(seen, ["tags"]);
  if (missing !== undefined) {
    return missing;
  }
  const isTwice = sameVersionTags(seen).length > 0;
  const unlooked = isTwice || sharesBoards(seen) ? firstUnseen(seen, ["neighbours"]) : undefined;
  if (unlooked !== undefined) {
    return unlooked;
  }
  const heldBy = holderOfVersion(seen);
  if (heldBy !== undefined) {
    return { standing: { is: "refused", heldBy }, look: [] };
  }
  return placeOf(seen).is === "wait" ? { standing: { is: "not-yet", why: "lead" }, look: [] } : undefined;
}

/** A release whose board was deleted is under way, however old its run. */
function isTooOld(seen: Snapshot, run: Run): boolean {
  const configuredAt = given(seen.configuredAt) ?? Number.POSITIVE_INFINITY;
  const isOver = run.status === "completed" && seen.knownBoard === undefined;
  return isOver && (seen.now - run.createdAt > RECENT || run.createdAt < configuredAt);
}

/** Where several workflows ran and none has come to an environment yet, any of them shows that the tag is fresh. */
function newestAtTheTag(seen: Snapshot) {
  const commit = given(seen.tag)?.commit;
  return (given(seen.runs) ?? []).find(
    (run) => run.commit === commit && run.repository === seen.key.repository,
  );
}

function looksFor(seen: Snapshot, sights: readonly Sight[]): Verdict | undefined {
  const look = sights.filter((at) => seen[at].is === "unseen").map((at): Look => ({ at }));
  return look.length === 0 ? undefined : { standing: { is: "looking" }, look };
}

function firstUnseen(seen: Snapshot, sights: readonly Sight[]): Verdict | undefined {
  const missing = looksFor(seen, sights);
  const isUnknown = sights.some((at) => seen[at].is === "unknown");
  return missing ?? (isUnknown ? { standing: { is: "not-yet", why: "unanswered" }, look: [] } : undefined);
}

function shutOut(by: ShutOut): Verdict {
  return { standing: { is: "shut-out", by }, look: [] };
}

function over(is: ReturnType<typeof closedAs>): Verdict {
  return { standing: { is: is ?? "abandoned" }, look: [] };
}

function leftAlone(why: LeftAlone): Verdict {
  return { standing: { is: "left-alone", why }, look: [] };
}
