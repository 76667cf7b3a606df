import { releaseRun } from "../release/attempt.ts";
import { currentJobs, hasFailed } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import { acceptedWith, type Command, done, refused, unlessSeen } from "./command.ts";
import { heldBack } from "./hold.ts";

/** `/retry`: re-runs the failed jobs. Whether it happened is seen on the run: a newer attempt. */
export const retry: Command = {
  name: "retry",
  usage: "/retry",
  example: "/retry",
  who: "write",
  effect: "re-runs the failed jobs of the release run",
  judge(said, { seen }) {
    const { claimed, createdAt } = said.comment;
    const unclear = unlessSeen(seen, "tag", "runs", "jobs", "deployments", "pending");
    if (unclear !== undefined) {
      return unclear;
    }
    const run = releaseRun(seen);
    const permissions = notGranted(seen, "rerun-failed-jobs");
    if (permissions.length > 0 && !claimed) {
      return refused({ is: "not-granted", permissions });
    }
    if (run !== undefined && claimed && run.startedAt >= createdAt) {
      return done;
    }
    if (run !== undefined && run.startedAt > createdAt) {
      return refused({ is: "superseded" });
    }
    const held = claimed ? undefined : heldBack(seen);
    if (held !== undefined) {
      return held;
    }
    if (run === undefined || !currentJobs(seen).some(hasFailed)) {
      return refused({ is: "nothing-failed" });
    }
    return run.status === "completed"
      ? acceptedWith({ do: "rerun-failed-jobs", run: run.id, runAttempt: run.attempt })
      : refused({ is: "still-running" });
  },
};
