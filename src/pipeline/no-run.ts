import { configurationOf } from "../release/attempt.ts";
import { RUN_STARTS } from "../release/deadlines.ts";
import { given } from "../release/fact.ts";
import type { Sight } from "../release/look.ts";
import type { NoRunCause } from "../release/overdue.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { runAwaitedSince } from "../release/waited.ts";
import { startsOnTag } from "../release/workflow-triggers.ts";

/** What tells why no run has started. */
const CAUSES: readonly Sight[] = ["workflowFile", "taggedCommit"];

/**
 * A tag for which no workflow runs: GitHub starts one within seconds or not at all. After some minutes it is told, with
 * the cause as far as the workflow's file and the commit's message show it; what they don't show keeps nothing back.
 */
export function noRun(seen: Snapshot): Step {
  const { tag } = seen.key;
  const since = runAwaitedSince(seen);
  if (seen.now - since < RUN_STARTS) {
    return { is: "waiting", on: { for: "run", tag } };
  }
  const [look, ...more] = CAUSES.filter((at) => seen[at].is === "unseen").map((at) => ({ at }));
  return look === undefined
    ? { is: "stopped", because: { is: "no-run", tag, since, cause: causeOf(seen) } }
    : { is: "look", at: [look, ...more] };
}

function causeOf(seen: Snapshot): NoRunCause {
  const name = configurationOf(seen)?.workflow;
  const file = given(seen.workflowFile);
  if (name !== undefined && seen.workflowFile.is === "absent") {
    return { is: "workflow-absent", path: `.github/workflows/${name}` };
  }
  if (file?.is === "unread") {
    return { is: "workflow-unread", path: file.path, why: file.why };
  }
  const dispatchable = file?.on?.dispatch ?? true;
  if (file?.on !== undefined && !startsOnTag(seen.key.tag, file.on)) {
    return { is: "not-in-on", path: file.path, dispatchable };
  }
  return given(seen.taggedCommit)?.skipsRuns === true ? { is: "skip-ci" } : { is: "no-event", dispatchable };
}
