import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { findNotesMark, marked, type Told } from "../release/notes-mark.ts";
import { RANGE_GAPS, type Ranges } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** Commits that are named: who has more of them has to look at them all. */
const MOST_NAMED = 5;

/** Of a hash, what GitHub makes a link of. */
const DIGITS = 7;

/** What the board tells of the range that the notes are about, without the range itself. */
export function toldOf({ list, sinceFinal }: Ranges): Told {
  const missing = [list, sinceFinal].flatMap((range) => range?.missing ?? []);
  const gaps = RANGE_GAPS.filter((gap) => missing.some(({ is }) => is === gap));
  const crowded = missing.flatMap((gap) => (gap.is === "crowded-commit" ? gap.sha.slice(0, DIGITS) : []));
  return {
    ...(list.base === undefined ? {} : { since: list.base }),
    leftOut: list.shipped.commits,
    gaps,
    ...(crowded.length === 0 ? {} : { crowded: [...new Set(crowded)].slice(0, MOST_NAMED) }),
  };
}

/**
 * The same, of what is seen: of the range where it was read just now, else of the draft, where it was noted. Undefined:
 * no range was read yet.
 */
export function told(seen: Snapshot): Told | undefined {
  const ranges = given(seen.ranges);
  if (ranges !== undefined) {
    return toldOf(ranges);
  }
  const mark = findNotesMark(githubReleaseOf(seen)?.body ?? "")?.mark;
  return mark?.tag === marked(seen.key.tag) ? mark.told : undefined;
}
