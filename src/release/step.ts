import type { Action } from "./action.ts";
import type { Gate } from "./configuration.ts";
import type { Instant } from "./instant.ts";
import type { Look } from "./look.ts";
import type { Problem } from "./problem.ts";
import type { Reason } from "./reason.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Wait } from "./wait.ts";

/** Where a phase stands. Each variant carries its evidence. */
export type Step = (
  | { readonly is: "done"; readonly why?: Reason }
  | { readonly is: "skipped"; readonly why: Reason }
  /** I need these facts first. */
  | { readonly is: "look"; readonly at: readonly [Look, ...Look[]] }
  /** Somebody or something else moves next. */
  | {
      readonly is: "waiting";
      readonly on: Wait;
      readonly since?: Instant;
      /** When it is tried again, or given up. */
      readonly until?: Instant;
      /** When it has lasted too long, which is told then. */
      readonly deadline?: Instant;
    }
  /** A person must decide. */
  | { readonly is: "stopped"; readonly because: Problem }
  /** We move next. */
  | { readonly is: "due"; readonly act: readonly [Action, ...Action[]] }
) & { readonly notices?: readonly Problem[] };

export const PHASES = [
  "call-out",
  "tag",
  "version",
  "checks",
  "build",
  "rehearse",
  "publish",
  "verify",
  "draft",
  "announce",
  "released-in",
  "replaces",
  "yank",
] as const;

export type PhaseKind = (typeof PHASES)[number];

/** `publish pypi`, `announce discord`, or the kind alone. */
export type PhaseName = PhaseKind | `publish ${string}` | `verify ${string}` | `announce ${string}`;

export type Phase = {
  readonly name: PhaseName;
  readonly needs: readonly PhaseName[];
  /** Does not keep the board open, and nothing waits for it. */
  readonly optional: boolean;
  step(seen: Snapshot): Step;
};

/** Whether what comes after may begin. */
export function isOver(step: Step | undefined): boolean {
  return step?.is === "done" || step?.is === "skipped";
}

/** What must be over before the GitHub release may be public, whenever it was drafted. */
export function beforePublication(required: readonly Gate[]): readonly PhaseName[] {
  return ["version", "checks", "build", ...required.map((gate): PhaseName => `verify ${gate.name}`)];
}
