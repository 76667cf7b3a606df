import { given } from "../release/fact.ts";
import { previousTag } from "../release/previous-tag.ts";
import { releaseVersion, schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

/**
 * The tag the notes start from, by version order: GitHub's own choice, the newest reachable tag, is wrong where
 * there are release branches.
 */
export function notesBase(seen: Snapshot): string | undefined {
  const tags = given(seen.tags) ?? [];
  return previousTag(seen.key.tag, tags, { patterns: tagPatterns(seen), scheme: schemeOf(seen) });
}

/** The draft's title: the repository's name and the version as tagged. */
export function draftName(seen: Snapshot): string {
  const name = given(seen.repository)?.name ?? seen.address.name;
  return releaseVersion(seen) === undefined ? seen.key.tag : `${name} ${seen.key.tag}`;
}
