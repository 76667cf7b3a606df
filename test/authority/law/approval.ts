import type { Voice } from "../history.ts";
import { type Gate, type Policy, textOf } from "../policy.ts";
import { type Case, saying } from "./case.ts";
import { hasRead } from "./look.ts";
import { marksOn } from "./marks.ts";
import { againstWord, mayApprove } from "./people.ts";
import { commandsOf } from "./words.ts";

export type Approving = {
  readonly at: Case;
  readonly gate: Gate;
  readonly voice: Voice;
  readonly words: readonly string[];
};

/** Something that must hold of an approval for it to count. A new rule of the product's is a line here. */
export type ApprovalClause = { readonly name: string; readonly holds: (approving: Approving) => boolean };

export const APPROVAL_CLAUSES: readonly ApprovalClause[] = [
  { name: "by an approver", holds: ({ voice, at }) => mayApprove(voice, at) },
  { name: "not refused before", holds: ({ voice, at }) => !marksOn(at, voice, at.look.act).has("confused") },
  {
    name: "not contradicted by its own comment",
    holds: ({ voice }) => !commandsOf(voice.body).some(({ word }) => word === "hold" || word === "reject"),
  },
  { name: "of the tagged commit", holds: ofTheCommit },
  {
    name: "said after the gate began to wait",
    holds: ({ voice, at, gate }) => voice.said.at > waitsSince(at, gate),
  },
  { name: "said under the configuration in force", holds: underThePolicyInForce },
  { name: "no forbidden self-approval", holds: notOfOnesOwn },
  {
    name: "claimed before it took effect",
    holds: ({ voice, at }) => marksOn(at, voice, at.look.act).has("eyes"),
  },
];

/** Approvals of the gate, each with the reason for which it does not count, if there is one. */
export function approvalsOf(
  at: Case,
  gate: Gate,
): readonly { readonly voice: Voice; readonly against: string | undefined }[] {
  return saying(at, "approve")
    .filter(({ words }) => words[0] === gate && words.length <= 2)
    .map(({ voice, words }) => ({
      voice,
      against:
        againstWord(voice, at) ??
        APPROVAL_CLAUSES.find((clause) => !clause.holds({ at, gate, voice, words }))?.name,
    }));
}

function ofTheCommit({ words, at }: Approving): boolean {
  const [, commit] = words;
  return commit === undefined || (commit.length >= 7 && at.position?.commit?.startsWith(commit) === true);
}

/** Since when jobs of this attempt wait at the gate; for ever, where GitHub has no record of that. */
function waitsSince({ repository, run, attempt }: Case, gate: Gate): number {
  const stamps = repository.deployments
    .filter((one) => one.run === run && one.job.attempt === attempt && one.environment.name === gate)
    .map((one) => one.createdAt);
  return stamps.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...stamps);
}

/**
 * A change of the configuration voids what was said before it. Where it came back to the same text, only an app that
 * has read the other one in between can know.
 */
function underThePolicyInForce({ voice, at }: Approving): boolean {
  const { history, look, policy, exchanges } = at;
  const known = history.policies.filter(({ requests }) => requests <= look.read("configuration"));
  const then = known.findLast(({ order }) => order < voice.said.order) ?? known[0];
  const differs = (other: Policy | undefined) => other === undefined || textOf(other) !== textOf(policy);
  const between = known.filter((change, index) => {
    const until = known[index + 1]?.requests ?? look.act;
    return change.order > voice.said.order && hasRead(exchanges, "configuration", [change.requests, until]);
  });
  return !differs(then?.policy) && !between.some((change) => differs(change.policy));
}

function notOfOnesOwn({ voice, at }: Approving): boolean {
  const { policy, run, history, look } = at;
  const starters = history.starts
    .filter((one) => one.run === run && one.requests <= look.read("runs"))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .map(({ by }) => by.id);
  return policy.selfApproval || !starters.includes(voice.author.id);
}
