import { versionOfTag } from "./tag-name.ts";
import { matchesPattern, type TagPatterns } from "./tag-pattern.ts";
import { compareVersions, type Scheme, type Version } from "./version.ts";

/** How a repository's tags are read. */
export type TagReading = { readonly patterns: TagPatterns; readonly scheme: Scheme };

type Candidate = { readonly tag: string; readonly version: Version };

/**
 * The tag whose version a release follows: the highest lower final for a final (post releases count as
 * finals), the highest lower version that can be uploaded for a pre-release, any for a local version. By
 * version, because maintenance and pre-release tags are made in any order of time. Of several tags that name
 * this one version, the one that matches the patterns wins, then the canonical spelling, then the first in
 * alphabetical order. Undefined when there is none, or when `tag` itself is no version.
 */
export function previousTag(
  tag: string,
  allTags: readonly string[],
  reading: TagReading,
): string | undefined {
  const version = versionOfTag(tag, reading.patterns, reading.scheme);
  if (!version) {
    return undefined;
  }
  let best: Candidate | undefined;
  for (const name of allTags) {
    const candidate = versionOfTag(name, reading.patterns, reading.scheme);
    if (!candidate || compareVersions(candidate, version) >= 0 || !mayPrecede(candidate, version)) {
      continue;
    }
    const found = { tag: name, version: candidate };
    best = best && preference(best, found, reading.patterns) >= 0 ? best : found;
  }
  return best?.tag;
}

/**
 * Whether a version deserves GitHub's "latest" mark: a final, and no final among the published ones is higher.
 * Pre-releases and local versions neither get the mark nor keep another from it.
 */
export function isLatest(version: Version, publishedVersions: readonly Version[]): boolean {
  const higher = (other: Version) => isFinal(other) && compareVersions(other, version) > 0;
  return isFinal(version) && !publishedVersions.some(higher);
}

/** Whether a version is for everybody: neither a pre-release nor a local version. */
function isFinal(version: Version): boolean {
  return !(version.prerelease || version.local);
}

function mayPrecede(candidate: Version, version: Version): boolean {
  if (version.local) {
    return true;
  }
  return version.prerelease ? !candidate.local : isFinal(candidate);
}

/** Positive when `a` is the better base, negative when `b` is; 0 only for one and the same tag. */
function preference(a: Candidate, b: Candidate, patterns: TagPatterns): number {
  return (
    compareVersions(a.version, b.version) ||
    Number(matchesPattern(a.tag, patterns)) - Number(matchesPattern(b.tag, patterns)) ||
    Number(isCanonical(a)) - Number(isCanonical(b)) ||
    Number(a.tag < b.tag) - Number(a.tag > b.tag)
  );
}

function isCanonical({ tag, version }: Candidate): boolean {
  return tag.endsWith(version.canonical);
}
