import type { Problem } from "./problem.ts";

/** Whether the tagged commit is on one of the branches that releases may come from. */
export type TagBranch =
  | { readonly is: "on"; readonly branch: string }
  /** It is on none of those looked at. */
  | {
      readonly is: "off";
      readonly branches: readonly string[];
      /** So many more match the patterns, and were not looked at. */
      readonly more: number;
    };

/** Of the release workflow and those of the repository that it calls, what the default branch has otherwise. */
export type WorkflowChanges = {
  /** Paths; empty: every one of them is the default branch's. */
  readonly changed: readonly string[];
  /** They call more workflows than were followed. */
  readonly more: boolean;
};

/** Both, as far as the configuration asks. */
export type TagOrigin = { readonly branch?: TagBranch; readonly changes?: WorkflowChanges };

export type TagOriginProblem = Extract<Problem, { readonly is: "tag-off-branches" | "workflow-changed" }>;

type Marked = { readonly tag: string; readonly commit: string };

/** What speaks against releasing a tag for the branches that its commit is on. */
export function branchProblem(
  found: TagBranch,
  { patterns, tag, commit }: Marked & { readonly patterns: readonly string[] },
): TagOriginProblem | undefined {
  return found.is === "on"
    ? undefined
    : { is: "tag-off-branches", tag, commit, patterns, branches: found.branches, more: found.more };
}

/** The same for the workflows there. */
export function workflowProblem(
  { changed: paths, more }: WorkflowChanges,
  { tag, commit }: Marked,
): TagOriginProblem | undefined {
  return paths.length === 0 && !more ? undefined : { is: "workflow-changed", tag, commit, paths, more };
}
