import type { AlreadyOut } from "../release/already-out.ts";
import type { NextVersion } from "../release/publish-failure.ts";
import { deleteTag, pushTag } from "./places.ts";
import { forwardText } from "./problem/publish-remedy.ts";
import { listed, names, sentence } from "./words.ts";

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
export const MOST_AGE_TEXT = "GitHub runs jobs again only within 30 days of the start of their run";

/** What can be said besides, and where the version goes on. */
type Ways = { readonly elsewhere?: string; readonly next?: NextVersion };

/**
 * The way on from a build that is too old to go on with: by the tag, or `elsewhere`; by the next version where an
 * index has files of this one.
 */
export function anewText(
  tag: string,
  { on, unclear }: AlreadyOut = { on: [], unclear: [] },
  { elsewhere = "", next }: Ways = {},
): string {
  if (on.length > 0) {
    const [has, takes] = on.length === 1 ? ["has", "takes"] : ["have", "take"];
    return `Don't build this version anew: ${names(on)} ${has} files of it, and ${takes} no others in their place. ${forwardText(next)}`;
  }
  const anew = `${deleteTag(tag)} and ${pushTag(tag)}${elsewhere}. It is built anew then, and smoke tests and approvals start over.`;
  return unclear.length === 0
    ? sentence(anew)
    : `Look first whether ${listed(
        unclear.map((index) => names([index])),
        "or",
      )} has files of this version already, which can't be told from here: then go on with the next one. If not, ${anew}`;
}
