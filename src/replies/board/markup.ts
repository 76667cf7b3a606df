import { asCell } from "../safe.ts";

/** A table of Markdown cells; nothing for no rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return "";
  }
  const lines = [heads, heads.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map(asCell).join(" | ")} |`).join("\n");
}

/** A part of the board under a heading of its own; nothing for nothing. */
export function section(heading: string, text: string): string {
  return text === "" ? "" : `### ${heading}\n\n${text}`;
}

/** A folded part; `summary` is text that HTML and Markdown read alike. The blank lines let Markdown in. */
export function folded(summary: string, text: string): string {
  return text === "" ? "" : `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

/** The first rows, and a last line that says how many more there are. */
export function atMost<T>(
  all: readonly T[],
  most: number,
): { readonly shown: readonly T[]; readonly more: string } {
  const hidden = all.length - most;
  return { shown: all.slice(0, most), more: hidden > 0 ? `\n\n… and ${hidden} more.` : "" };
}
