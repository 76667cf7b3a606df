import { fingerprint } from "../release/fingerprint.ts";
import { findNotesMark, type NotesMark } from "../release/notes-mark.ts";
import { SECTIONS, type SectionName } from "./section.ts";

/** A piece of a GitHub release's text; the raw texts of all pieces, joined, are the text. */
export type Piece =
  /** Whatever is not the app's. */
  | { readonly is: "text"; readonly raw: string }
  /** A section of the app's; "edited" and "emptied" by a person since. */
  | {
      readonly is: "section";
      readonly name: SectionName;
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
export function framed(name: SectionName, text: string): string {
  const safe = unmarked(text).trim();
  return `<!-- release-conductor:section ${name} ${printOf(safe)} -->\n${safe}\n<!-- release-conductor:end ${name} -->`;
}

/** Without anything that looks like one of our marks. */
export function unmarked(text: string): string {
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

function textOf(piece: Extract<Piece, { readonly is: "text" | "section" }>): string {
  return piece.is === "text" ? piece.raw : piece.text;
}

/** Whether the app has written anything into a text. */
export function isManaged(parts: readonly Piece[]): boolean {
  return parts.some(({ is }) => is !== "text");
}

/** Takes a text apart. A mark without its other half, and a section that stands there twice, are a person's text. */
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

function framesIn(body: string): readonly Frame[] {
  const edges = [...body.matchAll(EDGE)];
  const taken = new Set<string>();
  return edges.flatMap((edge, nth): readonly Frame[] => {
    const name = SECTIONS.find((one) => one === edge.groups?.["begins"]);
    const last = edges[nth + 1];
    if (name === undefined || last?.groups?.["ends"] !== name || taken.has(name)) {
      return [];
    }
    taken.add(name);
    const raw = body.slice(edge.index, last.index + last[0].length);
    const text = body.slice(edge.index + edge[0].length, last.index);
    return [{ at: edge.index, piece: { is: "section", name, raw, text, state: stateOf(text, edge) } }];
  });
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
