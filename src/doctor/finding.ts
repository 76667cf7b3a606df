import type { ConfigurationFault, IndexName } from "../release/configuration.ts";
import type { ShapeRefusal } from "../workflows/shape.ts";

/** What is looked at, in the order in which it is told. */
export const SUBJECTS = [
  "app",
  "repository",
  "configuration",
  "workflow",
  "gates",
  "tags",
  "release",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `look`: somebody should decide whether it is meant so. `unseen`: the token is not shown it. */
export type State = "ok" | "look" | "missing" | "unseen";

/** One thing that was looked at. */
export type Check = { readonly state: State; readonly finding: Finding };

export type Finding =
  | AppFinding
  | RepositoryFinding
  | ConfigurationFinding
  | WorkflowFinding
  | GateFinding
  | TagFinding
  | ReleaseFinding;

export type AppFinding =
  | { readonly is: "installed" | "installed-on-some" | "not-installed" | "installation-unseen" | "suspended" }
  /** `essential`: nothing can be conducted without. */
  | { readonly is: "not-granted"; readonly permissions: readonly string[]; readonly essential: boolean }
  | { readonly is: "not-subscribed"; readonly events: readonly string[] };

export type RepositoryFinding = { readonly is: "archived" | "issues-off" | "plan" };

export type ConfigurationFinding =
  | {
      readonly is: "configuration-valid" | "configuration-absent" | "configuration-unseen";
      readonly branch: string;
    }
  | { readonly is: "configuration-broken"; readonly faults: readonly ConfigurationFault[] };

export type WorkflowFinding =
  | { readonly is: "workflows-unseen" }
  | { readonly is: "not-conducted"; readonly because: ShapeRefusal }
  | {
      readonly is: "conducted";
      readonly path: string;
      readonly tag: string;
      readonly environments: readonly string[];
    }
  | { readonly is: "no-id-token"; readonly path: string; readonly job: string; readonly index: IndexName }
  | {
      readonly is: "unneeded-jobs";
      readonly path: string;
      readonly job: string;
      readonly missing: readonly string[];
    }
  | { readonly is: "no-environment"; readonly path: string; readonly job: string }
  /** A gate of the configuration at which no job waits. */
  | { readonly is: "gate-without-job"; readonly path: string; readonly gate: string }
  /** An environment at which jobs wait, and which the configuration does not name. */
  | { readonly is: "job-without-gate"; readonly path: string; readonly environment: string };

export type GateFinding = { readonly gate: string } & (
  | { readonly is: "environment-absent" | "environment-unseen" }
  | { readonly is: "bypass-on" | "bypass-unseen" }
  | { readonly is: "rule-on" | "unguarded" }
  | { readonly is: "rule-off" | "rule-and-reviewers"; readonly reviewers: readonly string[] }
  | { readonly is: "other-rules"; readonly rules: readonly string[] }
  | { readonly is: "wait-timer"; readonly minutes: number }
  | { readonly is: "tag-may-deploy" | "only-protected-branches"; readonly tag: string }
  | { readonly is: "tag-refused"; readonly tag: string; readonly patterns: readonly string[] }
);

export type TagFinding = { readonly tag: string } & (
  | { readonly is: "rulesets-unseen" | "tags-unruled" }
  | { readonly is: "tags-ruled"; readonly rulesets: readonly string[] }
  /** Ruled, but these may still be done by whoever may push. */
  | {
      readonly is: "tags-half-ruled";
      readonly rulesets: readonly string[];
      readonly open: readonly TagDeed[];
    }
);

/** What can be done to a tag, as GitHub's rules name it. */
export const TAG_DEEDS = ["creation", "update", "deletion"] as const;
export type TagDeed = (typeof TAG_DEEDS)[number];

export type ReleaseFinding =
  | { readonly is: "labels-there"; readonly labels: readonly string[] }
  | { readonly is: "labels-unseen"; readonly labels: readonly string[] }
  | { readonly is: "labels-absent"; readonly key: string; readonly labels: readonly string[] }
  | {
      readonly is: "category-there" | "category-absent" | "discussions-off" | "category-unseen";
      readonly category: string;
    }
  | { readonly is: "channels-known"; readonly variables: readonly string[] }
  | { readonly is: "channels-unknown"; readonly variables: readonly string[] }
  | { readonly is: "channels-unseen"; readonly variables: readonly string[] };
