import type { Gate } from "../policy.ts";
import { approvalsOf } from "./approval.ts";
import { type Case, startsBefore } from "./case.ts";
import { CONDITIONS } from "./conditions.ts";
import { holdsOf } from "./hold.ts";
import { voiceFor } from "./lent.ts";

/** A gate that the app has opened, and what it wrote into the run's log of approvals. */
export type Opening = { readonly at: Case; readonly gate: Gate; readonly log: string };

/** What must not be so when a gate opens. A new rule of the product's is a line here, or a clause of an approval. */
export type OpeningClause = { readonly name: string; readonly breach: (opening: Opening) => boolean };

/** In milliseconds. Requests take no time on these clocks: whatever passes after the last read is passed waiting. */
const OLDEST_LOOK = 200;

const OF_THE_RUN: readonly OpeningClause[] = [
  {
    name: "the run was started by another event",
    breach: ({ at }) => !["push", "workflow_dispatch"].includes(at.run.event),
  },
  { name: "the run is a fork's", breach: ({ at }) => at.run.headRepository !== at.repository },
  {
    name: "the run is of another workflow",
    breach: ({ at }) => at.policy.workflow && at.run.workflow.path !== ".github/workflows/release.yml",
  },
  { name: "the run built another commit", breach: ({ at }) => at.run.headSha !== at.position?.commit },
  { name: "the tag was another when the run began", breach: ({ at }) => !isOfThisTag(at) },
  { name: "a newer run was there", breach: ({ at }) => isSuperseded(at) },
];

/** Everything that must hold when a gate opens. */
export const CLAUSES: readonly OpeningClause[] = [
  ...OF_THE_RUN,
  ...CONDITIONS,
  { name: "the app has not looked right before", breach: ({ at }) => at.look.age > OLDEST_LOOK },
  { name: "the release was held", breach: ({ at }) => holdsOf(at).length > 0 },
];

/** What was wrong with the opening of a gate. */
export function againstOpening(opening: Opening): readonly string[] {
  return [
    ...CLAUSES.filter((clause) => clause.breach(opening)).map(({ name }) => name),
    ...againstItsApprovals(opening),
  ];
}

function isOfThisTag({ history, run, position }: Case): boolean {
  const start = history.starts.find((one) => one.run === run);
  const then = history.tags.findLast(({ order }) => order < (start?.order ?? 0));
  return then?.object === position?.object;
}

/** Of two runs of one workflow for the tag, the newer is the release's. */
export function isSuperseded(at: Case): boolean {
  return startsBefore(at, at.look.read("runs")).some(
    ({ run }) =>
      run.id > at.run.id &&
      run.workflow === at.run.workflow &&
      run.headRepository === at.repository &&
      ["push", "workflow_dispatch"].includes(run.event),
  );
}

/** GitHub's log names whose word opened the gate: enough different people, each rightly counted. */
function againstItsApprovals({ at, gate, log }: Opening): readonly string[] {
  const all = approvalsOf(at, gate);
  const named = commentsIn(log).map((id) => all.find(({ voice }) => voice.id === id));
  const people = new Set(
    named.flatMap((one) => (one === undefined ? [] : (voiceFor(one.voice, at, gate)?.id ?? []))),
  );
  const needed = at.policy.approvals;
  return [
    ...named.map((one) => (one === undefined ? "no approval of this gate is there" : one.against)),
    ...(people.size < needed ? [`${people.size} of ${needed} people have approved`] : []),
  ].flatMap((fault, index) => (fault === undefined ? [] : `approval ${index + 1} does not count: ${fault}`));
}

function commentsIn(log: string): readonly number[] {
  const [head = ""] = log.split(", for commit ");
  const first = /(?:#issuecomment-|in comment )(\d+)/.exec(head)?.[1];
  const others = /\(and (?<ids>[^)]*)\)/.exec(head)?.groups?.["ids"] ?? "";
  return [...(first === undefined ? [] : [first]), ...(others.match(/\d+/g) ?? [])].map(Number);
}
