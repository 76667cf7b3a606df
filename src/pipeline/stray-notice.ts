import { githubReleaseOf, strayDrafts } from "../release/github-release.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** That there are drafts of the tag besides its GitHub release; mostly nothing. */
export function strayNotice(seen: Snapshot): readonly Problem[] {
  const strays = strayDrafts(seen).map(({ url }) => url);
  return strays.length === 0 ? [] : [{ is: "stray-drafts", strays, url: githubReleaseOf(seen)?.url ?? "" }];
}
