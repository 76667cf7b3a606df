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
};

const MARK =
  /^<!-- release-conductor:notes (?<tag>\S+) (?<source>[\w-]+) (?<sections>[a-z-]+(?:,[a-z-]+)*) -->[ \t]*$/gm;

/** Stands for no sections at all. */
const NONE = "none";

/** A tag as it stands in the mark: nothing of it ends a comment of HTML. */
export function marked(tag: string): string {
  return tag.replace(/[^\w.+/-]/gu, (character) => `~${character.codePointAt(0)?.toString(16)}~`);
}

/** The mark as one line. */
export function notesMark({ tag, source, sections }: NotesMark): string {
  return `<!-- release-conductor:notes ${tag} ${source} ${sections.join(",") || NONE} -->`;
}

/** The mark in a text and where it stands; of several the last. Undefined: there is none. */
export function findNotesMark(
  text: string,
): { readonly mark: NotesMark; readonly raw: string; readonly at: number } | undefined {
  const found = [...text.matchAll(MARK)].at(-1);
  const { tag = "", source = "", sections = NONE } = found?.groups ?? {};
  return found === undefined
    ? undefined
    : {
        mark: { tag, source, sections: sections === NONE ? [] : sections.split(",") },
        raw: found[0],
        at: found.index,
      };
}
