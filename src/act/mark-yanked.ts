import { withWarning } from "../notes/merge.ts";
import { LONGEST } from "../notes/release-body.ts";
import type { MarkYanked } from "../release/action.ts";
import { releaseNow } from "./draft.ts";
import type { Executor } from "./hands.ts";

/**
 * Puts the warning above the text as it is right before, so that nothing that a person saves meanwhile is lost. The text
 * of an immutable release can be changed, too.
 * https://docs.github.com/rest/releases/releases#update-a-release
 */
export const markYanked: Executor<MarkYanked> = async (hands, { release, tag, text }) => {
  const github = hands.github("release");
  const now = await releaseNow(github, release);
  const body = withWarning(now?.body ?? "", text);
  const isToChange = body !== now?.body && body.length <= LONGEST;
  if (now === undefined || now.draft || now.tag_name !== tag || !isToChange) {
    return {};
  }
  await github.write("PATCH /repos/{owner}/{repo}/releases/{release_id}", { release_id: release, body });
  return { result: { marked: release } };
};
