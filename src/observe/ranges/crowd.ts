import { type Asking, there } from "./asking.ts";
import { createPace } from "./pace.ts";
import { crowds } from "./queries.ts";
import type { CrowdAnswer, RawCommit, RawCrowd } from "./raw.ts";

/** Commits that are read on: more of them in one release are nobody's work. */
const MOST_READ_ON = 200;

/** Each may have ten thousand labels on its pull requests, as GitHub counts; half a million is allowed. */
const LARGEST_BATCH = 20;

/** Commits with everybody they name and all they came with; and the hashes of those of which some are missing. */
export async function uncrowded(
  asking: Asking,
  commits: readonly RawCommit[],
): Promise<{ readonly commits: readonly RawCommit[]; readonly crowded: readonly string[] }> {
  const cut = commits.filter(isCut).slice(0, MOST_READ_ON);
  const whole = await crowdsOf(
    asking,
    cut.map(({ oid }) => oid),
  );
  const all = commits.map((commit) => ({ ...commit, ...whole.get(commit.oid) }));
  return { commits: all, crowded: all.filter(isCut).map(({ oid }) => oid) };
}

function isCut({ authors, associatedPullRequests: pulls }: RawCommit): boolean {
  return authors.totalCount > authors.nodes.length || (pulls?.totalCount ?? 0) > (pulls?.nodes.length ?? 0);
}

/** Everybody that commits name and all they came with, a hundred each, by their hashes; without those that are not there. */
export async function crowdsOf(
  { github, place }: Asking,
  shas: readonly string[],
): Promise<ReadonlyMap<string, RawCrowd>> {
  const pace = createPace(LARGEST_BATCH);
  const left = [...shas];
  const found = new Map<string, RawCrowd>();
  while (left.length > 0) {
    const { batch, answers } = await pace(async (size) => {
      const batch = left.slice(0, size);
      const variables = Object.fromEntries(batch.map((sha, at) => [`commit${at}`, sha]));
      const document = crowds(batch.length);
      const answer = await github.query<CrowdAnswer>(document, { ...place, ...variables }, { paced: true });
      return { batch, answers: there(answer.repository, "the repository", place) };
    });
    left.splice(0, batch.length);
    for (const [at, sha] of batch.entries()) {
      const crowd = answers[`commit${at}`];
      if (crowd?.authors !== undefined) {
        found.set(sha, crowd);
      }
    }
  }
  return found;
}
