import { releaseRun } from "../release/attempt.ts";
import { acceptedWith, type Command, done, looking, refused } from "./command.ts";

/** `/cancel`: cancels the release run. */
export const cancel: Command = {
  name: "cancel",
  usage: "/cancel",
  example: "/cancel",
  who: "maintain",
  effect: "cancels the release run",
  judge(said, { seen }) {
    if (seen.runs.is !== "seen") {
      return looking(seen.runs.is === "unseen" ? [{ at: "runs" }] : []);
    }
    const run = releaseRun(seen);
    if (run !== undefined && run.status !== "completed") {
      return acceptedWith({ do: "cancel-run", run: run.id });
    }
    return said.comment.claimed ? done : refused({ is: "not-running" });
  },
};
