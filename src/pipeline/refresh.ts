import { sourceSights } from "../notes/members.ts";
import { stateOfNotes } from "../notes/release-body.ts";
import { rewriting } from "../notes/rewriting.ts";
import { hasLostTag } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";

/**
 * What has to be written into a draft because its sections were made from something else than what is so now: the tag
 * was made again, another base was chosen, the rules were changed, or GitHub had not told everything. Undefined when
 * it is as it should be.
 */
export function refresh(seen: Snapshot, release: GithubRelease): Step | undefined {
  const asked = ask(seen, "tag", "board", ...sourceSights(seen));
  if ("step" in asked) {
    return asked.step;
  }
  if (stateOfNotes(seen, release.body) === "current" && !hasLostTag(release, seen)) {
    return undefined;
  }
  const range = ask(seen, "ranges");
  if ("step" in range) {
    return range.step;
  }
  const update = rewriting(seen, release);
  return update === undefined ? undefined : { is: "due", act: [update] };
}
