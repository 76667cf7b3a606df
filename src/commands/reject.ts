import type { CloseGate } from "../release/action.ts";
import type { Refusal, Said } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { given } from "../release/fact.ts";
import { environmentNamed, gateNamed, gateState, gatesOf } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { isOpenedByUs, rejectionOf } from "../replies/gate-opener.ts";
import {
  ABOUT_GATES,
  acceptedWith,
  type Command,
  done,
  type Judgement,
  looking,
  refused,
  unlessSeen,
} from "./command.ts";
import { ownClick } from "./own-click.ts";
import { reviewerAmong, strategiesOf } from "./strategies.ts";

/** `/reject <gate> [reason]`: GitHub's answer is final for this run, which fails by it. */
export const reject: Command = {
  name: "reject",
  usage: "/reject <gate> [reason]",
  example: "/reject pypi the wheel has no front end",
  who: "approvers",
  effect: "closes the gate for this run; the run fails",
  judge(said, { seen }, by) {
    const unclear = unlessSeen(seen, ...ABOUT_GATES, "reviews");
    if (unclear !== undefined) {
      return unclear;
    }
    const gate = gateNamed(seen, said.words[0] ?? "");
    return gate === undefined
      ? refused(noSuchGate(said, seen))
      : (unlessWaiting(said, seen, gate.name) ?? shut(said, seen, { gate: gate.name, by }));
  },
};

const WHY_NOT_WAITING = {
  "not-reached": "no job has come to it yet",
  open: "it is open, and its job runs",
  published: "its job has ended",
  failed: "its job has failed",
} as const;

/** Said of an attempt before, it has had its end; a gate that waits again waits for another word. */
function unlessWaiting({ comment }: Said, seen: Snapshot, gate: string): Judgement | undefined {
  const run = releaseRun(seen);
  const state = gateState(seen, gate).is;
  if (run === undefined || state !== "waiting") {
    const why = WHY_NOT_WAITING[state === "waiting" ? "not-reached" : state];
    return comment.claimed && !cameTooLate(comment, seen, gate)
      ? done
      : refused({ is: "gate-not-waiting", gate, why });
  }
  if (comment.createdAt < run.startedAt) {
    return comment.claimed ? done : refused({ is: "superseded" });
  }
  return undefined;
}

/** Somebody opened the gate in the moments between the word and the deed. */
function cameTooLate({ createdAt }: Said["comment"], seen: Snapshot, gate: string): boolean {
  const state = gateState(seen, gate).is;
  const ofThisAttempt = createdAt >= (releaseRun(seen)?.startedAt ?? Number.POSITIVE_INFINITY);
  return (
    ofThisAttempt && (state === "open" || state === "published") && rejectionOf(seen, gate) === undefined
  );
}

function shut(
  said: Said,
  seen: Snapshot,
  { gate, by }: { readonly gate: string; readonly by: Person },
): Judgement {
  const run = releaseRun(seen);
  if (run === undefined) {
    return ownClick(seen, gate, by);
  }
  const permissions = notGranted(seen, "close-gate");
  if (permissions.length > 0) {
    return refused({ is: "not-granted", permissions });
  }
  const reason = said.words.length === 1 ? {} : { reason: said.words.slice(1).join(" ") };
  const { id: comment } = said.comment;
  const because = { is: "rejected", by: by.login, comment, runAttempt: run.attempt, ...reason } as const;
  const close = { do: "close-gate", environment: gate, run: run.id, because } as const;
  // Our rule answers once: what it has let open only a reviewer can shut.
  return environmentNamed(seen, gate)?.rule === true && !isOpenedByUs(seen, gate, run.attempt)
    ? acceptedWith(close)
    : asReviewer(seen, close, by);
}

function asReviewer(seen: Snapshot, close: CloseGate, by: Person): Judgement {
  const { environment, run } = close;
  if (!strategiesOf(seen, environment).includes("reviewer")) {
    return ownClick(seen, environment, by);
  }
  const { reviewer, looks, silent } = reviewerAmong(seen, environment, [by]);
  if (looks.length > 0 || silent !== undefined) {
    return looking(looks);
  }
  const pending = (given(seen.pending) ?? []).find(
    (one) => one.run === run && sameEnvironment(one.environment, environment),
  );
  return reviewer === undefined || pending === undefined
    ? ownClick(seen, environment, by)
    : acceptedWith({ ...close, review: { as: reviewer.id, environmentId: pending.environmentId } });
}

function noSuchGate(said: Said, seen: Snapshot): Refusal {
  const [name] = said.words;
  return name === undefined
    ? { is: "wrong-words", usage: reject.usage }
    : { is: "unknown-gate", said: name, gates: gatesOf(seen).map((gate) => gate.name) };
}
