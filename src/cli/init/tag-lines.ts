import { matchesPattern } from "../../release/tag-pattern.ts";
import { parseVersion } from "../../release/version.ts";

/** Tags that are versions behind one prefix. */
export type TagLine = {
  /** GitHub's filter pattern of them. */
  readonly pattern: string;
  readonly newest: string;
  readonly count: number;
};

/** So many of the newest tags tell how a project tags now; what was usual before counts no more. */
const RECENT = 40;

/** The lines of a repository's tags, newest first, by the newest tag of each. */
export function tagLines(tags: readonly string[]): readonly TagLine[] {
  const lines = new Map<string, TagLine>();
  for (const tag of tags.filter((one) => prefixOf(one) !== undefined).slice(0, RECENT)) {
    const pattern = patternOf(prefixOf(tag) ?? "");
    const line = lines.get(pattern);
    lines.set(pattern, { pattern, newest: line?.newest ?? tag, count: (line?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}

/** Tags that are versions, and that none of the patterns gives. */
export function otherVersions(tags: readonly string[], patterns: readonly string[]): readonly string[] {
  return tags.filter((tag) => prefixOf(tag) !== undefined && !matchesPattern(tag, patterns));
}

/** A digit has to follow, so that `latest` is none of them. */
function patternOf(prefix: string): string {
  return prefix === "" ? "[0-9]*" : `${prefix}*`;
}

/** What stands before the version, its `v` included; undefined for a tag that is no version. */
function prefixOf(tag: string): string | undefined {
  const {
    prefix,
    v = "",
    version,
  } = /^(?<prefix>(?:.*?[-_/@])??)(?<v>v?)(?<version>\d[^/]*)$/i.exec(tag)?.groups ?? {};
  const isVersion =
    version !== undefined &&
    /^\d+\.\d/.test(version) &&
    (parseVersion(version, "pep440") ?? parseVersion(version, "semver")) !== undefined;
  return isVersion && prefix !== undefined ? `${prefix}${v}` : undefined;
}
