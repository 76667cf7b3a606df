import { given } from "../release/fact.ts";
import { findNotesMark, marked } from "../release/notes-mark.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isManaged, pieces } from "./body.ts";
import { intro } from "./intro.ts";
import { lengthKept, merged } from "./merge.ts";
import { notesSections } from "./section.ts";
import { mayStillCome, notesSource, partial } from "./source.ts";
import { toldOf } from "./told.ts";

/** GitHub refuses a longer text of a release, in characters. */
export const LONGEST = 125_000;

/** What the marks around the sections take at the most, and people's empty lines. */
const RESERVE = 2_000;

/** What is left for people's own words in any case: GitHub takes nothing that is too long from them either. */
const PROSE = 15_000;

/** What the app's sections take when they are said as shortly as they can be. */
const SHORTEST = 1_000;

/** How many characters the app's sections may take in a text, beside what is people's own in it; negative: it is too long. */
export function roomFor(body: string): number {
  return LONGEST - RESERVE - Math.max(PROSE, lengthKept(body));
}

/** By how many characters people's own text is too long for the app's sections to be written; 0: it is not. */
export function surplus(body: string): number {
  return Math.max(0, SHORTEST - roomFor(body));
}

/** The text of a new draft: the introduction, then the app's sections. */
export function newBody(seen: Snapshot): string {
  const begin = intro(seen);
  return refreshedBody(seen, begin.is === "text" ? begin.text : "", { isAsked: true });
}

/**
 * The text with the app's sections as they should be now, and everything else as it is. Where even people's own text
 * leaves no room it stays as it is.
 */
export function refreshedBody(
  seen: Snapshot,
  body: string,
  { isAsked }: { readonly isAsked: boolean },
): string {
  const source = notesSource(seen);
  if (source === undefined || surplus(body) > 0) {
    return body;
  }
  const ranges = given(seen.ranges);
  const gaps = [ranges?.list, ranges?.sinceFinal].flatMap((range) => range?.missing ?? []);
  const text = merged(body, {
    sections: notesSections(seen, roomFor(body)),
    tag: marked(seen.key.tag),
    source: gaps.some(mayStillCome) ? partial(source) : source,
    ...(ranges === undefined ? {} : { told: toldOf(ranges) }),
    isAsked,
  });
  return text.length > LONGEST ? body : text;
}

/**
 * Of what the app's sections in a text are: of what is so now, of that as far as GitHub told it, or of something else.
 * A text in which nothing is the app's is a person's, and needs no sections; one that leaves no room can't have any,
 * so that nothing is read or waited for in vain.
 */
export function stateOfNotes(seen: Snapshot, body: string): "current" | "partial" | "stale" {
  const mark = findNotesMark(body)?.mark;
  const source = notesSource(seen);
  if (!isManaged(pieces(body)) || source === undefined || surplus(body) > 0) {
    return "current";
  }
  if (mark?.tag !== marked(seen.key.tag)) {
    return "stale";
  }
  return mark.source === source ? "current" : mark.source === partial(source) ? "partial" : "stale";
}
