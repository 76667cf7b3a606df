import { folded } from "../replies/board/markup.ts";
import { asText, clean } from "../replies/safe.ts";
import { count } from "../replies/words.ts";
import type { Group } from "./categories.ts";
import type { Change } from "./change.ts";
import { type ChangeForm, changeLine } from "./line.ts";
import type { Listing } from "./listing.ts";
import type { Reverted } from "./reverts.ts";

/** How a list is written: each change, or only how many there are. */
export type ListForm = ChangeForm | "counted";

/** The list as Markdown, with folds at its end; empty where nothing came. */
export function changesText(listing: Listing, form: ListForm): string {
  if (form === "counted") {
    const all = listing.pullRequests;
    return all === 0 ? "" : `${count(all, "pull request")}; there is no room here to list them.`;
  }
  const { groups, bumps, commits, reverted } = listing;
  return [
    ...(form === "numbers" ? groups.map(inNumbers) : [groups.map((one) => inLines(one, form)).join("\n")]),
    apart(`${count(bumps.length, "update")} of dependencies by bots`, bumps, form),
    apart(`${count(commits.length, "commit")} without a pull request`, commits, form),
    takenBack(reverted),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A heading is the maintainers' own, so that its emoji and marks count; it can open no HTML. */
function inLines({ title, changes }: Group, form: Exclude<ChangeForm, "numbers">): string {
  const heading = title === undefined ? [] : [`### ${clean(title).replaceAll("<", "\\<")}`];
  return [...heading, ...changes.map((change) => changeLine(change, form))].join("\n");
}

function inNumbers({ title, changes }: Group): string {
  return folded(`${asText(title ?? "Pull requests")} (${changes.length})`, shortPlaces(changes));
}

function apart(summary: string, changes: readonly Change[], form: ChangeForm): string {
  const lines =
    form === "numbers" ? [shortPlaces(changes)] : changes.map((change) => changeLine(change, form));
  return folded(summary, lines.join("\n"));
}

function shortPlaces(changes: readonly Change[]): string {
  return changes.map(({ place }) => place.short).join(", ");
}

function takenBack(reverted: readonly Reverted[]): string {
  const were = reverted.length === 1 ? "was" : "were";
  return folded(
    `${count(reverted.length, "change")} ${were} reverted before the release`,
    reverted.map(({ what, by }) => `${what.name} (by ${by.name})`).join(", "),
  );
}
