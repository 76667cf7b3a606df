/** A command as a reader of the comment sees it. */
export type Line = { readonly word: string; readonly words: readonly string[] };

type State = {
  /** What the text above belongs to: a paragraph that begins as a quote or a list goes on as one. */
  above: "nothing" | "text" | "other";
  fence: boolean;
  html: number;
};

/**
 * The commands of a comment, as GitHub renders it: lines of a paragraph that begin with a slash at column 0. Enough of
 * Markdown for what the people of these worlds write, and not the product's own reading of it.
 */
export function commandsOf(body: string): readonly Line[] {
  const lines = body.split("\n");
  const state: State = { above: "nothing", fence: false, html: 0 };
  return lines.flatMap((line, index) => {
    const isText = reads(state, line);
    const isHeading = /^ {0,3}(=+|-+) *$/.test(lines[index + 1] ?? "");
    const [word, ...words] = line.trimEnd().split(/[ \t]+/);
    return isText && !isHeading && word !== undefined && /^\/[a-z][a-z-]*$/.test(word)
      ? [{ word: word.slice(1), words }]
      : [];
  });
}

/** Whether the line is text of a paragraph. */
function reads(state: State, line: string): boolean {
  if (/^ {0,3}(```|~~~)/.test(line)) {
    Object.assign(state, { fence: !state.fence, above: "nothing" });
    return false;
  }
  const inside = state.fence || state.html > 0;
  state.html = Math.max(0, state.html + tags(line));
  if (line.trim() === "") {
    state.above = "nothing";
  } else if (state.above === "nothing") {
    state.above = /^ {0,3}(>|[-*+] |\d+[.)] |<|\|)|^ {4}/.test(line) ? "other" : "text";
  } else if (/^ {0,3}(>|[-*+] )/.test(line)) {
    state.above = "other";
  }
  return !inside && state.html === 0 && state.above === "text";
}

/** How many pieces of raw HTML the line leaves open. */
function tags(line: string): number {
  const count = (pattern: RegExp) => [...line.matchAll(pattern)].length;
  return count(/<!--|<[a-z]+>/g) - count(/-->|<\/[a-z]+>/g);
}
