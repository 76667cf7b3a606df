import { configurationOf, releaseRun } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { branchProblem, type TagOriginProblem, workflowProblem } from "../release/tag-origin.ts";
import { ask } from "./ask.ts";

/**
 * Whether what is tagged may be released, where the configuration restricts that: the commit is on an allowed branch,
 * and its workflow is the default branch's. Gives the step to take until that is known to be so.
 */
export function tagOrigin(seen: Snapshot, commit: string): Step | undefined {
  return offBranches(seen, commit) ?? otherWorkflow(seen, commit);
}

function offBranches(seen: Snapshot, commit: string): Step | undefined {
  const patterns = configurationOf(seen)?.branches;
  if (patterns === undefined) {
    return undefined;
  }
  const asked = ask(seen, "tagBranch");
  if ("step" in asked) {
    return asked.step;
  }
  const found = asked.facts.tagBranch ?? { is: "off", branches: [], more: 0 };
  return stoppedBy(branchProblem(found, { patterns, tag: seen.key.tag, commit }));
}

/** Which workflow is meant is known once it runs; before that, nothing waits at a gate. */
function otherWorkflow(seen: Snapshot, commit: string): Step | undefined {
  const run = releaseRun(seen);
  if (configurationOf(seen)?.sameWorkflow !== true || run === undefined) {
    return undefined;
  }
  const asked = ask(seen, "workflowChanges");
  if ("step" in asked) {
    return asked.step;
  }
  const changes = asked.facts.workflowChanges ?? { changed: [run.path], more: false };
  return stoppedBy(workflowProblem(changes, { tag: seen.key.tag, commit }));
}

function stoppedBy(because: TagOriginProblem | undefined): Step | undefined {
  return because === undefined ? undefined : { is: "stopped", because };
}
