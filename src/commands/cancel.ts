import { releaseRun } from "../release/attempt.ts";
import { notGranted } from "../release/granted.ts";
import { acceptedWith, type Command, done, refused, unlessSeen } from "./command.ts";
import { withdraw } from "./withdraw.ts";

/** `/cancel`: cancels the release run, or cleans up after a tag that is gone; in the attempt in which it was said: a later re-run is somebody's new word. */
export const cancel: Command = {
  name: "cancel",
  usage: "/cancel",
  example: "/cancel",
  who: "maintain",
  effect: "cancels the release run; of a deleted tag, cleans up what nobody has got yet",
  judge(said, { seen }, by) {
    if (seen.tag.is === "absent") {
      return withdraw(said, seen, by);
    }
    const unclear = unlessSeen(seen, "tag", "runs", "deployments", "pending");
    if (unclear !== undefined) {
      return unclear;
    }
    const { claimed, createdAt } = said.comment;
    const run = releaseRun(seen);
    const permissions = notGranted(seen, "cancel-run");
    if (permissions.length > 0 && !claimed) {
      return refused({ is: "not-granted", permissions });
    }
    if (run === undefined || run.status === "completed") {
      return claimed ? done : refused({ is: "not-running" });
    }
    if (createdAt < run.startedAt) {
      return claimed ? done : refused({ is: "superseded" });
    }
    return acceptedWith({ do: "cancel-run", run: run.id, runAttempt: run.attempt });
  },
};
