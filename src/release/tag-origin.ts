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
