import type { Refusal, Said } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { environmentNamed, gateNamed, gateState, gatesOf } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { acceptedWith, type Command, done, looking, refused } from "./command.ts";

/** `/reject <gate> [reason]`: GitHub's answer is final for this run, which fails by it. */
export const reject: Command = {
  name: "reject",
  usage: "/reject <gate> [reason]",
  example: "/reject pypi the wheel has no front end",
  who: "approvers",
  effect: "closes the gate for this run; the run fails",
  judge(said, { seen }, by) {
    const gate = gateNamed(seen, said.words[0] ?? "");
    const run = releaseRun(seen);
    if (gate === undefined || run === undefined) {
      return refused(noSuchGate(said, seen));
    }
    if (gateState(seen, gate.name).is !== "waiting") {
      return said.comment.claimed ? done : refused(notWaiting(gate.name));
    }
    if (seen.environments.is !== "seen") {
      return looking(seen.environments.is === "unseen" ? [{ at: "environments" }] : []);
    }
    const guard = environmentNamed(seen, gate.name);
    if (guard?.rule !== true) {
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
