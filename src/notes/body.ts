import { fingerprint } from "../release/fingerprint.ts";
import { findNotesMark, type NotesMark, WARNING } from "../release/notes-mark.ts";
import { SECTIONS, type SectionName } from "./section.ts";

/** Whatever the app frames in a text: its sections, and the warning above those of a yanked release. */
export type FrameName = SectionName | typeof WARNING;
const FRAMES: readonly FrameName[] = [WARNING, ...SECTIONS];

/** A piece of a GitHub release's text; the raw texts of all pieces, joined, are the text. */
export type Piece =
  /** Whatever is not the app's. */
  | { readonly is: "text"; readonly raw: string }
  /** A section of the app's; "edited" and "emptied" by a person since. */
  | {
      readonly is: "section";
      readonly name: FrameName;
      readonly raw: string;
      readonly state: "untouched" | "edited" | "emptied";
      /** What stands between its marks. */
      readonly text: string;
    }
  | { readonly is: "mark"; readonly raw: string; readonly mark: NotesMark };

const EDGE =
  /^<!-- release-conductor:(?:section (?<begins>[a-z-]+) (?<print>[0-9a-f]{16})|end (?<ends>[a-z-]+)) -->[ \t]*$/gm;

/** Foreign text must not pass for a mark of ours. */
const OUR_MARK = /<!--(?=\s*release-conductor:)/g;

/** A section between its marks, with a fingerprint of its text. Comments of HTML, which nobody sees who reads. */
export function framed(name: FrameName, text: string): string {
  const safe = withoutMarks(text).trim();
  return `<!-- release-conductor:section ${name} ${printOf(safe)} -->\n${safe}\n<!-- release-conductor:end ${name} -->`;
}

/** Without anything that looks like one of our marks. */
export function withoutMarks(text: string): string {
  return text.replace(OUR_MARK, "&lt;!--");
}

/** Whether two texts differ in nothing but what GitHub changes by itself: line ends, and space at the ends. */
export function sameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

/** Whether a text says something to whoever reads it. */
export function saysSomething(body: string): boolean {
  return pieces(body).some((piece) => piece.is !== "mark" && textOf(piece).trim() !== "");
}

/** Whether people's own words stand before whatever the app wrote. */
export function beginsWithWords(body: string): boolean {
  const [first] = pieces(body);
  return first?.is === "text" && first.raw.trim() !== "";
}

function textOf(piece: Extract<Piece, { readonly is: "text" | "section" }>): string {
  return piece.is === "text" ? piece.raw : piece.text;
}

/** Whether the app has written anything into a text. */
export function isManaged(parts: readonly Piece[]): boolean {
  return parts.some(({ is }) => is !== "text");
}

/**
 * Takes a text apart. An end without its beginning, and a section that stands there a second time, are a person's text;
 * a beginning without its end is a section that a person has changed.
 */
export function pieces(body: string): readonly Piece[] {
  const found = framesIn(body);
  const parts: Piece[] = [];
  let end = 0;
  for (const frame of found) {
    parts.push(...textAndMark(body.slice(end, frame.at)), frame.piece);
    end = frame.at + frame.piece.raw.length;
  }
  return onlyLastMark([...parts, ...textAndMark(body.slice(end))]);
}

type Frame = { readonly at: number; readonly piece: Extract<Piece, { readonly is: "section" }> };

/** A mark that begins a section, and the next mark of one. */
type Begin = {
  readonly name: FrameName;
  readonly edge: RegExpExecArray;
  readonly next: RegExpExecArray | undefined;
};

/** In their order; of one name the first, and one that is whole before one that is not. */
function framesIn(body: string): readonly Frame[] {
  const edges = [...body.matchAll(EDGE)];
  const begins = edges.flatMap((edge, nth): readonly Begin[] => {
    const name = FRAMES.find((one) => one === edge.groups?.["begins"]);
    return name === undefined ? [] : [{ name, edge, next: edges[nth + 1] }];
  });
  const all = [...begins.filter(isClosed), ...begins.filter((begin) => !isClosed(begin))];
  return [...new Map(all.toReversed().map((begin) => [begin.name, begin])).values()]
    .map((begin) => (isClosed(begin) ? whole(body, begin) : half(body, begin)))
    .toSorted((one, other) => one.at - other.at);
}

type Closed = Begin & { readonly next: RegExpExecArray };

function isClosed(begin: Begin): begin is Closed {
  return begin.next?.groups?.["ends"] === begin.name;
}

function whole(body: string, { name, edge, next }: Closed): Frame {
  const raw = body.slice(edge.index, next.index + next[0].length);
  const text = body.slice(edge.index + edge[0].length, next.index);
  return { at: edge.index, piece: { is: "section", name, raw, text, state: stateOf(text, edge) } };
}

/** Somebody has deleted the mark at its end, or typed on that line: it reaches to the next mark of ours. */
function half(body: string, { name, edge, next }: Begin): Frame {
  const from = edge.index + edge[0].length;
  const mark = findNotesMark(body.slice(from));
  const end = Math.min(next?.index ?? body.length, mark === undefined ? body.length : from + mark.at);
  const raw = body.slice(edge.index, end).trimEnd();
  const text = raw.slice(edge[0].length);
  const state = normal(text) === "" ? "emptied" : "edited";
  return { at: edge.index, piece: { is: "section", name, raw, text, state } };
}

function stateOf(text: string, edge: RegExpExecArray): "untouched" | "edited" | "emptied" {
  if (normal(text) === "") {
    return "emptied";
  }
  return printOf(text) === edge.groups?.["print"] ? "untouched" : "edited";
}

function textAndMark(raw: string): readonly Piece[] {
  const found = findNotesMark(raw);
  if (found === undefined) {
    return raw === "" ? [] : [{ is: "text", raw }];
  }
  const [before, after] = [raw.slice(0, found.at), raw.slice(found.at + found.raw.length)];
  const text = (one: string): readonly Piece[] => (one === "" ? [] : [{ is: "text", raw: one }]);
  return [...text(before), { is: "mark", raw: found.raw, mark: found.mark }, ...text(after)];
}

/** Somebody may have pasted the text of another release: the last mark counts. */
function onlyLastMark(parts: readonly Piece[]): readonly Piece[] {
  const last = parts.findLastIndex(({ is }) => is === "mark");
  return parts.map((part, at) => (part.is === "mark" && at !== last ? { is: "text", raw: part.raw } : part));
}

function printOf(text: string): string {
  return fingerprint(normal(text));
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}
