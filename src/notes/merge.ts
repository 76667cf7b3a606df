import { type NotesMark, notesMark, type Told, WARNING } from "../release/notes-mark.ts";
import { type FrameName, framed, isManaged, type Piece, pieces, sameText } from "./body.ts";
import { SECTIONS, type Section, type SectionName } from "./section.ts";

/** What the app would write. */
export type Wanted = {
  readonly sections: readonly Section[];
  /** The tag, as `marked` spells it. */
  readonly tag: string;
  /** What the sections were made from. */
  readonly source: string;
  /** What the range was; absent: it is not known. */
  readonly told?: Told;
  /** Somebody asked for it: sections that people have deleted come back, also all of them. */
  readonly isAsked: boolean;
};

/**
 * The text with the app's sections as they should be. What people wrote, outside of the sections or inside, stays byte by
 * byte; sections that nobody touched are replaced; what never stood there is added at its place; what a person
 * deleted stays deleted, unless somebody asks. A text in which nothing is the app's is left as it is, unless
 * somebody asks. Merging what was merged changes nothing.
 */
export function merged(body: string, wanted: Wanted): string {
  const text = mergedOnce(body, wanted);
  // What stood there a second time is a section once the first is gone.
  return text === body ? body : merged(text, wanted);
}

function mergedOnce(body: string, wanted: Wanted): string {
  const there = pieces(body);
  if (!wanted.isAsked && !isManaged(there)) {
    return body;
  }
  const before = writtenBefore(there);
  const added = wanted.sections.filter(
    ({ name }) => !has(there, name) && (wanted.isAsked || !before.includes(name)),
  );
  const renewed = there.flatMap((piece) => renew(piece, wanted));
  const whole = added.reduce(insert, withoutGaps(renewed));
  const written = [
    ...(before.includes(WARNING) || has(there, WARNING) ? [WARNING] : []),
    ...SECTIONS.filter(
      (name) => has(whole, name) || (before.includes(name) && !has(there, name) && !wanted.isAsked),
    ),
  ];
  const { tag, source, told } = wanted;
  return withMark(
    whole,
    notesMark({ tag, source, sections: written, ...(told === undefined ? {} : { told }) }),
  );
}

/** The sections of a text that a person has changed. */
export function editedSections(body: string): readonly SectionName[] {
  return pieces(body).flatMap((piece) =>
    piece.is === "section" && piece.name !== WARNING && piece.state === "edited" ? [piece.name] : [],
  );
}

/** Around a text, this many characters of white space come and go with the sections. */
const LOOSE = 100;

/** How much of a text is not the app's to write anew, in characters. */
export function lengthKept(body: string): number {
  return pieces(body).reduce((sum, piece) => {
    const isKept = piece.is === "section" && (piece.state === "edited" || piece.name === WARNING);
    return sum + (isKept ? piece.raw.length : piece.is === "text" ? lengthOf(piece.raw) : 0);
  }, 0);
}

function lengthOf(raw: string): number {
  return Math.max(raw.trim().length, raw.length - LOOSE);
}

/** Where a person has deleted even the mark, every section counts as one that they did not want. */
function writtenBefore(parts: readonly Piece[]): readonly string[] {
  const mark = parts.find((piece) => piece.is === "mark");
  return mark === undefined && isManaged(parts) ? SECTIONS : (mark?.mark.sections ?? []);
}

function has(parts: readonly Piece[], name: FrameName): boolean {
  return parts.some((piece) => piece.is === "section" && piece.name === name);
}

/** A section as it should be now; one that nobody touched and that is not wanted any more leaves a gap. */
function renew(piece: Piece, { sections, isAsked }: Wanted): readonly (Piece | "gap")[] {
  if (
    piece.is !== "section" ||
    piece.name === WARNING ||
    piece.state === "edited" ||
    (piece.state === "emptied" && !isAsked)
  ) {
    return [piece];
  }
  const wanted = sections.find(({ name }) => name === piece.name);
  if (wanted === undefined) {
    return ["gap"];
  }
  return [sameText(framed(wanted.name, wanted.text), piece.raw) ? piece : sectionOf(wanted)];
}

function sectionOf({ name, text }: Section): Piece {
  return { is: "section", name, text, raw: framed(name, text), state: "untouched" };
}

/** With a section goes the empty line before it. */
function withoutGaps(parts: readonly (Piece | "gap")[]): readonly Piece[] {
  return parts.filter((piece, at): piece is Piece => {
    const before = parts[at + 1] === "gap" && piece !== "gap" && isBlank(piece);
    return piece !== "gap" && !before;
  });
}

function isBlank(piece: Piece): boolean {
  return piece.is === "text" && piece.raw.trim() === "";
}

/** After the nearest section that comes before it, else before the first that comes after it, else at the end. */
function insert(parts: readonly Piece[], section: Section): readonly Piece[] {
  const order = SECTIONS.indexOf(section.name);
  const orderOf = (piece: Piece) =>
    piece.is === "section" && piece.name !== WARNING ? SECTIONS.indexOf(piece.name) : undefined;
  const before = parts.findLastIndex((piece) => (orderOf(piece) ?? order) < order);
  if (before !== -1) {
    return parts.toSpliced(before + 1, 0, EMPTY_LINE, sectionOf(section));
  }
  const after = parts.findIndex((piece) => (orderOf(piece) ?? order) > order);
  return after === -1
    ? atTheEnd(parts, sectionOf(section))
    : parts.toSpliced(after, 0, sectionOf(section), EMPTY_LINE);
}

const EMPTY_LINE: Piece = { is: "text", raw: "\n\n" };

/** Before the mark, where that ends the text. */
function atTheEnd(parts: readonly Piece[], piece: Piece): readonly Piece[] {
  const mark = parts.findIndex(({ is }) => is === "mark");
  if (mark === -1) {
    return parts.length === 0 ? [piece] : [...parts, EMPTY_LINE, piece];
  }
  const isLed = mark === 0 || parts[mark - 1]?.raw.endsWith("\n") === true;
  return parts.toSpliced(mark, 0, ...(isLed ? [] : [EMPTY_LINE]), piece, EMPTY_LINE);
}

function withMark(parts: readonly Piece[], raw: string): string {
  const there = parts.some(({ is }) => is === "mark");
  const texts = parts.map((piece) => (piece.is === "mark" ? raw : piece.raw));
  return (there ? texts : [...texts, ...(parts.length === 0 ? [] : ["\n\n"]), raw]).join("");
}

/** Where the warning of a yanked release stands in a text, or what became of it. */
export type Warned = "missing" | "other" | "there" | "edited" | "removed";

/** What a text has of the warning; `removed`: a person took it out, and there it stays out. */
export function warned(body: string, text: string): Warned {
  const parts = pieces(body);
  const there = warningIn(parts);
  if (there === undefined) {
    return writtenBefore(parts).includes(WARNING) ? "removed" : "missing";
  }
  if (there.state !== "untouched") {
    return there.state === "edited" ? "edited" : "removed";
  }
  return sameText(framed(WARNING, text), there.raw) ? "there" : "other";
}

/** The warning as it stands in a text; undefined where there is none, or a person has changed it. */
export function warningOf(body: string): string | undefined {
  const there = warningIn(pieces(body));
  return there?.state === "untouched" ? there.text.trim() : undefined;
}

/** The text with the warning above everything; the rest stays byte by byte, and a warning that a person changed, too. */
export function withWarning(body: string, text: string): string {
  const parts = pieces(body);
  const piece: Piece = { is: "section", name: WARNING, text, raw: framed(WARNING, text), state: "untouched" };
  switch (warned(body, text)) {
    case "there":
    case "edited":
    case "removed":
      return body;
    case "other":
      return parts.map((one) => (one === warningIn(parts) ? piece.raw : one.raw)).join("");
    case "missing":
      return withMark([piece, ...(parts.length === 0 ? [] : [EMPTY_LINE]), ...parts], warningMark(parts));
  }
}

function warningIn(parts: readonly Piece[]) {
  return parts.find(
    (piece): piece is Extract<Piece, { readonly is: "section" }> =>
      piece.is === "section" && piece.name === WARNING,
  );
}

/** The mark that is there, with the warning among what the app has written; of a person's own text one that says nothing else. */
function warningMark(parts: readonly Piece[]): string {
  const there = parts.find((piece) => piece.is === "mark");
  const mark: NotesMark = there?.mark ?? { tag: "none", source: "none", sections: writtenBefore(parts) };
  return notesMark({ ...mark, sections: [WARNING, ...mark.sections] });
}
