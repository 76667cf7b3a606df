import type { Action } from "./action.ts";
import type { Answered } from "./answer.ts";
import type { Instant } from "./instant.ts";
import type { Look } from "./look.ts";
import type { PhaseName, Step } from "./step.ts";

/** What follows from a snapshot. Same snapshot, same plan. */
export type Plan = {
  /** Whether this release is ours to conduct, and why not. */
  readonly standing: Standing;
  readonly phases: readonly PlannedPhase[];
  readonly answers: readonly Answered[];
  /** Facts that are needed before the plan is whole. While there are any, nothing is due. */
  readonly look: readonly Look[];
  /** What we do next, in order. */
  readonly due: readonly Action[];
  /** The next moment to look without being woken. */
  readonly again?: Instant;
};

export type PlannedPhase = { readonly name: PhaseName; readonly optional: boolean; readonly step: Step };

export type Standing =
  /** Not decided yet: facts are missing. */
  | { readonly is: "looking" }
  /** Not ours: nothing is written. */
  | { readonly is: "left-alone"; readonly why: LeftAlone }
  /** Perhaps ours soon: nothing is written yet. */
  | { readonly is: "not-yet"; readonly why: "no-run" | "unanswered" | "lead" | "desk" }
  /** Ours, and until people let the app again, nothing of it can be done. */
  | { readonly is: "shut-out"; readonly by: ShutOut }
  /** A check run is written, no board. */
  | {
      readonly is: "refused";
      /** The tag that has the version already; absent: the tag is no version. */
      readonly heldBy?: string;
    }
  | { readonly is: "conducted" }
  /** No release: the desk of an issue, where requests are answered. */
  | { readonly is: "at-desk" }
  /** No release: how a repository is set up, told where its configuration was changed. */
  | { readonly is: "at-setup" }
  /** No release: the configuration on a branch, told at its newest commit. */
  | { readonly is: "at-branch"; readonly faulty: boolean }
  /** Everything is done; the board is closed, and only what people ask there is answered. */
  | { readonly is: "finished" }
  /** A person closed the board: nothing moves until it is reopened. */
  | { readonly is: "abandoned" };

/** What keeps the app from conducting a release that is under way. It ends by people's hand, never by itself. */
export type ShutOut =
  /** No token, or none that sees the repository: suspended, uninstalled, taken out of the installation, moved away. */
  | { readonly is: "no-access"; readonly detail: string }
  | { readonly is: "archived" }
  | { readonly is: "issues-off" }
  | { readonly is: "locked" }
  /** Some of these no release can be conducted without. */
  | { readonly is: "not-granted"; readonly permissions: readonly string[] };

export type LeftAlone =
  | "no-configuration"
  | "nothing-proposed"
  | "tag-does-not-match"
  | "no-such-tag"
  | "another-repository"
  | "too-old"
  | "already-released"
  | "archived"
  | "no-check-runs"
  | "issues-off";
