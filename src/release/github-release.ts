import { configurationOf, memoryOf } from "./attempt.ts";
import { given } from "./fact.ts";
import { findNotesMark, marked, WARNING } from "./notes-mark.ts";
import { isLatest } from "./previous-tag.ts";
import { releaseVersion, schemeOf, tagPatterns } from "./release-version.ts";
import type { GithubRelease, Snapshot } from "./snapshot.ts";
import { readTag, versionOfTag } from "./tag-name.ts";
import { compareVersions, type Version } from "./version.ts";

/**
 * The GitHub release of the tag: the published one, else the app's own draft, else anybody's; of several the first
 * that was made.
 */
export function githubReleaseOf(seen: Snapshot): GithubRelease | undefined {
  const there = releasesOfTag(seen);
  return there.find((one) => !one.draft) ?? there.find((one) => one.byApp) ?? there[0];
}

/** The public GitHub release of any tag. */
export function publicReleaseOf(seen: Snapshot, tag: string): GithubRelease | undefined {
  return (given(seen.githubReleases) ?? []).find((one) => !one.draft && one.tag === tag);
}

/** Drafts of the tag besides its GitHub release: made by accident, or by somebody who did not see the first. */
export function strayDrafts(seen: Snapshot): readonly GithubRelease[] {
  const chosen = githubReleaseOf(seen);
  return releasesOfTag(seen).filter((one) => one.draft && one !== chosen);
}

/** In the order in which they were made. */
function releasesOfTag(seen: Snapshot): readonly GithubRelease[] {
  return (given(seen.githubReleases) ?? [])
    .filter((one) => one.tag === seen.key.tag || hasLostTag(one, seen))
    .toSorted((a, b) => a.id - b.id);
}

/**
 * Whether it was the tag's until that was deleted: GitHub then makes a draft of it that is called `untagged-…`
 * (ncipollo/release-action#317, cozystack/cozystack#2761).
 */
export function hasLostTag(release: GithubRelease, seen: Snapshot): boolean {
  const isOurs =
    release.id === seen.knownRelease || findNotesMark(release.body)?.mark.tag === marked(seen.key.tag);
  return release.draft && /^untagged-[0-9a-f]+$/.test(release.tag) && isOurs;
}

/** Whether the GitHub release is to be marked as a pre-release: as configured, else by the version. */
export function isPrerelease(seen: Snapshot): boolean {
  switch (configurationOf(seen)?.release.prerelease) {
    case "always":
      return true;
    case "never":
      return false;
    case "from-version":
    case undefined:
      return releaseVersion(seen)?.prerelease ?? false;
  }
}

/** Whether it becomes the repository's "latest": by version order in its line, so that a backport never does. Needs GitHub's latest. */
export function becomesLatest(seen: Snapshot): boolean {
  const version = releaseVersion(seen);
  const published = publishedFinals(seen).map((one) => one.version);
  return version !== undefined && !isPrerelease(seen) && isLatest(version, published);
}

/** The published GitHub release of the highest final version of its line that nobody has yanked: the one that deserves to be the "latest". */
export function latestFinal(seen: Snapshot): GithubRelease | undefined {
  const versions = publishedFinals(seen).filter(({ version }) => !(version.local || version.prerelease));
  return versions.toSorted((a, b) => compareVersions(b.version, a.version))[0]?.release;
}

/** Whether GitHub makes releases here immutable, as the newest published one tells: the setting itself is not shown. */
export function hasImmutableReleases(seen: Snapshot): boolean {
  return (given(seen.githubReleases) ?? []).find((one) => !one.draft)?.immutable === true;
}

/** Whether a GitHub release is of the line of the tag, whose versions alone follow each other. */
export function isOfItsLine(seen: Snapshot, { tag }: Pick<GithubRelease, "tag">): boolean {
  return lineOf(seen, tag) === lineOf(seen, seen.key.tag);
}

function lineOf(seen: Snapshot, tag: string): string | undefined {
  return readTag(tag, tagPatterns(seen), schemeOf(seen))?.line;
}

type PublishedFinal = { readonly release: GithubRelease; readonly version: Version };

function publishedFinals(seen: Snapshot): readonly PublishedFinal[] {
  return withLatest(seen)
    .filter((one) => !one.draft && !one.prerelease && isOfItsLine(seen, one) && !isYanked(seen, one))
    .flatMap((release) => {
      const version = versionOfTag(release.tag, tagPatterns(seen), schemeOf(seen));
      return version === undefined ? [] : [{ release, version }];
    });
}

/** The newest, and the one that GitHub shows as the latest: backports of years may be newer. */
function withLatest(seen: Snapshot): readonly GithubRelease[] {
  const newest = given(seen.githubReleases) ?? [];
  const latest = given(seen.latestRelease);
  return latest === undefined || newest.some(({ id }) => id === latest.id) ? newest : [...newest, latest];
}

function isYanked(seen: Snapshot, one: GithubRelease): boolean {
  return isMarkedYanked(one) || (one.tag === seen.key.tag && memoryOf(seen).yank !== undefined);
}

/** Whether its notes were marked as those of a release with bad bytes. It is no seal: whoever writes notes can write that. */
function isMarkedYanked({ body }: GithubRelease): boolean {
  return findNotesMark(body)?.mark.sections.includes(WARNING) === true;
}
