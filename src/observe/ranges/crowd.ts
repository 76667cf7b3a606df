import { type Asking, there } from "./asking.ts";
import { CROWD } from "./queries.ts";
import type { CrowdAnswer, RawCommit } from "./raw.ts";

/** Commits that are read on, one query each: more of them in one release are nobody's work. */
const MOST_READ_ON = 10;

/** Commits with everybody they name and all they came with; and the hashes of those of which some are missing. */
export async function uncrowded(
  asking: Asking,
  commits: readonly RawCommit[],
): Promise<{ readonly commits: readonly RawCommit[]; readonly crowded: readonly string[] }> {
  const whole = new Map<string, RawCommit>();
  for (const commit of commits.filter(isCut).slice(0, MOST_READ_ON)) {
    whole.set(commit.oid, await readOn(asking, commit));
  }
  const all = commits.map((commit) => whole.get(commit.oid) ?? commit);
  return { commits: all, crowded: all.filter(isCut).map(({ oid }) => oid) };
}

function isCut({ authors, associatedPullRequests: pulls }: RawCommit): boolean {
  return authors.totalCount > authors.nodes.length || (pulls?.totalCount ?? 0) > (pulls?.nodes.length ?? 0);
}

async function readOn({ github, place }: Asking, commit: RawCommit): Promise<RawCommit> {
  const answer = await github.query<CrowdAnswer>(CROWD, { ...place, commit: commit.oid });
  return { ...commit, ...there(answer.repository?.object, `commit ${commit.oid}`, place) };
}
