import { asTitle } from "../replies/safe.ts";

/** GitHub refuses a longer body of a release. */
const LONGEST = 125_000;

/** Stands where lines were left out. */
export const SHORTENED = "_Shortened: the full list is behind the comparison link._";

type Parts = { readonly intro: string; readonly generated: string; readonly shoutOuts: string };

/**
 * How GitHub's generated notes name a change: its title, as whoever opened the pull request wrote it, and the credit
 * after the last "by @". A title may hold line ends of Unicode, so that no dot matches it.
 */
const CHANGE = /^\* ([^\n]+)( by @[^\n]* in https?:\/\/\S+\/pull\/\d+)$/gm;

/**
 * The draft's body: the introduction, GitHub's generated notes with their titles as mere text, the thanks. Of notes that are too long, whole
 * lines are left out; their last one, GitHub's link to the comparison, stays, and so do the thanks.
 */
export function draftBody({ intro, generated, shoutOuts }: Parts): string {
  const notes = generated
    .trim()
    .replace(CHANGE, (_, title: string, credit: string) => `* ${asTitle(title)}${credit}`);
  const body = joined(intro, notes, shoutOuts);
  if (body.length <= LONGEST) {
    return body;
  }
  const lines = joined(intro, notes).split("\n");
  const end = joined(SHORTENED, lines.at(-1) ?? "", shoutOuts);
  const room = LONGEST - end.length - "\n\n".length;
  return joined(wholeLines(lines.slice(0, -1), room), end).slice(0, LONGEST);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** As many lines, from the first on, as there is room for. */
function wholeLines(lines: readonly string[], room: number): string {
  let length = -1;
  const kept = lines.filter((line) => {
    length += line.length + 1;
    return length <= room;
  });
  return kept.join("\n").trimEnd();
}
