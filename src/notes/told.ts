import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { findNotesMark, marked, type Told } from "../release/notes-mark.ts";
import { RANGE_GAPS, type Ranges } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** What the board tells of the range that the notes are about, without the range itself. */
export function toldOf({ list, sinceFinal }: Ranges): Told {
  const missing = [list, sinceFinal].flatMap((range) => range?.missing ?? []);
  const gaps = RANGE_GAPS.filter((gap) => missing.some(({ is }) => is === gap));
  return {
    ...(list.base === undefined ? {} : { since: list.base }),
    leftOut: list.shipped.commits,
    gaps,
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
