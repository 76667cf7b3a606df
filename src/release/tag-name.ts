import { literalPrefix, matchingPattern, type TagPatterns } from "./tag-pattern.ts";
import { parseVersion, type Scheme, type Version } from "./version.ts";

/**
 * The version that a tag names. The tag loses the literal beginning of the pattern it matches (`hatch-v*`:
 * `hatch-v1.2` → 1.2). Where a pattern asks for a lone `v`, tags without it and, by PEP 440, with a capital one
 * are read, too: the histories of many projects mix them (`v3.6.2`, `3.7.0`). Undefined for a tag of another
 * kind and for one that is no version (`v3-latest`).
 */
export function versionOfTag(tag: string, patterns: TagPatterns, scheme: Scheme): Version | undefined {
  const pattern = matchingPattern(tag, patterns);
  if (pattern !== undefined) {
    return versionAfter(literalPrefix(pattern), tag, scheme);
  }
  const bare = tag.replace(/^v/i, "");
  const wouldMatch = matchingPattern(`v${bare}`, patterns) ?? matchingPattern(bare, patterns);
  return wouldMatch === undefined ? undefined : parseVersion(tag, scheme);
}

/**
 * The last `v` of the prefix is left to the version's own reader, which takes one and not two. A prefix may
 * also hold the version's beginning (`v4.*`, `v2.0.0-rc*`): the longest text that is a version wins.
 */
function versionAfter(prefix: string, tag: string, scheme: Scheme): Version | undefined {
  const begun = [...prefix.matchAll(/(?<![a-z0-9.])v?(?=[0-9])/gi)].map((match) => match.index);
  for (const start of [...begun, prefix.replace(/v$/i, "").length]) {
    const version = parseVersion(tag.slice(start), scheme);
    if (version) {
      return version;
    }
  }
  return undefined;
}
