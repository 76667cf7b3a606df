import { releaseRun } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Review } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

/**
 * GitHub's own record of who opened or closed which gate of the run, clicks in its pages included.
 * https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
 */
export const reviews: Reader<Fact<readonly Review[]>> = async ({ github }, known) => {
  const run = releaseRun(known);
  if (run === undefined) {
    return absent;
  }
  const found = await github.read("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
    run_id: run.id,
  });
  return seen(
    found.map(({ environments, state, user, comment }) => ({
      environments: environments.flatMap((environment) => environment.name ?? []),
      state,
      by: user.login,
      comment,
    })),
  );
};
