import type { CancelRun, RerunFailedJobs } from "../release/action.ts";
import type { Executor } from "./hands.ts";

/** https://docs.github.com/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run */
export const rerunFailedJobs: Executor<RerunFailedJobs> = async (hands, { run }) => {
  await hands
    .github("run")
    .write("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs", { run_id: run });
  return { result: { run } };
};

/** https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run */
export const cancelRun: Executor<CancelRun> = async (hands, { run }) => {
  await hands.github("run").write("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", { run_id: run });
  return { result: { run } };
};
