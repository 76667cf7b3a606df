import type { Reading } from "../github/github.ts";
import { earlierRuns, releaseRun, runsKnown } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Review, SupersededReview } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { together } from "./together.ts";

/** What the tag left behind longer ago than this has ended, or is told of by its gates. */
const MOST_RUNS = 3;

/** GitHub's own record of who opened or closed which gate of the run, clicks in its pages included. */
export const reviews: Reader<Fact<readonly Review[]>> = async ({ github }, known) => {
  const run = releaseRun(known);
  return run === undefined ? absent : seen(await ofRun(github, run.id));
};

/**
 * The same of the newest runs before it: what the tag's move came too late for. Once the tag is gone, of every run that
 * the board knows as well: what went out of any of them is out.
 */
export const supersededReviews: Reader<Fact<readonly SupersededReview[]>> = async ({ github }, known) => {
  const newest = earlierRuns(known)
    .slice(0, MOST_RUNS)
    .map(({ id }) => id);
  const all = new Set(known.tag.is === "absent" ? [...newest, ...runsKnown(known)] : newest);
  const found = await together(
    [...all].map(async (run) => (await ofRun(github, run)).map((review) => ({ ...review, run }))),
  );
  return seen(found.flat());
};

/**
 * None of a run that somebody has deleted: what it let out its deployments still tell.
 * https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
 */
async function ofRun(github: Reading, run: number): Promise<readonly Review[]> {
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
    run_id: run,
  });
  return (found ?? []).map(({ environments, state, user, comment }) => ({
    environments: environments.flatMap((environment) => environment.name ?? []),
    state,
    by: user.login,
    comment,
  }));
}
