/**
 * Foreign text (names of jobs, files, tags and people, notes, reasons) on its way into what we write. Each place
 * has its function; whatever the text holds, it stays text there: no markup, no mention, no reference, no HTML.
 */

/** What can't be seen, turns text around or is no character at all; the Hangul fillers look like nothing, too. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0\u2800]/gu;
const SPACE = /[\s\p{Z}]+/gu;
const ZERO_WIDTH_SPACE = "\u200b";

/** One line of visible characters, cut to at most `most` of them. For titles and logs, which know no markup. */
export function clean(foreign: string, most = 200): string {
  const line = foreign.replace(SPACE, " ").replace(INVISIBLE, "").replace(SPACE, " ").trim();
  return cut(line, most) || "(empty)";
}

/** The text, at most `most` characters long, with an ellipsis where it was cut. Never cuts a character in two. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * For running text, link texts and HTML: every character with a meaning in Markdown becomes an entity, which all
 * three read alike. GitHub finds mentions, references, addresses and emoji in the rendered text, where entities
 * are gone: these are broken by a character without width.
 */
export function asText(foreign: string, most = 200): string {
  return brokenLinks(clean(foreign, most))
    .replace(/[&<>"`*_{}[\]()|\\~^$!]/g, entity)
    .replace(/^[-+=:]|(?<=^\d+)\./, entity);
}

function brokenLinks(line: string): string {
  return line
    .replace(/[@#]/g, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${ZERO_WIDTH_SPACE}`)
    .replace(/www(?=\.)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/gh-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`);
}

/** Backticks in equal numbers make code, the first run first. https://spec.commonmark.org/0.31.2/#code-spans */
const CODE = /((?<!`)(?:`+)(?!`))(.*?[^`])\1(?!`)/g;

/**
 * For the title of a change in release notes, which people go on editing: marks get a backslash instead of an entity,
 * and code stays code. It calls nobody, refers to nothing and links nowhere.
 */
export function asTitle(foreign: string, most = 300): string {
  const line = clean(foreign, most);
  let said = "";
  let end = 0;
  for (const span of line.matchAll(CODE)) {
    said += escaped(line.slice(end, span.index)) + span[0];
    end = span.index + span[0].length;
  }
  return (said + escaped(line.slice(end))).replace(/^[-+=#]|(?<=^\d+)[.)]/, "\\$&");
}

function escaped(text: string): string {
  return brokenLinks(text).replace(/[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** What a person wrote, in quotation marks: for reasons and notes. */
export function quoted(foreign: string): string {
  return `“${asText(foreign)}”`;
}

/** As a code span, with more backticks around it than are in it. */
export function asCode(foreign: string, most = 120): string {
  const line = clean(foreign, most);
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** As a block of code: lines of columns, two spaces apart, each cut to at most `most` characters. */
export function asCodeBlock(rows: readonly (readonly string[])[], most = 500): string {
  const lines = rows.map((columns) => columns.map((column) => clean(column, most)).join("  "));
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [fence, ...lines, fence].join("\n");
}

function longestRun(line: string): number {
  return Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A link whose text is Markdown of ours (or made safe before); only the text where the address is a strange one. */
export function asLink(label: string, url: string | undefined): string {
  return url !== undefined &&
    /^https?:\/\/[\w.:[\]-]+(?:\/[\w./?=&%#+~:,-]*)?$/.test(url) &&
    !/[[\]]/.test(url)
    ? `[${label}](${url})`
    : label;
}

/**
 * Markdown of ours as a table's cell. Only code spans can still hold a pipe; one after a backslash would end the
 * cell all the same, so the two are parted. https://github.github.com/gfm/#tables-extension-
 */
export function asCell(markdown: string): string {
  return markdown
    .replace(/\s*\n\s*/g, " ")
    .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
    .replaceAll("|", "\\|");
}

/** A quoted label in a Mermaid diagram: all but letters, digits and harmless signs as Mermaid's own codes. */
export function asLabel(foreign: string): string {
  return clean(foreign, 40).replace(/[^\p{L}\p{N} _/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
