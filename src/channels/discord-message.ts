import type { Announcement } from "./channel.ts";

/** Discord's limit on `content`, in characters; counted here in UTF-16 units, which are never fewer. */
export const CONTENT_LIMIT = 2000;
const TITLE_LIMIT = 256;
/** Longer than any address of a GitHub release; what is longer is no link worth posting. */
const LINK_LIMIT = 1000;
/** An address inside a text; the punctuation that ends a sentence is not part of it. */
const ADDRESS = /(https?:\/\/[^\s<>()[\]{}\\|`*"'~]*[^\s<>()[\]{}\\|`*"'~.,:;!?])/u;

/**
 * The announcement as Discord's Markdown, at most CONTENT_LIMIT long: title, then the lines of the text as far as
 * they fit, then the link. Whole lines are left out from the end, and the message says so; links and characters
 * are never cut. Source: https://discord.com/developers/docs/resources/webhook#execute-webhook
 */
export function discordMessage({ title, text, url, prerelease }: Announcement): string {
  const heading = `**${headline(title)}**${prerelease ? " (pre-release)" : ""}`;
  const link = linkOf(url);
  const lines = clean(text).split("\n").map(line);
  // Every line takes a character at least, so more than this cannot fit.
  for (let kept = Math.min(lines.length, CONTENT_LIMIT); kept > 0; kept -= 1) {
    const content = assemble(heading, [...lines.slice(0, kept), ...leftOut(lines.length - kept)], link);
    if (content.length <= CONTENT_LIMIT) return content;
  }
  return assemble(heading, [], link);
}

function assemble(heading: string, lines: readonly string[], link: string): string {
  const body = lines.join("\n").trim();
  return [heading, body, link].filter((part) => part !== "").join("\n\n");
}

function leftOut(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? "… and one more line in the notes" : `… and ${count} more lines in the notes`];
}

/** A title holds no live links, so shortening it can cut none. */
function headline(title: string): string {
  const points = [...clean(title).replaceAll("\n", " ").trim()];
  const short = points.length > TITLE_LIMIT ? [...points.slice(0, TITLE_LIMIT - 1), "…"] : points;
  return escapeMarkdown(short.join("")).replaceAll("://", "\\://");
}

/** One line of text: its bullet stays a bullet, its addresses stay whole, and the rest is nothing but text. */
function line(text: string): string {
  const [, bullet = "", rest = ""] = /^(\s*[-*•] )?(.*)$/u.exec(text) ?? [];
  const parts = rest.split(ADDRESS);
  // Split puts what the group matched at the odd places.
  const shown = parts.map((part, at) => (at % 2 === 1 ? `<${part}>` : escapeMarkdown(part))).join("");
  return bullet === "" ? shown : `- ${shown}`;
}

/** Backslashes before everything that Discord gives a meaning: styles, quotes, headings, lists, links, mentions. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|<>[\]()#@]/g, "\\$&").replace(/^(\s*)([-+])/, "$1\\$2");
}

/** Without control characters, text that turns the reading direction, invisible characters and broken surrogates. */
function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\p{Cs}/gu, "\u{fffd}")
    .replace(/[^\P{Cc}\n]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "");
}

function linkOf(url: string): string {
  const href = URL.canParse(url) ? new URL(url).href : "";
  return /^https?:/.test(href) && href.length <= LINK_LIMIT ? href : "";
}
