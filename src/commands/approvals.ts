import type { Said } from "../release/answer.ts";
import type { Gate } from "../release/configuration.ts";
import { type Fault, given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { APPROVAL_RULES, type Approving } from "./approval-rules.ts";
import type { Judgement } from "./command.ts";
import { againstCommand, firstOf } from "./command-rules.ts";
import { mayApprove } from "./delegations.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import type { Verdict } from "./rights.ts";

export type Approval = {
  readonly by: Person;
  readonly comment: number;
  readonly at: Instant;
  /** By what right, as it was when it was counted. */
  readonly right: string;
};

/** The approvals that count for a gate right now, and the facts still needed to say so. */
export type Counted = {
  readonly approvals: readonly Approval[];
  readonly looks: readonly Look[];
  /** Who did not say what one of these people may. */
  readonly silent?: Fault;
};

/**
 * Counts a waiting gate's approvals afresh: distinct people against whose word no rule speaks. Somebody who approves
 * in another's place and that other one are the same voice. Anything that can't be seen does not count.
 */
export function countApprovals(seen: Snapshot, gate: Gate): Counted {
  const looks: Look[] = [];
  let silent: Fault | undefined;
  const approvals = new Map<number, Approval>();
  for (const { said, by } of approvalsSaid(seen, gate)) {
    const against = againstApproval({ said, seen, gate, by });
    const verdict = mayApprove(seen, by, gate);
    if (against === undefined) {
      approvals.set(voiceOf(verdict, by), {
        by: { id: by.id, login: by.login },
        comment: said.comment.id,
        at: said.comment.createdAt,
        right: verdict.is === "may" ? verdict.by : "",
      });
    } else if (against.answer.is === "looking") {
      looks.push(...against.answer.at);
      silent ??= verdict.is === "looking" ? verdict.silent : undefined;
    }
  }
  return { approvals: [...approvals.values()], looks, ...(silent === undefined ? {} : { silent }) };
}

/** Why an approval does not count; undefined when it does. */
export function againstApproval(approving: Approving): Judgement | undefined {
  return againstCommand({ ...approving, who: "approvers" }) ?? firstOf(APPROVAL_RULES, approving);
}

/** Whose voice an approval is. */
function voiceOf(verdict: Verdict, by: Person): number {
  return verdict.is === "may" && verdict.inPlaceOf !== undefined ? verdict.inPlaceOf.id : by.id;
}

/** Every `/approve` of the gate on the board that is a person's word. */
function approvalsSaid(seen: Snapshot, gate: Gate): readonly { readonly said: Said; readonly by: Person }[] {
  return (given(seen.comments) ?? [])
    .filter(isByAPerson)
    .flatMap((comment) => commandsIn(comment).map((said) => ({ said, by: comment.author })))
    .filter(
      ({ said: { command, words } }) => command === "approve" && words[0] === gate.name && words.length <= 2,
    );
}
