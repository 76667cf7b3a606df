import type { Refusal, Said } from "../release/answer.ts";
import { configurationOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { gateNamed, gateState, gatesOf } from "../release/gate.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { isOpenedByUs, openedBefore, rejectionOf } from "../replies/gate-opener.ts";
import { APPROVAL_RULES } from "./approval-rules.ts";
import { countApprovals } from "./approvals.ts";
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
import { firstOf } from "./command-rules.ts";
import { heldBack } from "./hold.ts";
import { ownClick } from "./own-click.ts";
import { reviewerAmong, strategiesOf } from "./strategies.ts";

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
      : unlessItOpened(atGate(said, sight, { gate, by }), said, sight.seen);
  },
};

/** What counted once and is superseded now has come to nothing, or has let the old build out in that very moment. */
function unlessItOpened(judgement: Judgement, said: Said, seen: Snapshot): Judgement {
  const { answer } = judgement;
  if (answer.is !== "refused" || answer.because.is !== "superseded" || !said.comment.claimed) {
    return judgement;
  }
  const unclear = unlessSeen(seen, "supersededReviews");
  if (unclear !== undefined) {
    return unclear;
  }
  const review = openedBefore(seen, said.comment.id);
  const url = (given(seen.runs) ?? []).find((run) => run.id === review?.run)?.url;
  return review === undefined || url === undefined
    ? judgement
    : refused({ is: "moved-meanwhile", gate: said.words[0] ?? "", url });
}

function wrongWords(said: Said, seen: Snapshot, gate: Gate | undefined): Refusal | undefined {
  const [name, , ...rest] = said.words;
  if (name === undefined || rest.length > 0) {
    return { is: "wrong-words", usage: approve.usage };
  }
  if (configurationOf(seen) === undefined) {
    return { is: "configuration-broken" };
  }
  return gate === undefined
    ? { is: "unknown-gate", said: name, gates: gatesOf(seen).map((one) => one.name) }
    : undefined;
}

type Asked = { readonly gate: Gate; readonly by: Person };

function atGate(said: Said, sight: Sight, asked: Asked): Judgement {
  const { seen } = sight;
  const gate = asked.gate.name;
  const { claimed } = said.comment;
  switch (gateState(seen, gate).is) {
    case "published":
    case "open":
      return claimed ? done : refused({ is: "already-open", gate, by: [] });
    case "failed":
      return claimed
        ? unlessRejected(seen, gate)
        : refused({ is: "gate-not-waiting", gate, why: "its job has failed" });
    case "not-reached":
      // What counted once, and is older than the gate's waiting, was about a build before this one.
      return refused(
        claimed ? { is: "superseded" } : { is: "gate-not-waiting", gate, why: "no job has come to it yet" },
      );
    case "waiting":
      return atWaitingGate(said, sight, asked);
  }
}

/** A job fails after its gate was opened, or because somebody else was quicker to reject. */
function unlessRejected(seen: Snapshot, gate: string): Judgement {
  const unclear = unlessSeen(seen, "reviews");
  if (unclear !== undefined) {
    return unclear;
  }
  const rejection = rejectionOf(seen, gate);
  return rejection === undefined || isOpenedByUs(seen, gate, releaseRun(seen)?.attempt ?? 0)
    ? done
    : refused({ is: "gate-not-waiting", gate, why: `${rejection.by} rejected it` });
}

function atWaitingGate(said: Said, sight: Sight, { gate, by }: Asked): Judgement {
  const { seen } = sight;
  const held = said.comment.claimed ? undefined : heldBack(seen);
  return (
    firstOf(APPROVAL_RULES, { said, seen, gate, by }) ??
    held ??
    whatIsMissing(said, sight, gate) ??
    byItsGuard(said, seen, { gate, by })
  );
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

/** What a comment can open is accepted; where GitHub wants a click, whoever said it is told how their word counts. */
function byItsGuard(said: Said, seen: Snapshot, { gate, by }: Asked): Judgement {
  const strategies = strategiesOf(seen, gate.name);
  if (strategies.includes("rule")) {
    return accepted;
  }
  return strategies.includes("reviewer") ? byReview(said, seen, { gate, by }) : ownClick(seen, gate.name);
}

/** Of several people who have to approve, one has to be a reviewer of GitHub's whose account is linked. */
function byReview(said: Said, seen: Snapshot, { gate, by }: Asked): Judgement {
  const others = countApprovals(seen, gate).approvals.filter(({ comment }) => comment !== said.comment.id);
  const people = [...others.map((one) => one.by), by];
  const { reviewer, looks, silent } = reviewerAmong(seen, gate.name, people);
  if (looks.length > 0 || (reviewer === undefined && silent !== undefined)) {
    return looking(looks);
  }
  return reviewer !== undefined || people.length < gate.approvals ? accepted : ownClick(seen, gate.name, by);
}
