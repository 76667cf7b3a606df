import { type Html, html, verbatim } from "../../../server/pages/markup.ts";

/**
 * Tags that mean something in what people write on GitHub. They are set without their attributes; of all others only
 * the content stays. https://github.github.com/gfm/#raw-html
 */
const IN_LINES = [
  "b",
  "strong",
  "i",
  "em",
  "code",
  "kbd",
  "sub",
  "sup",
  "ins",
  "del",
  "q",
  "samp",
  "var",
] as const;
const IN_BLOCKS = [...IN_LINES, "details", "summary"] as const;
const VOID: readonly string[] = ["br", "hr"];

type Tag = (typeof IN_BLOCKS)[number];

/** A part of a text with raw HTML in it: a finished part, or a tag that begins or ends something. */
export type Piece = Html | { readonly begins: Tag; readonly open: boolean } | { readonly ends: Tag };

const TAGS = /<!--[\s\S]*?(?:-->|$)|<(?<slash>\/?)(?<name>[a-z][a-z\d-]*)(?<rest>(?:\s[^<>]*)?)\/?>/gi;

/** Takes raw HTML apart. What is in it besides known tags is text. */
export function piecesOf(raw: string, where: "line" | "block"): readonly Piece[] {
  const known: readonly string[] = where === "line" ? IN_LINES : IN_BLOCKS;
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of raw.matchAll(TAGS)) {
    pieces.push(textOf(raw.slice(from, match.index)));
    from = match.index + match[0].length;
    const { slash, name = "", rest = "" } = match.groups ?? {};
    const tag = name.toLowerCase();
    if (VOID.includes(tag)) pieces.push(verbatim(`<${tag}>`));
    if (!isTag(tag) || !known.includes(tag)) continue;
    pieces.push(slash === "/" ? { ends: tag } : { begins: tag, open: /^\s+open\b/i.test(rest) });
  }
  return [...pieces, textOf(raw.slice(from))];
}

/** Puts the pieces together so that each tag ends where it began: what ends nothing is left out, what is open is ended. */
export function paired(pieces: readonly Piece[]): Html {
  const outermost: Html[] = [];
  const open: { readonly tag: Tag; readonly isOpen: boolean; readonly parts: Html[] }[] = [];
  const put = (part: Html) => (open.at(-1)?.parts ?? outermost).push(part);
  const end = () => {
    const ended = open.pop();
    if (ended !== undefined) put(element(ended));
  };
  for (const piece of pieces) {
    if ("begins" in piece) open.push({ tag: piece.begins, isOpen: piece.open, parts: [] });
    else if ("html" in piece) put(piece);
    else if (open.some(({ tag }) => tag === piece.ends)) endUntil(piece.ends);
  }
  while (open.length > 0) end();
  return html`${outermost}`;

  function endUntil(tag: Tag): void {
    for (let last = open.at(-1)?.tag; last !== undefined; last = last === tag ? undefined : open.at(-1)?.tag)
      end();
  }
}

function element({ tag, isOpen, parts }: { tag: Tag; isOpen: boolean; parts: readonly Html[] }): Html {
  return html`${verbatim(`<${tag}${tag === "details" && isOpen ? " open" : ""}>`)}${parts}${verbatim(`</${tag}>`)}`;
}

function isTag(name: string): name is Tag {
  return IN_BLOCKS.some((tag) => tag === name);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Text between tags, where characters may be written as references. */
function textOf(raw: string): Html {
  const text = raw.replaceAll(/&(?:#(?<code>\d{1,6})|(?<name>amp|lt|gt|quot));/g, (all, ...found) => {
    const { code, name } = found.at(-1) as { readonly code?: string; readonly name?: string };
    return name === undefined ? character(Number(code)) : (NAMED[name] ?? all);
  });
  return html`${text}`;
}

function character(code: number): string {
  return code === 0 || code > 0x10_ff_ff ? "\ufffd" : String.fromCodePoint(code);
}
