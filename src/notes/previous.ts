import { given } from "../release/fact.ts";
import { isPrerelease } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";

/** The newest published GitHub release of the same kind, pre-release or not: the form of a new one may follow it. */
export function previousRelease(seen: Snapshot): GithubRelease | undefined {
  return (given(seen.githubReleases) ?? []).find(
    (one) => !one.draft && one.tag !== seen.key.tag && one.prerelease === isPrerelease(seen),
  );
}
