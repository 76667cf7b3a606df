import type { Said } from "../release/answer.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { isByApp, isRerunByApp, rerunFor, startedFor } from "../release/dispatch.ts";
import { artifactsOfGate } from "../release/evidence.ts";
import { given } from "../release/fact.ts";
import { gateState } from "../release/gate.ts";
import type { Artifact, Person, Run, Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused } from "./command.ts";
import { mayApprove } from "./delegations.ts";

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
  { name: "the commit it names, where it names one, is the tagged one", judge: ofTheCommit },
  { name: "it names the commit, where the gate asks for that", judge: namingTheCommit },
  { name: "it was said after the gate began to wait in this run attempt", judge: afterTheGateWaited },
  { name: "it was said under the configuration in force", judge: underTheRulesInForce },
  { name: "no artifact that the gate publishes was uploaded after it", judge: ofTheseArtifacts },
  { name: "it has not expired", judge: notExpired },
  { name: "it is no self-approval, where the gate forbids that", judge: notOfOnesOwn },
];

function notRefused({ said }: Approving): Judgement | undefined {
  return said.comment.outcome === "refused" ? refused({ is: "superseded" }) : undefined;
}

function ofTheCommit({ said, seen }: Approving): Judgement | undefined {
  const [, commit] = said.words;
  return commit === undefined || namesCommit(seen, commit)
    ? undefined
    : refused({ is: "wrong-commit", said: commit, commit: given(seen.tag)?.commit ?? "" });
}

function namingTheCommit({ said, seen, gate }: Approving): Judgement | undefined {
  return gate.commitRequired && said.words[1] === undefined
    ? refused({ is: "commit-required", gate: gate.name, commit: given(seen.tag)?.commit ?? "" })
    : undefined;
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

/** Whoever approves has these bytes in mind. A tie is too late; one that GitHub gives no stamp could be of any moment. */
function ofTheseArtifacts({ said, seen, gate }: Approving): Judgement | undefined {
  if (seen.artifacts.is === "unseen" || seen.artifacts.is === "unknown") {
    return looking(seen.artifacts.is === "unseen" ? [{ at: "artifacts" }] : []);
  }
  const stampOf = ({ createdAt = Number.POSITIVE_INFINITY }: Artifact) => createdAt;
  const later = artifactsOfGate(seen, gate).filter((one) => stampOf(one) >= said.comment.createdAt);
  const names = later.map(({ name }) => name);
  return names.length === 0
    ? undefined
    : refused({ is: "artifacts-replaced", gate: gate.name, names, at: Math.max(...later.map(stampOf)) });
}

function notExpired({ said, seen, gate }: Approving): Judgement | undefined {
  return seen.now - said.comment.createdAt > gate.approvalsExpire
    ? refused({ is: "expired", gate: gate.name, after: gate.approvalsExpire })
    : undefined;
}

/** Nor does it help to lend one's right to somebody else. */
function notOfOnesOwn({ seen, gate, by }: Approving): Judgement | undefined {
  const verdict = mayApprove(seen, by, gate);
  const voice = verdict.is === "may" ? (verdict.inPlaceOf ?? by) : by;
  return isForbiddenSelfApproval(seen, gate, by) || isForbiddenSelfApproval(seen, gate, voice)
    ? refused({
        is: "self-approval",
        gate: gate.name,
        ...(isOfNobodyKnown(seen) ? { starterUnknown: true } : {}),
      })
    : undefined;
}

/**
 * GitHub does not keep people from approving their own run at a custom rule, so the app does where the
 * configuration says so: whoever pushed the tag, started the run or re-ran it.
 */
export function isForbiddenSelfApproval(seen: Snapshot, gate: Gate, person: Person): boolean {
  return !gate.selfApproval && (starters(seen).includes(person.id) || isOfNobodyKnown(seen));
}

/** The app has started the run, or run it again, and nothing tells for whom: it could be anybody. */
function isOfNobodyKnown(seen: Snapshot): boolean {
  const run = releaseRun(seen);
  return run !== undefined && peopleBehind(seen, run).some((people) => people.length === 0);
}

/** For whom the app has begun the run, and for whom its attempt: nothing for what people began themselves. */
function peopleBehind(seen: Snapshot, run: Run): readonly (readonly number[])[] {
  return [
    ...(isByApp(run, seen.app) ? [startedFor(run, memoryOf(seen), given(seen.comments) ?? [])] : []),
    ...(isRerunByApp(run, seen.app) ? [rerunFor(run, seen.reruns)] : []),
  ];
}

/** For a push GitHub gives whoever pushed as the run's actor: any run of the tag's push tells who pushed it. */
function starters(seen: Snapshot): readonly (number | undefined)[] {
  const run = releaseRun(seen);
  const commit = given(seen.tag)?.commit;
  const pushed = (given(seen.runs) ?? []).filter((one) => one.event === "push" && one.commit === commit);
  const deployed = (given(seen.deployments) ?? []).filter((one) => one.run === run?.id);
  return [
    run?.actor?.id,
    run?.triggeredBy?.id,
    ...(run === undefined ? [] : peopleBehind(seen, run).flat()),
    ...pushed.map(({ actor }) => actor?.id),
    ...deployed.map(({ creator }) => creator?.id),
  ];
}
