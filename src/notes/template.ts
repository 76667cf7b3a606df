import { type Placeholder, replacePlaceholders } from "../release/placeholder.ts";
import type { Markup } from "./markup.ts";

/** What is filled in: foreign text, a web address, and lists of lines that may be left out from their end. */
export type Values = {
  readonly [P in Exclude<Placeholder, "thanks" | "changes">]: string;
} & { readonly thanks: readonly string[]; readonly changes: readonly string[] };

/** Longer than any address of a GitHub release; what is longer is no link worth posting. */
const LINK_LIMIT = 1000;

/** After a template's own `<` a name may be a call to everybody, or a link: what stands between them makes it text. */
const UNSEEN = "\u200b";

/**
 * The template with the values, at most `markup.most` long. Where it is too long, lines of the changes and then of the
 * thanks are left out from the end, and it says so; no line, link or character is cut. Undefined: it does not fit even
 * without them. A line of the template that held nothing but empty lists is gone.
 */
export function filled(template: string, values: Values, markup: Markup): string | undefined {
  const lists = { thanks: values.thanks.map(markup.line), changes: values.changes.map(markup.line) };
  const most = { thanks: lists.thanks.length, changes: mostThatFit(lists.changes, markup.most) };
  const tries = [
    ...downTo0(most.changes).map((changes) => ({ ...most, changes })),
    ...downTo0(most.thanks).map((thanks) => ({ thanks, changes: 0 })),
  ];
  for (const kept of tries) {
    const shown = { thanks: cut(lists.thanks, kept.thanks), changes: cut(lists.changes, kept.changes) };
    const text = assembled(template, { ...values, ...shown }, markup);
    if (text.length <= markup.most) {
      return text;
    }
  }
  return undefined;
}

/** How many of the lines there is room for at the very most. */
function mostThatFit(lines: readonly string[], room: number): number {
  let left = room + 1;
  const first = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return first === -1 ? lines.length : first;
}

function downTo0(most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, at) => most - at);
}

/** The first lines, and how many more there are. */
function cut(lines: readonly string[], kept: number): readonly string[] {
  const left = lines.length - kept;
  if (left === 0) {
    return lines;
  }
  const more = left === 1 ? "… and one more line in the notes" : `… and ${left} more lines in the notes`;
  return [...lines.slice(0, kept), more];
}

function assembled(template: string, values: Values, markup: Markup): string {
  const lines = template.replace(/\r\n?/g, "\n").split("\n");
  const shown = lines.flatMap((line) => {
    const text = replacePlaceholders(line, (placeholder, before) =>
      filling(placeholder, { values, before, markup }),
    );
    return text.trim() === "" && line.trim() !== "" ? [] : [text];
  });
  return shown
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

type Place = {
  /** The lists in the channel's markup. */
  readonly values: Values;
  readonly before: string;
  readonly markup: Markup;
};

function filling(placeholder: Placeholder, { values, before, markup }: Place): string {
  switch (placeholder) {
    case "thanks":
    case "changes":
      return values[placeholder].join("\n");
    case "url": {
      const href = linkOf(values.url);
      return href === "" || before === "<" ? markup.address(href) : markup.link(href);
    }
    case "name":
    case "tag":
    case "version":
    case "kind":
      return before === "<"
        ? `${UNSEEN}${markup.words(values[placeholder])}`
        : markup.words(values[placeholder]);
  }
}

/** Without what would end a link that the template writes around it. */
function linkOf(url: string): string {
  const href = URL.canParse(url) ? new URL(url).href : "";
  return /^https?:/.test(href) && href.length <= LINK_LIMIT
    ? href.replace(/[()|<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : "";
}
