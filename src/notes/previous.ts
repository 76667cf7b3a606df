import { given } from "../release/fact.ts";
import { isPrerelease } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { baseCandidates } from "./base.ts";

/**
 * The published GitHub release of the nearest version before that is of the same kind, pre-release or not: the form of
 * a new one may follow it. Not the newest, which may be of another line or package.
 */
export function previousRelease(seen: Snapshot): GithubRelease | undefined {
  const published = (given(seen.githubReleases) ?? []).filter(
    ({ draft, prerelease }) => !draft && prerelease === isPrerelease(seen),
  );
  const { list } = baseCandidates(seen);
  return list.flat().flatMap((tag) => published.find((one) => one.tag === tag) ?? [])[0];
}
