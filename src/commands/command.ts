import type { Action } from "../release/action.ts";
import type { Answer, CommandName, Refusal, Said } from "../release/answer.ts";
import type { Role } from "../release/configuration.ts";
import type { Look, Sight as Sort } from "../release/look.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import type { Verdict } from "./rights.ts";

/** What a command sees: everything known, and where the phases stand. */
export type Sight = { readonly seen: Snapshot; readonly phases: readonly PlannedPhase[] };

/** A command of ours: who may say it, how, what it does, and how one saying of it is judged. */
export type Command = {
  readonly name: CommandName;
  readonly usage: string;
  readonly example: string;
  readonly who: Role | "approvers" | "anyone";
  readonly effect: string;
  /**
   * What becomes of it, when said by somebody who may, in a comment nobody edited (both are checked before, by
   * `who`). Judged afresh at every look, so a crash between effect and answer costs nothing.
   */
  judge(said: Said, sight: Sight, by: Person): Judgement;
};

export type Judgement = { readonly answer: Answer; readonly effect?: Action };

export const done: Judgement = { answer: { is: "done" } };
export const accepted: Judgement = { answer: { is: "accepted" } };

/** It counts, and this is what we do for it next. */
export function acceptedWith(effect: Action): Judgement {
  return { answer: { is: "accepted" }, effect };
}

/** It does not count. */
export function refused(because: Refusal): Judgement {
  return { answer: { is: "refused", because } };
}

/** Facts are missing. */
export function looking(at: readonly Look[]): Judgement {
  return { answer: { is: "looking", at } };
}

/** The judgement that a missing right calls for; undefined when the person may. */
export function unless(verdict: Verdict): Judgement | undefined {
  switch (verdict.is) {
    case "may":
      return undefined;
    case "looking":
      return looking(verdict.at);
    case "may-not":
      return refused({
        is: "no-right",
        needs: verdict.needs,
        has: verdict.has,
        who: verdict.who,
        ...(verdict.teamsHidden ? { teamsHidden: true } : {}),
      });
  }
}

/** What must be seen before anything can be said of a gate. */
export const ABOUT_GATES = ["tag", "runs", "jobs", "deployments", "pending", "environments"] as const;

/** The judgement while facts are missing that the command goes by: nobody is refused for what was not seen. */
export function unlessSeen(seen: Snapshot, ...sorts: readonly Sort[]): Judgement | undefined {
  const unseen = sorts.filter((at) => seen[at].is === "unseen");
  return unseen.length > 0 || sorts.some((at) => seen[at].is === "unknown")
    ? looking(unseen.map((at) => ({ at })))
    : undefined;
}

/** Whether where a phase stands hangs on facts that are not there yet, its own or those of a phase before it. */
export function isUnclear(phases: Sight["phases"], name: string): boolean {
  const step = phases.find((phase) => phase.name === name)?.step;
  if (step?.is === "look") {
    return true;
  }
  return (
    step?.is === "waiting" &&
    (step.on.for === "answer" ||
      (step.on.for === "phases" && step.on.names.some((before) => isUnclear(phases, before))))
  );
}
