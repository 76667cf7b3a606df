import { previousTags } from "../../release/previous-tag.ts";
import { versionOfTag } from "../../release/tag-name.ts";
import { type Scheme, sameVersion } from "../../release/version.ts";
import type { Named } from "./naming.ts";

type Reading = { readonly patterns: readonly string[]; readonly scheme: Scheme };

/** Other tags that name the same version, in another spelling. */
export function twinsOf(
  { tag, version }: Named,
  tags: Iterable<string>,
  reading: Reading,
): readonly string[] {
  return [...tags].filter((other) => {
    const named = other === tag ? undefined : versionOfTag(other, reading.patterns, reading.scheme);
    return named !== undefined && sameVersion(named, version);
  });
}

/** The tag that the release follows, by version. */
export function tagBefore(tag: string, tags: Iterable<string>, reading: Reading): string | undefined {
  return previousTags(tag, [...tags], reading)[0]?.[0];
}
