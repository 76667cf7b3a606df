import { configurationOf } from "../release/attempt.ts";
import { factAt } from "../release/fact.ts";
import { triggerKey } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import {
  branchProblem,
  type TagOrigin,
  type TagOriginProblem,
  workflowProblem,
} from "../release/tag-origin.ts";
import { tagOriginText } from "../replies/problem/tag-origin.ts";
import { type Judgement, looking, refused } from "./command.ts";
import type { Start } from "./dispatching.ts";

/**
 * Why no run is started at a tag's commit of which nothing could be released: the configuration names branches that
 * releases come from, or wants the default branch's workflow. Its release would be stopped for the same.
 */
export function unlessReleasable(
  seen: Snapshot,
  tag: string,
  { workflow, commit }: Start,
): Judgement | undefined {
  const { branches, sameWorkflow = false } = configurationOf(seen) ?? {};
  if (branches === undefined && !sameWorkflow) {
    return undefined;
  }
  const origin = factAt(seen.origins, triggerKey(workflow, commit));
  if (origin.is !== "seen") {
    return looking(origin.is === "unseen" ? [{ at: "tagOrigin", workflow, commit }] : []);
  }
  const problem = problemOf(origin.value, { tag, commit, patterns: branches ?? [] });
  return problem === undefined
    ? undefined
    : refused({ is: "not-releasable", tag, says: tagOriginText(problem, seen).says });
}

type Marked = { readonly tag: string; readonly commit: string; readonly patterns: readonly string[] };

function problemOf({ branch, changes }: TagOrigin, marked: Marked): TagOriginProblem | undefined {
  return (
    (branch === undefined ? undefined : branchProblem(branch, marked)) ??
    (changes === undefined ? undefined : workflowProblem(changes, marked))
  );
}
