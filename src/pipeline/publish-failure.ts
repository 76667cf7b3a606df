import type { Gate } from "../release/configuration.ts";
import { ecosystemOfGate } from "../release/ecosystem.ts";
import { type Fact, factAt, given, unseen } from "../release/fact.ts";
import { isDispensable } from "../release/gate.ts";
import { MINUTE } from "../release/instant.ts";
import type { JobLog } from "../release/job-log.ts";
import type { Look } from "../release/look.ts";
import {
  goesForward,
  namesItsIndex,
  type Outlook,
  outlookOf,
  type PublishCause,
} from "../release/publish-cause.ts";
import type { IndexHolds, PublishFailure } from "../release/publish-failure.ts";
import type { Job, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { failedJob } from "./checks.ts";
import { indexHolds } from "./index-holds.ts";
import { looksForNext, nextFree } from "./next-free.ts";

/**
 * A publication that failed, with what can be found out about it: the log of its job, what the index has by now,
 * whether a retry can help, and else the next version that is free. What does not answer is told as such, and
 * keeps nothing from being told.
 */
export function publishFailed(seen: Snapshot, gate: Gate, job: Job): Step {
  const looks = firstLooks(seen, gate, job);
  const [look, ...more] = looks.length > 0 ? looks : lateLooks(seen, gate, job);
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const found = failureOf(seen, gate, job);
  return {
    is: "stopped",
    because: { is: "publish-failed", environment: gate.name, job: failedJob(job), found },
  };
}

/** The index is asked about the built files: so these come first. */
function firstLooks(seen: Snapshot, gate: Gate, job: Job): readonly Look[] {
  const sights = (["artifacts", "contents"] as const).filter((at) => seen[at].is === "unseen");
  return [
    ...(gate.index === undefined ? [] : sights.map((at): Look => ({ at }))),
    ...(logOf(seen, job).is === "unseen" ? [{ at: "jobLog", job: job.id } as const] : []),
  ];
}

function lateLooks(seen: Snapshot, gate: Gate, job: Job): readonly Look[] {
  if (gate.index !== undefined && factAt(seen.index, gate.name).is === "unseen") {
    return [{ at: "index", gate: gate.name }];
  }
  return wantsNext(seen, gate, failureOf(seen, gate, job).outlook) ? looksForNext(seen) : [];
}

/** A release that ends without the gate does not change its version for it. */
function wantsNext(seen: Snapshot, gate: Gate, outlook: Outlook): boolean {
  return goesForward(outlook) && !isDispensable(seen, gate);
}

function logOf(seen: Snapshot, job: Job): Fact<JobLog> {
  return seen.jobLogs[job.id] ?? unseen;
}

function failureOf(seen: Snapshot, gate: Gate, job: Job): PublishFailure {
  const log = given(logOf(seen, job));
  const text = log?.is === "read" ? log : undefined;
  const holds = indexHolds(seen, gate);
  const cause = text?.cause !== undefined && isCertain(text.cause, gate) ? text.cause : undefined;
  const outlook = outlookWith(cause, holds, gate);
  const next = wantsNext(seen, gate, outlook) ? nextFree(seen) : undefined;
  return {
    ...logState(seen, job),
    lines: text?.lines ?? [],
    ...(cause === undefined ? {} : { cause }),
    holds,
    outlook,
    ...(next === undefined ? {} : { next }),
  };
}

function isCertain(cause: PublishCause, gate: Gate): boolean {
  return gate.index !== undefined || namesItsIndex(cause);
}

/** GitHub has a log only a moment after its job has ended; none ever of one that was cancelled before it began. */
const LOG_COMES_WITHIN = 10 * MINUTE;

function logState(seen: Snapshot, job: Job): Pick<PublishFailure, "log" | "logDetail"> {
  const log = logOf(seen, job);
  switch (log.is) {
    case "seen":
      return log.value.is === "refused"
        ? { log: "refused", logDetail: log.value.why }
        : { log: log.value.whole ? "read" : "cut" };
    case "absent":
      return job.conclusion !== "cancelled" && seen.now - (job.completedAt ?? 0) < LOG_COMES_WITHIN
        ? { log: "silent" }
        : { log: "gone" };
    case "unseen":
      return { log: "silent" };
    case "unknown":
      return { log: "silent", logDetail: `${log.because.whom}: ${log.because.detail}` };
  }
}

/**
 * What the index has says more than the log. Where it takes the same bytes again, a half-published release is completed
 * by the same job; another build's files can never join one. Where it does not, a job whose files are all there ends
 * well only if it passes over them, which nobody can tell from here.
 */
function outlookWith(cause: PublishCause | undefined, holds: IndexHolds, gate: Gate): Outlook {
  const outlook = outlookOf(cause);
  switch (holds.is) {
    case "other-bytes":
      return "burnt";
    case "all":
      return ecosystemOfGate(gate).takesSameBytesAgain ? "retry" : "unclear";
    case "part":
    case "no-files":
    case "extra-files":
    case "not-compared":
      return outlook === "rebuild" ? "burnt" : outlook;
    default:
      return outlook;
  }
}
