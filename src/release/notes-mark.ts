import { RANGE_GAPS, type RangeGap } from "./range.ts";

/** What the range was that the app's sections are about: the board tells of it without reading it again. */
export type Told = {
  /** The tag it starts from; absent: it starts with the first commit. */
  readonly since?: string;
  /** Commits that the tag has, too, and that were left out. */
  readonly leftOut: number;
  /** What the range lacks. */
  readonly gaps: readonly RangeGap["is"][];
  /** The beginnings of the first crowded commits' hashes, where there are any. */
  readonly crowded?: readonly string[];
};

/**
 * The mark that the app leaves at the end of a GitHub release's text. It is no seal: whoever can forge it can write
 * the text itself.
 */
export type NotesMark = {
  /** The tag that the notes are about, as `marked` spells it. */
  readonly tag: string;
  /** What the app's sections were made from. */
  readonly source: string;
  /** Names of the sections that the app has written here, also those that people have deleted since. */
  readonly sections: readonly string[];
  /** Absent: nothing is known of the range. */
  readonly told?: Told;
};

/** The name of the section that warns of a yanked release. */
export const WARNING = "yanked";

const LIST = "[a-z-]+(?:,[a-z-]+)*";
const HASHES = "[0-9a-f]{7}(?:,[0-9a-f]{7})*";
const MARK = new RegExp(
  `^<!-- release-conductor:notes (?<tag>\\S+) (?<source>[\\w-]+) (?<sections>${LIST})` +
    `(?: since (?<since>\\S+) without (?<leftOut>\\d{1,9}) lacking (?<gaps>${LIST})(?: crowded (?<crowded>${HASHES}))?)? -->[ \\t]*$`,
  "gm",
);

/** Stands for no sections, no tag, no gaps. */
const NONE = "none";

/** A tag as it stands in the mark: nothing of it ends a comment of HTML. */
export function marked(tag: string): string {
  return tag.replace(/[^\w.+/-]/gu, (character) => `~${character.codePointAt(0)?.toString(16)}~`);
}

/** A tag as it is, of how it stands in the mark. Whoever writes a text may write anything there. */
function unmarked(text: string): string {
  return text.replace(/~(10[0-9a-f]{4}|[0-9a-f]{1,5})~/g, (_, point: string) =>
    String.fromCodePoint(Number.parseInt(point, 16)),
  );
}

/** The mark as one line. */
export function notesMark({ tag, source, sections, told }: NotesMark): string {
  const crowd = told?.crowded === undefined ? "" : ` crowded ${told.crowded.join(",")}`;
  const range =
    told === undefined
      ? ""
      : ` since ${told.since === undefined ? NONE : `=${marked(told.since)}`} without ${told.leftOut} lacking ${told.gaps.join(",") || NONE}${crowd}`;
  return `<!-- release-conductor:notes ${tag} ${source} ${sections.join(",") || NONE}${range} -->`;
}

/** The mark in a text and where it stands; of several the last. Undefined: there is none. */
export function findNotesMark(
  text: string,
): { readonly mark: NotesMark; readonly raw: string; readonly at: number } | undefined {
  const found = [...text.matchAll(MARK)].at(-1);
  const {
    tag = "",
    source = "",
    sections = NONE,
    since,
    leftOut,
    gaps = NONE,
    crowded,
  } = found?.groups ?? {};
  return found === undefined
    ? undefined
    : {
        mark: {
          tag,
          source,
          sections: sections === NONE ? [] : sections.split(","),
          ...(since === undefined ? {} : { told: toldIn({ since, leftOut, gaps, crowded }) }),
        },
        raw: found[0],
        at: found.index,
      };
}

type Raw = {
  readonly since: string;
  readonly leftOut: string | undefined;
  readonly gaps: string;
  readonly crowded: string | undefined;
};

function toldIn({ since, leftOut, gaps, crowded }: Raw): Told {
  const said = gaps.split(",");
  return {
    ...(since === NONE ? {} : { since: unmarked(since.slice(1)) }),
    leftOut: Number(leftOut),
    gaps: RANGE_GAPS.filter((gap) => said.includes(gap)),
    ...(crowded === undefined ? {} : { crowded: crowded.split(",") }),
  };
}
