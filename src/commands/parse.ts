import type { Paragraph, PhrasingContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { COMMANDS, type CommandName, type Said } from "../release/answer.ts";
import type { Comment } from "../release/snapshot.ts";

const COMMAND_LINE = /^\/(?<word>[a-z][a-z-]*)(?:[ \t]+(?<rest>.*))?$/;

/** Characters that can't be seen or that turn text around: a line with one of them is no command. */
const INVISIBLE = /[\p{Cf}\p{Co}\u115f\u1160\u3164]/u;

/** More lines than this in one comment are a flood, not a conversation. */
const MOST_COMMANDS = 10;

const NAMES: ReadonlySet<string> = new Set(COMMANDS);

/**
 * The commands of a comment, in order. A command is a line that starts at column 0 with `/word`, in a
 * paragraph of its own text: never in code, quotes, lists, links or HTML, whichever way they are written.
 * Hence the Markdown parser (CommonMark and GFM, as GitHub renders it) instead of a search for slashes.
 */
export function commandsIn(comment: Comment): readonly Said[] {
  const lines = comment.body.split(/\r\n|\r|\n/);
  if (!lines.some((line) => COMMAND_LINE.test(line))) {
    return [];
  }
  return visibleLines(comment.body, lines)
    .flatMap((line) => {
      const groups = INVISIBLE.test(line) ? undefined : COMMAND_LINE.exec(line.trimEnd())?.groups;
      const word = groups?.["word"];
      return word === undefined ? [] : [{ line, word, words: splitWords(groups?.["rest"] ?? "") }];
    })
    .slice(0, MOST_COMMANDS)
    .map((parsed, position) => ({
      ...parsed,
      command: isCommand(parsed.word) ? parsed.word : undefined,
      position,
      comment,
    }));
}

function splitWords(rest: string): readonly string[] {
  return rest.split(/[ \t]+/).filter((word) => word !== "");
}

function isCommand(word: string): word is CommandName {
  return NAMES.has(word);
}

/** The source lines that begin, at column 0, with plain text of a top-level paragraph. */
function visibleLines(body: string, lines: readonly string[]): readonly string[] {
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return tree.children
    .filter((node): node is Paragraph => node.type === "paragraph")
    .flatMap((paragraph) => linesOf(paragraph, lines));
}

function linesOf(paragraph: Paragraph, lines: readonly string[]): readonly string[] {
  const first = paragraph.position?.start.line ?? 1;
  const last = paragraph.position?.end.line ?? 0;
  return lines.slice(first - 1, last).filter((_line, index) => {
    const leaf = paragraph.children.find((child) => covers(child, first + index));
    return leaf?.type === "text";
  });
}

/** Whether the line begins inside this piece of the paragraph. */
function covers(piece: PhrasingContent, line: number): boolean {
  const { start, end } = piece.position ?? { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const beginsBefore = start.line < line || (start.line === line && start.column === 1);
  const endsAfter = end.line > line || (end.line === line && end.column > 1);
  return beginsBefore && endsAfter;
}
