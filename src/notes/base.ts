import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { oncePer } from "../release/once.ts";
import { type PreviousTags, previousFinals, previousTags } from "../release/previous-tag.ts";
import { schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** The tags that the lists of the notes start from; absent: there is none, or none besides. */
export type NotesBases = { readonly list?: string; readonly sinceFinal?: string };

/** What each list may start from, best first; one that has no history in common with the release is passed over. */
export type BaseCandidates = {
  /** The tag that somebody chose for the first list. */
  readonly chosen?: string;
  readonly list: PreviousTags;
  /** Empty for a final: it has one list. */
  readonly sinceFinal: PreviousTags;
};

/**
 * By version order: GitHub's own choice, the newest reachable tag, is wrong where there are release branches. What
 * was chosen with `/notes base` goes before.
 */
export const baseCandidates = oncePer((seen: Snapshot): BaseCandidates => {
  const tags = given(seen.tags) ?? [];
  const reading = { patterns: tagPatterns(seen), scheme: schemeOf(seen) };
  const chosen = memoryOf(seen).notesBase?.tag;
  return {
    ...(chosen === undefined ? {} : { chosen }),
    list: previousTags(seen.key.tag, tags, reading),
    sinceFinal: previousFinals(seen.key.tag, tags, reading),
  };
});

/**
 * The bases as the names of the tags tell; which one was taken in the end, the range says. A final has one list, a
 * pre-release another since the last final, unless that is where the first starts.
 */
export function notesBases(seen: Snapshot): NotesBases {
  const candidates = baseCandidates(seen);
  const list = candidates.chosen ?? candidates.list[0]?.[0];
  const sinceFinal = candidates.sinceFinal[0]?.[0];
  return {
    ...(list === undefined ? {} : { list }),
    ...(sinceFinal === undefined || sinceFinal === list ? {} : { sinceFinal }),
  };
}
