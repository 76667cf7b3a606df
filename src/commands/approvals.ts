import type { Said } from "../release/answer.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { type Fault, given } from "../release/fact.ts";
import { gateState } from "../release/gate.ts";
import type { Look } from "../release/look.ts";
import type { Comment, Person, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isApprover } from "./rights.ts";

export type Approval = { readonly by: Person; readonly comment: number };

/** The approvals that count for a gate right now, and the facts still needed to say so. */
export type Counted = {
  readonly approvals: readonly Approval[];
  readonly looks: readonly Look[];
  /** Who did not say what one of these people may. */
  readonly silent?: Fault;
};

/**
 * Counts a gate's approvals afresh: distinct people who have the right now, whose comment is still there,
 * never edited, not refused, and younger than the gate's waiting in this run attempt, the last change of the
 * configuration included. Anything that can't be seen does not count.
 */
export function countApprovals(seen: Snapshot, gate: Gate): Counted {
  const looks: Look[] = [];
  let silent: Fault | undefined;
  const approvals = new Map<number, Approval>();
  for (const said of approvalsSaid(seen, gate)) {
    const by = said.comment.author;
    if (by === undefined || !isBoundToNow(seen, gate, said)) {
      continue;
    }
    const verdict = isApprover(seen, by);
    if (verdict.is === "looking") {
      looks.push(...verdict.at);
      silent ??= verdict.silent;
    } else if (verdict.is === "may" && !isForbiddenSelfApproval(seen, gate, by)) {
      approvals.set(by.id, { by: { id: by.id, login: by.login }, comment: said.comment.id });
    }
  }
  return { approvals: [...approvals.values()], looks, ...(silent === undefined ? {} : { silent }) };
}

/** Every `/approve` of the gate on the board that a person said and nobody refused. */
function approvalsSaid(seen: Snapshot, gate: Gate): readonly Said[] {
  return (given(seen.comments) ?? [])
    .filter((comment) => isByAPerson(comment) && !comment.edited && comment.outcome !== "refused")
    .flatMap((comment) => {
      const said = commandsIn(comment);
      return contradicts(said) === undefined ? said : [];
    })
    .filter(({ command, words }) => command === "approve" && words[0] === gate.name && words.length <= 2);
}

/** Comments count by people only: no bots, nothing written through another app, no deleted accounts. */
export function isByAPerson(comment: Comment): boolean {
  return comment.author !== undefined && !comment.author.bot && !comment.viaApp;
}

/** A comment that both opens and closes says neither clearly: what closes wins, and is named. */
export function contradicts(said: readonly Said[]): string | undefined {
  const opens = said.some((one) => one.command === "approve" || one.command === "publish");
  const closes = said.find((one) => one.command === "hold" || one.command === "reject");
  return opens && closes !== undefined ? `/${closes.word}` : undefined;
}

function isBoundToNow(seen: Snapshot, gate: Gate, said: Said): boolean {
  const state = gateState(seen, gate.name);
  const [, commit] = said.words;
  return (
    state.is === "waiting" &&
    state.since !== undefined &&
    said.comment.createdAt > state.since &&
    said.comment.createdAt > (memoryOf(seen).configuration?.since ?? Number.POSITIVE_INFINITY) &&
    (commit === undefined || namesCommit(seen, commit))
  );
}

/** Whether the typed abbreviation, of 7 characters or more, names the tagged commit. */
export function namesCommit(seen: Snapshot, typed: string): boolean {
  const commit = given(seen.tag)?.commit;
  return /^[0-9a-f]{7,40}$/.test(typed) && commit?.startsWith(typed) === true;
}

/**
 * GitHub does not keep people from approving their own run at a custom rule, so the app does where the
 * configuration says so: whoever pushed the tag, started the run or re-ran it.
 */
export function isForbiddenSelfApproval(seen: Snapshot, gate: Gate, person: Person): boolean {
  const run = releaseRun(seen);
  const starters = [run?.actor?.id, run?.triggeredBy?.id];
  return !gate.selfApproval && starters.includes(person.id);
}
