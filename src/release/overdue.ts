import type { Instant } from "./instant.ts";

/** A wait that has lasted longer than it should: since when, and what is known of why. Stops nothing. */
export type Overdue = { readonly is: "overdue"; readonly since: Instant; readonly late: Late };

/** Of each kind of wait, what does not come about. Nothing in it changes while it does not. */
export type Late =
  | LateJob
  /** Nothing of the run is at work, nothing waits at a gate, and it has not ended. */
  | { readonly for: "more-jobs"; readonly url: string }
  | { readonly for: "which-workflow"; readonly paths: readonly string[] }
  | {
      readonly for: "gate-opening";
      readonly environment: string;
      readonly url: string;
      /** What else guards it. */
      readonly reviewers: readonly string[];
      readonly otherRules: readonly string[];
    }
  | { readonly for: "publish-job"; readonly environment: string; readonly url: string }
  | { readonly for: "channel"; readonly channel: string }
  | { readonly for: "released-in" }
  | { readonly for: "answer"; readonly whom: string; readonly forbidden?: true }
  | { readonly for: "gate"; readonly environment: string }
  | { readonly for: "unhold"; readonly by: string }
  | { readonly for: "smoke-tests"; readonly missing: readonly string[] }
  | { readonly for: "publish-command"; readonly url: string }
  | { readonly for: "tag"; readonly tag: string }
  | { readonly for: "yank"; readonly packages: readonly string[] };

/** A job that does not begin, or does not end. */
export type LateJob = {
  readonly for: "job";
  readonly name: string;
  readonly url: string;
  /** GitHub's word for where it stands: "queued", "pending" (for its `concurrency:` group), "in_progress". */
  readonly status: string;
  /** What its runner has to be; empty: GitHub does not tell. */
  readonly labels: readonly string[];
};

/** Why a tag has no run, as far as can be told from here. */
export type NoRunCause =
  | { readonly is: "workflow-absent"; readonly path: string }
  | { readonly is: "workflow-unread"; readonly path: string; readonly why: string }
  /** Its `on:` does not name pushes of this tag. */
  | { readonly is: "not-in-on"; readonly path: string; readonly dispatchable: boolean }
  /** The message of the tagged commit says `[skip ci]` or the like. */
  | { readonly is: "skip-ci" }
  /** Nothing that can be seen stands against it: GitHub has made no event, or starts nothing. */
  | { readonly is: "no-event"; readonly dispatchable: boolean };
