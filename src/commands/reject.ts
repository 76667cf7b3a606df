import type { Refusal, Said } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { environmentNamed, gateNamed, gateState, gatesOf } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isOpenedByUs } from "../replies/gate-opener.ts";
import {
  ABOUT_GATES,
  acceptedWith,
  type Command,
  done,
  type Judgement,
  refused,
  unlessSeen,
} from "./command.ts";

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
      : (unlessWaiting(said, seen, gate.name) ?? shut(said, seen, { gate: gate.name, by: by.login }));
  },
};

/** Said of an attempt before, it has had its end; a gate that waits again waits for another word. */
function unlessWaiting({ comment }: Said, seen: Snapshot, gate: string): Judgement | undefined {
  const run = releaseRun(seen);
  if (run === undefined || gateState(seen, gate).is !== "waiting") {
    return comment.claimed ? done : refused({ is: "gate-not-waiting", gate, why: "it is not waiting now" });
  }
  if (comment.createdAt < run.startedAt) {
    return comment.claimed ? done : refused({ is: "superseded" });
  }
  return undefined;
}

function shut(
  said: Said,
  seen: Snapshot,
  { gate, by }: { readonly gate: string; readonly by: string },
): Judgement {
  const run = releaseRun(seen);
  const guard = environmentNamed(seen, gate);
  // Our rule answers once: what it has let open only a reviewer can shut.
  if (run === undefined || guard?.rule !== true || isOpenedByUs(seen, gate, run.attempt)) {
    return refused({ is: "own-click", gate, url: run?.url ?? "", reviewers: guard?.reviewers ?? [] });
  }
  const reason = said.words.length === 1 ? {} : { reason: said.words.slice(1).join(" ") };
  const because = { is: "rejected", by, comment: said.comment.id, ...reason } as const;
  return acceptedWith({ do: "close-gate", environment: gate, run: run.id, because });
}

function noSuchGate(said: Said, seen: Snapshot): Refusal {
  const [name] = said.words;
  return name === undefined
    ? { is: "wrong-words", usage: reject.usage }
    : { is: "unknown-gate", said: name, gates: gatesOf(seen).map((gate) => gate.name) };
}
