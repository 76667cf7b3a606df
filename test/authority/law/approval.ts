import type { Start, Voice } from "../history.ts";
import type { Gate } from "../policy.ts";
import { type Case, distributionsOf, saying } from "./case.ts";
import { voiceFor } from "./lent.ts";
import { marksOn } from "./marks.ts";
import { againstWord } from "./people.ts";
import { underThePolicyInForce } from "./rules-in-force.ts";
import { commandsOf } from "./words.ts";

const HOUR = 3_600_000;
/** In hours: 14 days. */
const USUAL_LIFE = 14 * 24;

export type Approving = {
  readonly at: Case;
  readonly gate: Gate;
  readonly voice: Voice;
  readonly words: readonly string[];
};

/** Something that must hold of an approval for it to count. A new rule of the product's is a line here. */
export type ApprovalClause = { readonly name: string; readonly holds: (approving: Approving) => boolean };

export const APPROVAL_CLAUSES: readonly ApprovalClause[] = [
  { name: "by an approver", holds: ({ voice, at, gate }) => voiceFor(voice, at, gate) !== undefined },
  { name: "not refused before", holds: ({ voice, at }) => !marksOn(at, voice, at.look.act).has("confused") },
  {
    name: "not contradicted by its own comment",
    holds: ({ voice }) => !commandsOf(voice.body).some(({ word }) => word === "hold" || word === "reject"),
  },
  { name: "of the tagged commit", holds: ofTheCommit },
  {
    name: "naming the commit where the gate asks for that",
    holds: ({ words, at }) => !at.policy.commit || words[1] !== undefined,
  },
  {
    name: "said after the gate began to wait",
    holds: ({ voice, at, gate }) => voice.said.at > waitsSince(at, gate),
  },
  {
    name: "said under the configuration in force",
    holds: ({ voice, at }) => underThePolicyInForce(voice, at),
  },
  { name: "said of these artifacts", holds: ofTheseArtifacts },
  {
    name: "not too old",
    holds: ({ voice, at }) => at.look.at - voice.said.at <= (at.policy.expires ?? USUAL_LIFE) * HOUR,
  },
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

/** What is published is what was there when it was approved. */
function ofTheseArtifacts({ voice, at }: Approving): boolean {
  const dist = distributionsOf(at);
  return dist === undefined || dist.createdAt <= voice.said.at;
}

/** Neither by whoever made the build, nor in their place. */
function notOfOnesOwn({ voice, at, gate }: Approving): boolean {
  const makers = makersOf(at);
  const people = [voice.author, voiceFor(voice, at, gate)];
  return at.policy.selfApproval || !people.some((person) => person !== undefined && makers.has(person.id));
}

/** Whoever pushed the tag, started the run, or re-ran it until a job came to a gate. */
function makersOf(at: Case): ReadonlySet<number> {
  const { run, history, look, repository, tag, position } = at;
  const seen = history.starts.filter(({ requests }) => requests <= look.read("runs"));
  const own = seen.filter((one) => one.run === run);
  const pushed = seen.filter(
    (one) => one.run.ref === `refs/tags/${tag}` && one.run.headSha === position?.commit && one.attempt === 1,
  );
  const deployed = repository.deployments.filter(
    (one) => one.run === run && own.some(({ attempt }) => attempt === one.job.attempt),
  );
  return new Set([
    ...pushed.filter((one) => one.run.event === "push").map(({ by }) => by.id),
    ...[own[0], own.at(-1)].flatMap((one) => one?.by.id ?? []),
    ...askersOf(own, at),
    ...deployed.map(({ creator }) => creator.id),
  ]);
}

/** Whoever had the app begin the newest of these attempts: GitHub names the app alone. */
function askersOf(starts: readonly Start[], at: Case): readonly number[] {
  const [before, last] = starts.slice(-2);
  if (before === undefined || last?.by.login !== `${at.app}[bot]`) {
    return [];
  }
  return saying(at, "retry")
    .filter(({ voice }) => voice.said.at >= before.at && voice.said.at <= last.at)
    .filter(({ voice }) => marksOn(at, voice, at.look.act).has("eyes"))
    .map(({ voice }) => voice.author.id);
}
