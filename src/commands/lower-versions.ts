import { given } from "../release/fact.ts";
import { releaseVersion, schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { compareVersions } from "../release/version.ts";

/** So many are named to choose from. */
const MOST = 5;

/** The tags of the versions right below the release's own, the highest first. */
export function lowerVersions(seen: Snapshot): readonly string[] {
  const own = releaseVersion(seen);
  return (given(seen.tags) ?? [])
    .flatMap((tag) => {
      const version = versionOfTag(tag, tagPatterns(seen), schemeOf(seen));
      return own === undefined || version === undefined || compareVersions(version, own) >= 0
        ? []
        : [{ tag, version }];
    })
    .toSorted((a, b) => compareVersions(b.version, a.version))
    .slice(0, MOST)
    .map(({ tag }) => tag);
}
