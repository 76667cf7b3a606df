/** What a person reads of a board at one moment. */
export type BoardText = { readonly title: string; readonly lines: readonly string[] };

/** The board as lines of text: marks, diagrams and links are left out, a row of a table is a line. */
export function boardText(title: string, body: string): BoardText {
  const lines = body
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/^```mermaid\n[\s\S]*?^```$/gm, "")
    .replaceAll(/^\|(?!.*---).*\|\n\|[ |:-]*---[ |:-]*\|$/gm, "")
    .replaceAll(/^```.*$/gm, "")
    .replaceAll(/<\/?(?:details|summary|code|br|sub)\b[^>\n]*>/g, "")
    .replaceAll(/(?<!\\)\[(?<label>(?:\\.|[^\]\\])*)\]\([^)\s]*\)/g, "$<label>")
    .split("\n")
    .map(lineText);
  return { title, lines: lines.filter((line) => line !== "") };
}

function lineText(line: string): string {
  const cells = /^\|(?<cells>.*)\|$/.exec(line)?.groups?.["cells"];
  const text =
    cells === undefined
      ? line.replace(/^#+ /, "")
      : cells
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim())
          .filter((cell) => cell !== "")
          .join(" · ");
  return text
    .replaceAll("**", "")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .trim();
}

/** What is new on a board, and what is gone without anything in its place: lines are known by how they begin. */
export type BoardChange = {
  readonly title?: string;
  readonly added: readonly string[];
  readonly gone: readonly string[];
};

export function changeOf(before: BoardText | undefined, now: BoardText): BoardChange {
  const known = new Set(before?.lines);
  const there = new Set(now.lines);
  const added = now.lines.filter((line) => !known.has(line));
  const kept = new Set(now.lines.map(beginning));
  const gone = [...known].filter(
    (line) => !there.has(line) && line !== before?.lines[0] && !kept.has(beginning(line)),
  );
  return { ...(before?.title === now.title ? {} : { title: now.title }), added, gone };
}

function beginning(line: string): string {
  return line.split(" · ")[0] ?? line;
}

/** A command that the board asks for now, as it has it. */
export type Asked = { readonly command: string; readonly optional: boolean };

/** What can be said now, by the table under the headline; what stops a release is not among it. */
export function askedBy(body: string): readonly Asked[] {
  const rows =
    /^\| Who \| What to say or do now \|\n\|.*\|\n(?<rows>(?:\|.*\|\n?)*)/m.exec(body)?.groups?.["rows"] ??
    "";
  return rows.split("\n").flatMap((row) => {
    const command = /`(?<command>\/[a-z][^`<]*)`/.exec(row)?.groups?.["command"];
    return command === undefined || /^\/(?:hold|reject|retry|cancel)\b/.test(command)
      ? []
      : [{ command, optional: /\(optional\) *\|$/.test(row) }];
  });
}
