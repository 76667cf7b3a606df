import { releaseRun } from "../release/attempt.ts";
import { currentJobs, hasFailed } from "../release/gate.ts";
import { acceptedWith, type Command, done, looking, refused } from "./command.ts";

/** `/retry`: re-runs the failed jobs. Whether it happened is seen on the run: a newer attempt. */
export const retry: Command = {
  name: "retry",
  usage: "/retry",
  example: "/retry",
  who: "write",
  effect: "re-runs the failed jobs of the release run",
  judge(said, { seen }) {
    const { claimed, createdAt } = said.comment;
    if (seen.runs.is !== "seen" || seen.jobs.is !== "seen") {
      const unseen = (["runs", "jobs"] as const).filter((at) => seen[at].is === "unseen");
      return looking(unseen.map((at) => ({ at })));
    }
    const run = releaseRun(seen);
    if (run !== undefined && claimed && run.attempt > 1 && run.startedAt >= createdAt) {
      return done;
    }
    if (run === undefined || !currentJobs(seen).some(hasFailed)) {
      return refused({ is: "nothing-failed" });
    }
    return run.status === "completed"
      ? acceptedWith({ do: "rerun-failed-jobs", run: run.id, runAttempt: run.attempt })
      : refused({ is: "still-running" });
  },
};
