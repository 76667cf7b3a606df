import type { Said } from "../release/answer.ts";
import type { Gate } from "../release/configuration.ts";
import { type Fault, given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { APPROVAL_RULES, type Approving } from "./approval-rules.ts";
import type { Judgement } from "./command.ts";
import { againstCommand, firstOf } from "./command-rules.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";

export type Approval = { readonly by: Person; readonly comment: number };

/** The approvals that count for a gate right now, and the facts still needed to say so. */
export type Counted = {
  readonly approvals: readonly Approval[];
  readonly looks: readonly Look[];
  /** Who did not say what one of these people may. */
  readonly silent?: Fault;
};

/**
 * Counts a waiting gate's approvals afresh: distinct people against whose word no rule speaks. Anything that can't be
 * seen does not count.
 */
export function countApprovals(seen: Snapshot, gate: Gate): Counted {
  const looks: Look[] = [];
  let silent: Fault | undefined;
  const approvals = new Map<number, Approval>();
  for (const { said, by } of approvalsSaid(seen, gate)) {
    const against = againstApproval({ said, seen, gate, by });
    if (against === undefined) {
      approvals.set(by.id, { by: { id: by.id, login: by.login }, comment: said.comment.id });
    } else if (against.answer.is === "looking") {
      looks.push(...against.answer.at);
      silent ??= silenceAbout(seen, by);
    }
  }
  return { approvals: [...approvals.values()], looks, ...(silent === undefined ? {} : { silent }) };
}

/** Why an approval does not count; undefined when it does. */
export function againstApproval(approving: Approving): Judgement | undefined {
  return againstCommand({ ...approving, who: "approvers" }) ?? firstOf(APPROVAL_RULES, approving);
}

function silenceAbout(seen: Snapshot, { id }: Person): Fault | undefined {
  const fact = seen.rights[id];
  return fact?.is === "unknown" ? fact.because : undefined;
}

/** Every `/approve` of the gate on the board that is a person's word. */
function approvalsSaid(seen: Snapshot, gate: Gate): readonly { readonly said: Said; readonly by: Person }[] {
  return (given(seen.comments) ?? [])
    .filter(isByAPerson)
    .flatMap(commandsIn)
    .filter(({ command, words }) => command === "approve" && words[0] === gate.name && words.length <= 2)
    .flatMap((said) => (said.comment.author === undefined ? [] : [{ said, by: said.comment.author }]));
}
