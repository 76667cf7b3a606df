import { pickedFrom } from "../../notes/picked-from.ts";
import type { Asking } from "./asking.ts";
import { mergedWith } from "./content.ts";
import { crowdsOf } from "./crowd.ts";
import type { RawCommit, RawCrowd, RawPullRequest } from "./raw.ts";

/** Picks that are looked up: more of them in one release are nobody's work. */
const MOST_LOOKED_UP = 200;

/**
 * Commits with the pull requests that they were picked from, where they say so and came with none of their own: to
 * GitHub a pick has nothing to do with them.
 */
export async function withPicked(
  asking: Asking,
  commits: readonly RawCommit[],
  repository: string,
): Promise<readonly RawCommit[]> {
  const picks = commits.filter(
    (commit) => mergedWith(commit, repository).length === 0 && pickedFrom(commit.message).length > 0,
  );
  const shas = new Set(picks.flatMap(({ message }) => pickedFrom(message)));
  const originals = await crowdsOf(asking, [...shas].slice(0, MOST_LOOKED_UP));
  const looked = new Set(picks);
  return commits.map((commit) => (looked.has(commit) ? pickedWith(commit, originals) : commit));
}

function pickedWith(commit: RawCommit, originals: ReadonlyMap<string, RawCrowd>): RawCommit {
  const pulls = new Map<string, RawPullRequest>();
  for (const sha of pickedFrom(commit.message)) {
    for (const one of originals.get(sha)?.associatedPullRequests?.nodes ?? []) {
      pulls.set(one.id, one);
    }
  }
  const nodes = [...pulls.values()];
  return { ...commit, associatedPullRequests: { totalCount: nodes.length, nodes } };
}
