import type { Said } from "../release/answer.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { gateState } from "../release/gate.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused } from "./command.ts";
import { commandsIn } from "./parse.ts";

/** An `/approve` of a gate at which jobs wait. */
export type Approving = {
  readonly said: Said;
  readonly seen: Snapshot;
  readonly gate: Gate;
  readonly by: Person;
};

/** Something that must hold of an approval: gives why it does not count, or the facts that are missing. */
export type ApprovalRule = {
  readonly name: string;
  readonly judge: (approving: Approving) => Judgement | undefined;
};

/**
 * What binds an approval to the build it was said about. Counting and answering go by the same list, so that nobody
 * is told one thing and counted by another.
 */
export const APPROVAL_RULES: readonly ApprovalRule[] = [
  { name: "it was not refused before", judge: notRefused },
  { name: "the same comment neither holds nor rejects", judge: notContradicted },
  { name: "the commit it names, where it names one, is the tagged one", judge: ofTheCommit },
  { name: "it was said after the gate began to wait in this run attempt", judge: afterTheGateWaited },
  { name: "it was said under the configuration in force", judge: underTheRulesInForce },
  { name: "it is no self-approval, where the gate forbids that", judge: notOfOnesOwn },
];

function notRefused({ said }: Approving): Judgement | undefined {
  return said.comment.outcome === "refused" ? refused({ is: "superseded" }) : undefined;
}

function notContradicted({ said }: Approving): Judgement | undefined {
  const by = contradicts(commandsIn(said.comment));
  return by === undefined ? undefined : refused({ is: "contradicted", by });
}

/** A comment that both opens and closes says neither clearly: what closes wins, and is named. */
export function contradicts(said: readonly Said[]): string | undefined {
  const opens = said.some((one) => one.command === "approve" || one.command === "publish");
  const closes = said.find((one) => one.command === "hold" || one.command === "reject");
  return opens && closes !== undefined ? `/${closes.word}` : undefined;
}

function ofTheCommit({ said, seen }: Approving): Judgement | undefined {
  const [, commit] = said.words;
  return commit === undefined || namesCommit(seen, commit)
    ? undefined
    : refused({ is: "wrong-commit", said: commit, commit: given(seen.tag)?.commit ?? "" });
}

/** Whether the typed abbreviation, of 7 characters or more, names the tagged commit. */
export function namesCommit(seen: Snapshot, typed: string): boolean {
  const commit = given(seen.tag)?.commit;
  return /^[0-9a-f]{7,40}$/.test(typed) && commit?.startsWith(typed) === true;
}

/** GitHub's stamps have whole seconds: a tie is too early. What counted once was about a build before this one. */
function afterTheGateWaited({ said: { comment }, seen, gate }: Approving): Judgement | undefined {
  const state = gateState(seen, gate.name);
  const since = state.is === "waiting" ? state.since : undefined;
  if (since === undefined) {
    return looking([]);
  }
  if (comment.createdAt > since) {
    return undefined;
  }
  return refused(comment.claimed ? { is: "superseded" } : { is: "too-early", gate: gate.name, since });
}

function underTheRulesInForce({ said, seen }: Approving): Judgement | undefined {
  const rules = memoryOf(seen).configuration;
  return rules !== undefined && said.comment.createdAt > rules.since
    ? undefined
    : refused({ is: "configuration-changed", blob: rules?.blob ?? "" });
}

function notOfOnesOwn({ seen, gate, by }: Approving): Judgement | undefined {
  return isForbiddenSelfApproval(seen, gate, by)
    ? refused({ is: "self-approval", gate: gate.name })
    : undefined;
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
