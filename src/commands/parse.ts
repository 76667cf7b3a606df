import type { Nodes, Paragraph, PhrasingContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { createRecent } from "../recent.ts";
import { COMMANDS, type CommandName, type Said } from "../release/answer.ts";
import type { Comment } from "../release/snapshot.ts";
import { holdsFor, saidTo } from "./address.ts";
import { opened } from "./raw-html.ts";

const COMMAND_LINE = /^\/(?<word>[a-z][a-z-]*)(?:[ \t]+(?<rest>.*))?$/;

/** Characters that can't be seen or that turn text around: a line with one of them is no command. */
const INVISIBLE = /\p{Cf}|\p{Co}|\u034f|\u115f|\u1160|\u3164|\uffa0/u;

/** But a joiner after an emoji makes one of two, which people write. */
const EMOJI_JOINER = /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/gu;

/** More lines than this in one comment are a flood, not a conversation. */
const MOST_COMMANDS = 10;

/**
 * How much of a comment is read. Markdown parsers take time that grows with the square of some texts and more;
 * whoever can comment can write 65,536 characters. Commands come first, logs afterwards.
 */
const LONGEST_READ = 4_000;

const NAMES: ReadonlySet<string> = new Set(COMMANDS);

type Line = Pick<Said, "line" | "word" | "words">;

/** One plan asks for the same comment many times. */
const parsed = new WeakMap<Comment, readonly Said[]>();
const addressed = new WeakMap<Comment, readonly Said[]>();

/** And each look reads the same comments anew: of the texts met last, so many are kept as parsed. */
const MOST_TEXTS = 1_000;
const texts = createRecent<readonly Line[]>(MOST_TEXTS);

/** The commands of a comment that are said to this release, in order. On a board of its own, that is all of them. */
export function commandsIn(comment: Comment): readonly Said[] {
  if (comment.aboard === undefined) {
    return everyCommandIn(comment);
  }
  const known = addressed.get(comment) ?? saidTo(comment.aboard, everyCommandIn(comment), comment.id);
  addressed.set(comment, known);
  return known;
}

/** The holds of a comment that others on the board answer and that stop this release, too. */
export function holdsIn(comment: Comment): readonly Said[] {
  return comment.aboard === undefined ? [] : holdsFor(comment.aboard, everyCommandIn(comment), comment.id);
}

/**
 * The commands of a comment, in order, whomever they are said to. A command is a line that starts at column 0 with `/word`, in a
 * paragraph of its own text: never in code, quotes, lists, links or HTML, whichever way they are written.
 * Hence the Markdown parser (CommonMark and GFM, as GitHub renders it) instead of a search for slashes.
 */
export function everyCommandIn(comment: Comment): readonly Said[] {
  const known = parsed.get(comment);
  if (known !== undefined) {
    return known;
  }
  const said = linesIn(comment.body)
    .slice(0, MOST_COMMANDS)
    .map((line, position) => ({
      ...line,
      command: isCommand(line.word) ? line.word : undefined,
      position,
      comment,
    }));
  parsed.set(comment, said);
  return said;
}

function linesIn(body: string): readonly Line[] {
  // A text that was cut is told from a whole one of the same beginning.
  const text = body.slice(0, LONGEST_READ + 1);
  const lines = texts.get(text) ?? commandLines(text);
  texts.set(text, lines);
  return lines;
}

function commandLines(body: string): readonly Line[] {
  const lines = body.slice(0, LONGEST_READ).split(/\r\n|\r|\n/);
  if (!lines.some((line) => COMMAND_LINE.test(line))) {
    return [];
  }
  return visibleLines(lines, body.length > LONGEST_READ).flatMap((line) => {
    const groups = INVISIBLE.test(line.replace(EMOJI_JOINER, ""))
      ? undefined
      : COMMAND_LINE.exec(line.trimEnd())?.groups;
    const word = groups?.["word"];
    return word === undefined ? [] : [{ line, word, words: splitWords(groups?.["rest"] ?? "") }];
  });
}

function splitWords(rest: string): readonly string[] {
  return rest.split(/[ \t]+/).filter((word) => word !== "");
}

function isCommand(word: string): word is CommandName {
  return NAMES.has(word);
}

/**
 * Without what looks for addresses in the finished tree: it calls itself for each level of a nest of quotes, of
 * which anybody can write thousands, and it finds nothing that begins with a slash.
 */
const GFM_NODES = gfmFromMarkdown().map(({ transforms: _, ...nodes }) => nodes);

/**
 * The source lines that begin, at column 0, with plain text of a top-level paragraph outside of raw HTML. Where
 * the text was cut, its last paragraph goes on unseen, and none of it counts.
 */
function visibleLines(lines: readonly string[], isCut: boolean): readonly string[] {
  const tree = fromMarkdown(lines.join("\n"), { extensions: [gfm()], mdastExtensions: GFM_NODES });
  const visible: string[] = [];
  let depth = 0;
  for (const node of tree.children) {
    const goesOn = isCut && node.position?.end.line === lines.length;
    if (node.type === "paragraph" && depth === 0 && !goesOn) {
      visible.push(...linesOf(node, lines));
    }
    depth = Math.max(0, depth + htmlIn(node.type === "paragraph" ? node.children : [node]));
  }
  return visible;
}

/** How many raw HTML elements these pieces leave open. */
function htmlIn(pieces: readonly Nodes[]): number {
  return pieces.reduce((depth, piece) => depth + (piece.type === "html" ? opened(piece.value) : 0), 0);
}

function linesOf(paragraph: Paragraph, lines: readonly string[]): readonly string[] {
  const first = paragraph.position?.start.line ?? 1;
  const last = paragraph.position?.end.line ?? 0;
  return lines.slice(first - 1, last).filter((_line, index) => {
    const at = paragraph.children.findIndex((child) => covers(child, first + index));
    return paragraph.children[at]?.type === "text" && htmlIn(paragraph.children.slice(0, at)) <= 0;
  });
}

/** Whether the line begins inside this piece of the paragraph. */
function covers(piece: PhrasingContent, line: number): boolean {
  const { start, end } = piece.position ?? { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const beginsBefore = start.line < line || (start.line === line && start.column === 1);
  const endsAfter = end.line > line || (end.line === line && end.column > 1);
  return beginsBefore && endsAfter;
}
