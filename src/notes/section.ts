import { configurationOf, memoryOf } from "../release/attempt.ts";
import { DEFAULT_NOTES, type NotesRule } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Range } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { folded } from "../replies/board/markup.ts";
import { asText } from "../replies/safe.ts";
import { count } from "../replies/words.ts";
import { changesText, type ListForm } from "./changes.ts";
import { comparison } from "./comparison.ts";
import type { Contributor } from "./contributor.ts";
import { thanked } from "./credit.ts";
import { type Listing, listings } from "./listing.ts";
import { newcomersText } from "./new-contributors.ts";
import { type PeopleForm, thanks } from "./thanks.ts";
import { takesPlaceText } from "./warning-text.ts";

/** The parts of the notes that the app writes, in the order in which they stand there. */
export const SECTIONS = ["replaces", "changes", "newcomers", "since-final", "thanks", "comparison"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A part of the notes. A person may change or delete it: then it is theirs. */
export type Section = {
  readonly name: SectionName;
  /** Markdown, never empty. */
  readonly text: string;
};

type Form = { readonly list: ListForm; readonly sinceFinal: ListForm; readonly people: PeopleForm };

/** From the form that people read best to the shortest. What is in the second list is mostly in the first. */
const FORMS: readonly [Form, ...Form[]] = [
  { list: "full", sinceFinal: "full", people: "lines" },
  { list: "short-place", sinceFinal: "short-place", people: "lines" },
  { list: "short-title", sinceFinal: "numbers", people: "lines" },
  { list: "numbers", sinceFinal: "numbers", people: "lines" },
  { list: "numbers", sinceFinal: "counted", people: "lines" },
  { list: "numbers", sinceFinal: "counted", people: "names" },
  { list: "numbers", sinceFinal: "counted", people: "counted" },
  { list: "counted", sinceFinal: "counted", people: "counted" },
];

/**
 * What the app has to say of the release, as sections that take at most `room` characters with an empty line between
 * them. What is too long is said shorter and folded, never cut: every pull request stays while there is room for its
 * number. Empty where nothing is known.
 */
export function notesSections(seen: Snapshot, room: number): readonly Section[] {
  const range = given(seen.ranges)?.list;
  const found = listings(seen);
  if (range === undefined || found === undefined) {
    return [];
  }
  const said = {
    seen,
    range,
    ...found,
    people: thanked(seen),
    rule: configurationOf(seen)?.notes ?? DEFAULT_NOTES,
  };
  let sections: readonly Section[] = [];
  for (const form of FORMS) {
    sections = sectionsIn(said, form);
    if (length(sections) <= room) {
      return sections;
    }
  }
  return mostOf(sections, room);
}

type Said = {
  readonly seen: Snapshot;
  readonly range: Range;
  readonly list: Listing;
  readonly sinceFinal?: Listing;
  readonly people: readonly Contributor[];
  readonly rule: NotesRule;
};

function sectionsIn({ seen, range, list, sinceFinal, people, rule }: Said, form: Form): readonly Section[] {
  const changes = changesText(list, form.list);
  const texts: Readonly<Record<SectionName, string>> = {
    replaces: replacesText(seen),
    changes: changes === "" ? "" : `## What's Changed\n${changes}`,
    newcomers: newcomersText(seen, range, rule, form.people),
    "since-final": sinceFinal?.base === undefined ? "" : sinceFinalText(seen, sinceFinal, form.sinceFinal),
    thanks: thanks(people, rule.contributors === "all" ? "all" : "external", form.people),
    comparison: comparison(seen, range.base),
  };
  return SECTIONS.map((name) => ({ name, text: texts[name] })).filter(({ text }) => text !== "");
}

/** In whose place it comes, where a release before it was yanked. */
function replacesText(seen: Snapshot): string {
  const after = memoryOf(seen).prepared?.after;
  return after === undefined ? "" : takesPlaceText(after, seen);
}

/** A pre-release is read by two kinds of people: those who had the one before, and those who had the last final. */
function sinceFinalText(seen: Snapshot, listing: Listing, form: ListForm): string {
  const { base = "", pullRequests } = listing;
  const summary = `Everything since ${asText(base)} (${count(pullRequests, "pull request")})`;
  return folded(
    summary,
    [changesText(listing, form), comparison(seen, listing.base)].filter(Boolean).join("\n\n"),
  );
}

function length(sections: readonly Section[]): number {
  return sections.map(({ text }) => text).join("\n\n").length;
}

/** The link to the comparison first: it leads to everything. */
function mostOf(sections: readonly Section[], room: number): readonly Section[] {
  let kept: readonly Section[] = [];
  for (const one of sections.toReversed()) {
    const more = [one, ...kept];
    kept = length(more) <= room ? more : kept;
  }
  return kept;
}
