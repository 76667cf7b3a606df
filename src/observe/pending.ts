import { currentRuns, supersededRuns } from "../release/attempt.ts";
import { type Fact, seen } from "../release/fact.ts";
import type { PendingGate, Run, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { together } from "./together.ts";

/**
 * The gates at which jobs wait right now, in the release run and in unfinished runs of earlier attempts. A gate
 * is open when it is gone from here, and never because a request of ours was accepted.
 * https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
 */
export const pending: Reader<Fact<readonly PendingGate[]>> = async ({ github }, known) => {
  const found = await together(
    unfinishedRuns(known).map(async (run) => {
      const gates = await github.read("GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", {
        run_id: run.id,
      });
      return gates.map(({ environment }) => ({
        run: run.id,
        environment: environment.name ?? "",
        environmentId: environment.id ?? 0,
      }));
    }),
  );
  return seen(found.flat());
};

/** While several workflows run for the tag, each is asked: the one that comes to a gate is the release run. */
function unfinishedRuns(known: Snapshot): readonly Run[] {
  return [...currentRuns(known), ...supersededRuns(known)].filter((run) => run.status !== "completed");
}
