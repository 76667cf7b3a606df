/** Text without control characters, text that turns the reading direction, invisible characters and broken surrogates. */
export function plainLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\p{Cs}/gu, "\u{fffd}")
    .replace(/[^\P{Cc}\n]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "");
}

/** One line of it, of at most `most` characters; none is cut in two. */
export function plainLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const points = [...plainLines(text).replaceAll("\n", " ").trim()];
  return (points.length > most ? [...points.slice(0, most - 1), "…"] : points).join("");
}

/** A line's bullet, if it has one, and the rest. */
export function bulleted(line: string): { readonly bullet: boolean; readonly rest: string } {
  const rest = line.replace(/^\s*[-*•] /u, "");
  return { bullet: rest !== line, rest };
}
