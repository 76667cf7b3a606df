const PLAIN = /^[\w@.+*?!()[\]{}<>/=,:#-](?:[\w@.+*?!()[\]{}<>/=,:# -]{0,58}[\w@.+*?!()[\]{}<>/=,:#-])?$/;

/** What an address or a token looks like. A token pasted into a public file must not travel on into our replies. */
const SECRET = /:\/\/|webhook|\bhooks\.|gh[opsur]_|github_pat_|xox[a-z]-|pypi-|npm_|[A-Za-z0-9]{24,}/i;

/** Whether a text from the file may be repeated: short, printable, nothing that could be a secret. */
export function isShowable(text: string): boolean {
  return PLAIN.test(text) && !SECRET.test(text);
}

/** A text from the file as a Markdown code span, or words in its place when it may not be repeated. */
export function shown(text: string): string {
  return isShowable(text) ? `\`${text}\`` : "a text that is not repeated here";
}

/** "`a`, `b` or `c`" */
export function oneOf(words: readonly string[]): string {
  const spans = words.map((word) => `\`${word}\``);
  return spans.length < 2 ? spans.join("") : `${spans.slice(0, -1).join(", ")} or ${spans.at(-1)}`;
}

/** The candidate that was probably meant: the same but for case, `_` and `-`, else a few letters away. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const said = plain(word);
  const most = Math.floor(said.length / 3);
  if (said.length > 40) {
    return undefined;
  }
  return candidates
    .map((candidate) => ({ candidate, distance: distance(said, plain(candidate)) }))
    .filter((one) => one.distance <= most)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, "");
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
