import { releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { DAY } from "../release/instant.ts";
import type { Look, Sight } from "../release/look.ts";
import type { LeftAlone, Standing } from "../release/plan.ts";
import { releaseVersion, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { matchesPattern } from "../release/tag-pattern.ts";

/** A run that ended longer ago than this is history, not a release under way. */
const RECENT = 7 * DAY;

type Verdict = { readonly standing: Standing; readonly look: readonly Look[] };

/**
 * Whether this release is ours to conduct. One with a board is. A tag without one is taken up when it matches
 * the configuration and its release run is unfinished, or is of the last 7 days and younger than the
 * configuration, and nobody has published its GitHub release. So installing the app on a repository with
 * hundreds of tags, or losing the store, writes nothing.
 */
export function standingOf(seen: Snapshot): Verdict {
  const missing = firstUnseen(seen, ["repository", "configuration", "board"]);
  if (missing !== undefined) {
    return missing;
  }
  const repository = given(seen.repository);
  if (repository === undefined || repository.id !== seen.key.repository) {
    return leftAlone("another-repository");
  }
  if (given(seen.board) !== undefined) {
    return { standing: { is: "conducted" }, look: [] };
  }
  if (repository.archived) {
    return leftAlone("archived");
  }
  if (given(seen.configuration) === undefined) {
    return leftAlone("no-configuration");
  }
  if (!matchesPattern(seen.key.tag, tagPatterns(seen))) {
    return leftAlone("tag-does-not-match");
  }
  return takeUp(seen, repository.hasIssues);
}

function takeUp(seen: Snapshot, hasIssues: boolean): Verdict {
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
  return ofItsRun(seen, hasIssues);
}

function ofItsRun(seen: Snapshot, hasIssues: boolean): Verdict {
  const run = releaseRun(seen) ?? newestAtTheTag(seen);
  if (run === undefined) {
    return { standing: { is: "not-yet", why: "no-run" }, look: [] };
  }
  const missing = firstUnseen(
    seen,
    run.status === "completed" ? ["configuredAt", "githubReleases"] : ["githubReleases"],
  );
  if (missing !== undefined) {
    return missing;
  }
  const configuredAt = given(seen.configuredAt) ?? Number.POSITIVE_INFINITY;
  const tooOld =
    run.status === "completed" && (seen.now - run.createdAt > RECENT || run.createdAt < configuredAt);
  if (tooOld) {
    return leftAlone("too-old");
  }
  if ((given(seen.githubReleases) ?? []).some((one) => one.tag === seen.key.tag && !one.draft)) {
    return leftAlone("already-released");
  }
  if (releaseVersion(seen) === undefined) {
    return { standing: { is: "refused" }, look: [] };
  }
  return hasIssues ? { standing: { is: "conducted" }, look: [] } : leftAlone("issues-off");
}

/** Where several workflows ran and none has come to an environment yet, any of them shows that the tag is fresh. */
function newestAtTheTag(seen: Snapshot) {
  const commit = given(seen.tag)?.commit;
  return (given(seen.runs) ?? []).find(
    (run) => run.commit === commit && run.repository === seen.key.repository,
  );
}

function firstUnseen(seen: Snapshot, sights: readonly Sight[]): Verdict | undefined {
  const look = sights.filter((at) => seen[at].is === "unseen").map((at): Look => ({ at }));
  if (look.length > 0) {
    return { standing: { is: "looking" }, look };
  }
  return sights.some((at) => seen[at].is === "unknown")
    ? { standing: { is: "not-yet", why: "unanswered" }, look: [] }
    : undefined;
}

function leftAlone(why: LeftAlone): Verdict {
  return { standing: { is: "left-alone", why }, look: [] };
}
