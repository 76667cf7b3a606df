import type { Refusal, Said } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { environmentNamed, gateNamed, gateState, gatesOf } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isOpenedByUs } from "../replies/gate-opener.ts";
import { acceptedWith, type Command, done, refused, unlessSeen } from "./command.ts";

/** `/reject <gate> [reason]`: GitHub's answer is final for this run, which fails by it. */
export const reject: Command = {
  name: "reject",
  usage: "/reject <gate> [reason]",
  example: "/reject pypi the wheel has no front end",
  who: "approvers",
  effect: "closes the gate for this run; the run fails",
  judge(said, { seen }, by) {
    const unclear = unlessSeen(seen, "tag", "runs", "jobs", "deployments", "pending", "environments", "reviews");
    if (unclear !== undefined) {
      return unclear;
    }
    const gate = gateNamed(seen, said.words[0] ?? "");
    const run = releaseRun(seen);
    if (gate === undefined) {
      return refused(noSuchGate(said, seen));
    }
    if (run === undefined || gateState(seen, gate.name).is !== "waiting") {
      return said.comment.claimed ? done : refused(notWaiting(gate.name));
    }
    if (said.comment.createdAt < run.startedAt) {
      return said.comment.claimed ? done : refused({ is: "superseded" });
    }
    const guard = environmentNamed(seen, gate.name);
    // Our rule answers once: what it has let open only a reviewer can shut.
    if (guard?.rule !== true || isOpenedByUs(seen, gate.name, run.attempt)) {
      const reviewers = guard?.reviewers ?? [];
      return refused({ is: "own-click", gate: gate.name, url: run.url, reviewers });
    }
    const reason = said.words.length === 1 ? {} : { reason: said.words.slice(1).join(" ") };
    const because = { is: "rejected", by: by.login, comment: said.comment.id, ...reason } as const;
    return acceptedWith({ do: "close-gate", environment: gate.name, run: run.id, because });
  },
};

function noSuchGate(said: Said, seen: Snapshot): Refusal {
  const [name] = said.words;
  return name === undefined
    ? { is: "wrong-words", usage: reject.usage }
    : { is: "unknown-gate", said: name, gates: gatesOf(seen).map((gate) => gate.name) };
}

function notWaiting(gate: string): Refusal {
  return { is: "gate-not-waiting", gate, why: "it is not waiting now" };
}
