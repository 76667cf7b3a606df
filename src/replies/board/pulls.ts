import { type Listing, listings } from "../../notes/listing.ts";
import { given } from "../../release/fact.ts";
import {
  type AimedBy,
  ahead,
  branchOf,
  isPreparing,
  milestonesOf,
  type OpenPull,
  type PullState,
} from "../../release/preparation.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { count } from "../words.ts";
import { atMost, folded, section, table } from "./markup.ts";
import { aimText } from "./preparation.ts";

/** More of what has merged is on GitHub's own page. */
const MOST_MERGED = 60;

export const STATES: { readonly [State in PullState]: string } = {
  draft: "📝 draft",
  conflicts: "❌ conflicts",
  "checks-failing": "❌ checks fail",
  "changes-requested": "✏️ changes asked for",
  "waiting-for-review": "👀 waits for review",
  approved: "✅ approved",
};

export const AIMED_BY: { readonly [By in AimedBy]: string } = {
  milestone: "milestone",
  label: "label",
  "linked-issue": "an issue it closes",
};

/** The open pull requests that aim at the release. */
export function openPulls(seen: Snapshot): string {
  const aims = given(seen.aims);
  if (aims === undefined || !isPreparing(seen)) {
    return "";
  }
  const { pulls, more, open, read } = aims;
  const ways = aimText(seen, milestonesOf(seen));
  const none =
    ways === ""
      ? "Nothing tells which pull requests aim at this release: name `labels:` or a `milestone:` under `prepare:` in the configuration."
      : `None with ${ways}, or for an issue of that milestone.`;
  const notes = [
    ...(more === 0 ? [] : [`… and ${more} more.`]),
    ...(read >= open
      ? []
      : [`Only the ${read} last touched of ${open} open pull requests were looked through.`]),
  ];
  const body =
    pulls.length === 0 ? none : table(["Pull request", "Author", "State", "Aims by"], pulls.map(row));
  return section("Still open", [body, ...notes].join("\n\n"));
}

/** A link here leaves a mark on the pull request's own page, which is welcome: it says where it is waited for. */
function row({ number, title, url, author, state, by }: OpenPull): readonly string[] {
  const who = author === undefined ? "" : asCode(author.login);
  return [`${asLink(`#${number}`, url)} ${asText(title, 100)}`, who, STATES[state], AIMED_BY[by]];
}

/** What has merged since the version before, folded: the lists that the notes will have, without their thanks. */
export function mergedSince(seen: Snapshot): string {
  if (!isPreparing(seen)) {
    return "";
  }
  const list = listings(ahead(seen))?.list;
  if (list === undefined) {
    return "";
  }
  const { shown, more } = atMost(linesOf(list), MOST_MERGED);
  const since = list.base === undefined ? "so far" : `since ${asText(list.base)}`;
  const apart = [
    ...(list.bumps.length === 0 ? [] : [`- ${count(list.bumps.length, "update")} of dependencies by bots`]),
    ...(list.commits.length === 0
      ? []
      : [`- ${count(list.commits.length, "commit")} without a pull request`]),
  ];
  const text = [...shown, ...apart].join("\n");
  const link = `${asLink("All of it on GitHub", comparison(seen, list.base))}, as it would be tagged now.`;
  return folded(
    `Merged ${since}: ${count(list.pullRequests, "pull request")}`,
    [`${text}${more}`, link].filter((part) => part !== "").join("\n\n"),
  );
}

/** Nobody is mentioned, and no pull request gets a reference for being listed here. */
function linesOf({ groups }: Listing): readonly string[] {
  return groups.flatMap(({ title, changes }) => [
    ...(title === undefined ? [] : [`- **${asText(title)}**`]),
    ...changes.map((change) => {
      const by = change.author === undefined ? "" : ` by ${asCode(change.author.login)}`;
      return `${title === undefined ? "" : "  "}- ${asText(change.title, 120)}${by} (${asText(change.place.short)})`;
    }),
  ]);
}

function comparison(seen: Snapshot, base: string | undefined): string | undefined {
  const repository = given(seen.repository);
  const branch = branchOf(seen);
  if (repository === undefined || branch === undefined) {
    return undefined;
  }
  const to = encodeURIComponent(branch);
  return base === undefined
    ? `${repository.url}/commits/${to}`
    : `${repository.url}/compare/${encodeURIComponent(base)}...${to}`;
}
