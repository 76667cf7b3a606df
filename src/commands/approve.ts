import type { Refusal, Said } from "../release/answer.ts";
import { configurationOf, memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { environmentNamed, gateNamed, gateState, gatesOf } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { contradicts, isForbiddenSelfApproval, namesCommit } from "./approvals.ts";
import {
  ABOUT_GATES,
  accepted,
  type Command,
  done,
  isUnclear,
  type Judgement,
  looking,
  refused,
  type Sight,
  unlessSeen,
} from "./command.ts";
import { heldBack } from "./hold.ts";
import { commandsIn } from "./parse.ts";

/** `/approve <gate> [commit]`: counts towards the gate. The gate opens in its phase, once everything holds. */
export const approve: Command = {
  name: "approve",
  usage: "/approve <gate> [commit]",
  example: "/approve pypi",
  who: "approvers",
  effect: "counts towards the gate; opens it when enough approvals, the order and all conditions hold",
  judge(said, sight, by) {
    const unclear = unlessSeen(sight.seen, ...ABOUT_GATES);
    if (unclear !== undefined) {
      return unclear;
    }
    const gate = gateNamed(sight.seen, said.words[0] ?? "");
    const wrong = wrongWords(said, sight.seen, gate);
    return gate === undefined || wrong !== undefined
      ? refused(wrong ?? { is: "wrong-words", usage: approve.usage })
      : atGate(said, sight, { gate, by });
  },
};

function wrongWords(said: Said, seen: Snapshot, gate: Gate | undefined): Refusal | undefined {
  const [name, commit, ...rest] = said.words;
  const contradiction = contradicts(commandsIn(said.comment));
  if (contradiction !== undefined) {
    return { is: "contradicted", by: contradiction };
  }
  if (name === undefined || rest.length > 0) {
    return { is: "wrong-words", usage: approve.usage };
  }
  if (configurationOf(seen) === undefined) {
    return { is: "configuration-broken" };
  }
  if (gate === undefined) {
    return { is: "unknown-gate", said: name, gates: gatesOf(seen).map((one) => one.name) };
  }
  const tagged = given(seen.tag)?.commit ?? "";
  return commit === undefined || namesCommit(seen, commit)
    ? undefined
    : { is: "wrong-commit", said: commit, commit: tagged };
}

type Asked = { readonly gate: Gate; readonly by: Person };

function atGate(said: Said, sight: Sight, { gate, by }: Asked): Judgement {
  const { seen } = sight;
  const state = gateState(seen, gate.name);
  switch (state.is) {
    case "published":
    case "open":
      return said.comment.claimed ? done : refused({ is: "already-open", gate: gate.name, by: [] });
    case "failed":
      return said.comment.claimed
        ? done
        : refused({ is: "gate-not-waiting", gate: gate.name, why: "its job has failed" });
    case "not-reached":
      return tooEarly(said, { is: "gate-not-waiting", gate: gate.name, why: "no job has come to it yet" });
    case "waiting":
      return atWaitingGate(said, sight, { gate, by, since: state.since });
  }
}

/** What counted once, and is older than the gate's waiting, was about a build before this one. */
function tooEarly({ comment }: Said, because: Refusal): Judgement {
  return refused(comment.claimed ? { is: "superseded" } : because);
}

type Waiting = Asked & { readonly since: Instant | undefined };

function atWaitingGate(said: Said, sight: Sight, { gate, by, since }: Waiting): Judgement {
  const { seen } = sight;
  const configured = memoryOf(seen).configuration;
  const held = said.comment.claimed ? undefined : heldBack(seen);
  if (since === undefined) {
    return looking([]);
  }
  if (said.comment.createdAt <= since) {
    return tooEarly(said, { is: "too-early", gate: gate.name, since });
  }
  if (configured === undefined || said.comment.createdAt <= configured.since) {
    return refused({ is: "configuration-changed", blob: configured?.blob ?? "" });
  }
  if (isForbiddenSelfApproval(seen, gate, by)) {
    return refused({ is: "self-approval", gate: gate.name });
  }
  return held ?? whatIsMissing(said, sight, gate) ?? byItsGuard(seen, gate);
}

/** The phases that must be done before the gate may open. */
function whatIsMissing(said: Said, { phases }: Sight, gate: Gate): Judgement | undefined {
  const step = phases.find((phase) => phase.name === `publish ${gate.name}`)?.step;
  if (isUnclear(phases, `publish ${gate.name}`)) {
    return looking([]);
  }
  return step?.is === "waiting" && step.on.for === "phases" && !said.comment.claimed
    ? refused({ is: "phase-not-done", gate: gate.name, phases: step.on.names })
    : undefined;
}

/** Only where our own rule guards the environment can a comment open it; elsewhere GitHub wants a click. */
function byItsGuard(seen: Snapshot, gate: Gate): Judgement {
  const guard = environmentNamed(seen, gate.name);
  if (guard?.rule === true) {
    return accepted;
  }
  const url = releaseRun(seen)?.url ?? "";
  return refused({ is: "own-click", gate: gate.name, url, reviewers: guard?.reviewers ?? [] });
}
