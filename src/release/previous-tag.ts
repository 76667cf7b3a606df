import { readTag, readTags, type TagName } from "./tag-name.ts";
import { matchesPattern, type TagPatterns } from "./tag-pattern.ts";
import { compareVersions, type Scheme, type Version } from "./version.ts";

/** How a repository's tags are read. */
export type TagReading = { readonly patterns: TagPatterns; readonly scheme: Scheme };

/** Tags of one version each, the highest version first. */
export type PreviousTags = readonly (readonly string[])[];

type Candidate = { readonly tag: string; readonly version: Version };

/**
 * The tags a release may follow, grouped by version, the highest first: lower finals for a final (post releases count
 * as finals), lower versions that can be uploaded for a pre-release, any lower one for a local version. By version,
 * because maintenance and pre-release tags are made in any order of time. Of several tags that name one version, those
 * that match the patterns come first, then the canonical spelling, then the alphabetical order. A tag of another line
 * (`cli-v2.0.0` for `core-v3.0.0`) is none of them. Empty when there is none, or when `tag` itself is no version.
 */
export function previousTags(tag: string, allTags: readonly string[], reading: TagReading): PreviousTags {
  const name = readTag(tag, reading.patterns, reading.scheme);
  return name === undefined
    ? []
    : lowerTags({ name, allTags, reading, mayPrecede: (other) => mayPrecede(other, name.version) });
}

/** As `previousTags`, of finals only: what a pre-release follows besides. Empty for a final, which follows no other. */
export function previousFinals(tag: string, allTags: readonly string[], reading: TagReading): PreviousTags {
  const name = readTag(tag, reading.patterns, reading.scheme);
  return name === undefined || isFinal(name.version)
    ? []
    : lowerTags({ name, allTags, reading, mayPrecede: isFinal });
}

type Lower = {
  readonly name: TagName;
  readonly allTags: readonly string[];
  readonly reading: TagReading;
  readonly mayPrecede: (other: Version) => boolean;
};

function lowerTags({ name, allTags, reading, mayPrecede: fits }: Lower): PreviousTags {
  const names = readTags(allTags, reading.patterns, reading.scheme);
  const candidates = allTags.flatMap((tag): readonly Candidate[] => {
    const found = names.get(tag);
    const precedes =
      found?.line === name.line && compareVersions(found.version, name.version) < 0 && fits(found.version);
    return precedes ? [{ tag, version: found.version }] : [];
  });
  const groups: string[][] = [];
  let last: Version | undefined;
  for (const one of candidates.sort((a, b) => preference(b, a, reading.patterns))) {
    if (last !== undefined && compareVersions(last, one.version) === 0) {
      groups.at(-1)?.push(one.tag);
    } else {
      groups.push([one.tag]);
    }
    last = one.version;
  }
  return groups;
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
