import { notesBases } from "../../notes/base.ts";
import { told } from "../../notes/told.ts";
import { given } from "../../release/fact.ts";
import { githubReleaseOf } from "../../release/github-release.ts";
import type { Told } from "../../release/notes-mark.ts";
import { releaseVersion } from "../../release/release-version.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { gapText } from "../range-gap.ts";
import { asCode } from "../safe.ts";
import { count } from "../words.ts";

/** Where the notes start, what was left out of them, and what they lack; empty while the tags are not known. */
export function notesLines(seen: Snapshot): string {
  if (given(seen.tags) === undefined) {
    return "";
  }
  const range = told(seen);
  const about = { crowded: range?.crowded, published: githubReleaseOf(seen)?.draft === false };
  const gaps = (range?.gaps ?? []).map((gap) => `- ${gapText(gap, about)}`);
  const first = `**Notes:** ${startText(seen, range)} with \`/notes base <tag>\`.${leftOutText(range)}`;
  return [first, ...(gaps.length === 0 ? [] : ["", ...gaps])].join("\n");
}

function startText(seen: Snapshot, range: Told | undefined): string {
  const { list, sinceFinal } = notesBases(seen);
  const since = range === undefined ? list : range.since;
  if (since === undefined) {
    return releaseVersion(seen) === undefined
      ? "no start is known; say where they start"
      : "from the first commit on; another start";
  }
  const final =
    sinceFinal === undefined || sinceFinal === since ? "" : `, and since the final ${asCode(sinceFinal)}`;
  return `since ${asCode(since)}${final}; another start`;
}

function leftOutText(range: Told | undefined): string {
  return range === undefined || range.leftOut === 0
    ? ""
    : ` Left out, as that tag has the same under other commits: ${count(range.leftOut, "commit")} with their pull requests.`;
}
