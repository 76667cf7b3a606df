import { memoryOf } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { gateState, gatesOf } from "../release/gate.ts";
import type { ApprovalRecord, Lapse } from "../release/memory.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { againstApproval, type Counted, countApprovals } from "./approvals.ts";
import { commandsIn } from "./parse.ts";

/** More than these nobody reads. */
const MOST_RECORDS = 30;

/**
 * The approvals that count, and those that counted and count no more, with the reason: what the board remembers of
 * them, so that a deleted comment does not vanish without a word. Nothing opens by it.
 */
export function recordedApprovals(seen: Snapshot): readonly ApprovalRecord[] {
  const { approvals = [] } = memoryOf(seen);
  if (seen.comments.is !== "seen") {
    return approvals;
  }
  return gatesOf(seen)
    .filter((gate) => gateState(seen, gate.name).is === "waiting")
    .reduce((records, gate) => atGate(seen, gate, records), approvals)
    .slice(-MOST_RECORDS);
}

function atGate(seen: Snapshot, gate: Gate, records: readonly ApprovalRecord[]): readonly ApprovalRecord[] {
  const counted = countApprovals(seen, gate);
  // While somebody's right can't be told, nothing is said of it either way.
  if (counted.looks.length > 0 || counted.silent !== undefined) {
    return records;
  }
  const kept = records.map((record) =>
    record.gate === gate.name && record.lapsed === undefined && !isAmong(counted, record)
      ? { ...record, lapsed: lapseOf(seen, gate, record) }
      : record,
  );
  const news = counted.approvals
    .filter(({ comment }) => !kept.some((one) => one.comment === comment && one.gate === gate.name))
    .map(({ by, comment, at }) => ({ gate: gate.name, by: by.login, comment, at }));
  return [...kept, ...news];
}

/** Of one voice only the newest word is counted: the older ones have not lapsed. */
function isAmong({ approvals }: Counted, record: ApprovalRecord): boolean {
  return approvals.some(({ comment, by }) => comment === record.comment || by.login === record.by);
}

function lapseOf(seen: Snapshot, gate: Gate, record: ApprovalRecord): Lapse {
  const comment = (given(seen.comments) ?? []).find((one) => one.id === record.comment);
  if (comment === undefined) {
    return "comment-deleted";
  }
  const { outcome: _, ...asItWas } = comment;
  const { answer } = judged(seen, gate, asItWas) ?? { answer: undefined };
  return answer?.is === "refused" ? (LAPSES[answer.because.is] ?? "other") : "other";
}

const LAPSES: Readonly<Record<string, Lapse>> = {
  edited: "comment-edited",
  "no-right": "right-lost",
  "configuration-changed": "rules-changed",
  "artifacts-replaced": "artifacts-replaced",
  expired: "expired",
  superseded: "run-again",
  "too-early": "run-again",
};

/** Why the comment does not count, leaving aside that it has had its answer by now. */
function judged(seen: Snapshot, gate: Gate, comment: Comment) {
  const { author } = comment;
  const said = commandsIn(comment).find(
    ({ command, words }) => command === "approve" && words[0] === gate.name,
  );
  // An edit may have taken the command away.
  return said === undefined || author === undefined
    ? ({ answer: { is: "refused", because: { is: "edited" } } } as const)
    : againstApproval({ said, seen, gate, by: author });
}
