import { configurationOf } from "./attempt.ts";
import { given } from "./fact.ts";
import { isLatest } from "./previous-tag.ts";
import { releaseVersion, schemeOf, tagPatterns } from "./release-version.ts";
import type { GithubRelease, Snapshot } from "./snapshot.ts";
import { versionOfTag } from "./tag-name.ts";

/** The GitHub release of the tag: the published one, else the app's own draft, else anybody's. */
export function githubReleaseOf(seen: Snapshot): GithubRelease | undefined {
  const there = (given(seen.githubReleases) ?? []).filter((one) => one.tag === seen.key.tag);
  return there.find((one) => !one.draft) ?? there.find((one) => one.byApp) ?? there[0];
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

/** Whether it becomes the repository's "latest": by version order, so that a backport never does. */
export function becomesLatest(seen: Snapshot): boolean {
  const version = releaseVersion(seen);
  const published = (given(seen.githubReleases) ?? [])
    .filter((one) => !one.draft && !one.prerelease)
    .flatMap((one) => versionOfTag(one.tag, tagPatterns(seen), schemeOf(seen)) ?? []);
  return version !== undefined && !isPrerelease(seen) && isLatest(version, published);
}
