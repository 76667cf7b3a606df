import { given } from "../release/fact.ts";
import { findNotesMark, marked } from "../release/notes-mark.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isManaged, pieces } from "./body.ts";
import { intro } from "./intro.ts";
import { lengthKept, merged } from "./merge.ts";
import { notesSections, type Section } from "./section.ts";
import { mayStillCome, notesSource, partial } from "./source.ts";
import { toldOf } from "./told.ts";

/** GitHub refuses a longer text of a release, in characters. */
const LONGEST = 125_000;

/** What the marks around the sections take at the most, and people's empty lines. */
const RESERVE = 2_000;

/** What is left for people's own words in any case: GitHub takes nothing that is too long from them either. */
const PROSE = 15_000;

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
  if (source === undefined) {
    return body;
  }
  const room = Math.max(0, LONGEST - RESERVE - Math.max(PROSE, lengthKept(body)));
  const ranges = given(seen.ranges);
  const gaps = [ranges?.list, ranges?.sinceFinal].flatMap((range) => range?.missing ?? []);
  const text = merged(body, {
    sections: within(notesSections(seen, room), room),
    tag: marked(seen.key.tag),
    source: gaps.some(mayStillCome) ? partial(source) : source,
    ...(ranges === undefined ? {} : { told: toldOf(ranges) }),
    isAsked,
  });
  return text.length > LONGEST ? body : text;
}

/** Sections fold themselves until they fit; this is for one that can't. */
function within(sections: readonly Section[], room: number): readonly Section[] {
  let left = room;
  return sections.filter(({ text }) => {
    const fits = text.length <= left;
    left -= fits ? text.length + "\n\n".length : 0;
    return fits;
  });
}

/**
 * Of what the app's sections in a text are: of what is so now, of that as far as GitHub told it, or of something else.
 * A text in which nothing is the app's is a person's, and needs no sections.
 */
export function stateOfNotes(seen: Snapshot, body: string): "current" | "partial" | "stale" {
  const mark = findNotesMark(body)?.mark;
  const source = notesSource(seen);
  if (!isManaged(pieces(body)) || source === undefined) {
    return "current";
  }
  if (mark?.tag !== marked(seen.key.tag)) {
    return "stale";
  }
  return mark.source === source ? "current" : mark.source === partial(source) ? "partial" : "stale";
}
