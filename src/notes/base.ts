import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { previousTag } from "../release/previous-tag.ts";
import { schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

/**
 * The tag the notes start from: the one that somebody has chosen, else by version order. GitHub's own choice, the
 * newest reachable tag, is wrong where there are release branches.
 */
export function notesBase(seen: Snapshot): string | undefined {
  const reading = { patterns: tagPatterns(seen), scheme: schemeOf(seen) };
  return memoryOf(seen).notesBase?.tag ?? previousTag(seen.key.tag, given(seen.tags) ?? [], reading);
}
