import { recordedApprovals } from "../commands/recorded-approvals.ts";
import { currentRuns, memoryOf, releaseRun } from "../release/attempt.ts";
import { currentJobs, gateJobNames, jobsOf } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { PhaseName, Step } from "../release/step.ts";
import type { Wait } from "../release/wait.ts";
import { recordedSince } from "../release/waited.ts";

type Waiting = Extract<Step, { readonly is: "waiting" }>;

/** Since when a phase waits: as its step says, else by GitHub's stamps, else as the board remembers it by now. */
export function waitingSince(name: PhaseName, step: Waiting, seen: Snapshot): Instant | undefined {
  // Whoever holds it holds it since they said so, however long its gate has waited before.
  const own = step.on.for === "unhold" ? undefined : step.since;
  return own ?? stamped(step.on, seen) ?? recordedSince(seen, name, step.on.for);
}

function stamped(wait: Wait, seen: Snapshot): Instant | undefined {
  switch (wait.for) {
    case "jobs":
    case "run-end":
    case "gate-reached":
      return releaseRun(seen)?.startedAt;
    case "which-workflow":
      return latest(currentRuns(seen).map(({ createdAt }) => createdAt));
    case "smoke-tests":
      return lastCheckEnded(seen);
    case "tag":
      return memoryOf(seen).prepared?.at;
    case "unhold":
      return memoryOf(seen).holds[0]?.at;
    case "gate-opening":
      return lastApproved(seen, wait.environment);
    case "publish-job":
      return publishingSince(seen, wait.environment);
    default:
      return undefined;
  }
}

function lastCheckEnded(seen: Snapshot): Instant | undefined {
  const behind = gateJobNames(seen);
  return latest(
    currentJobs(seen)
      .filter((job) => !behind.has(job.name))
      .flatMap((job) => job.completedAt ?? []),
  );
}

/** The gate was told to open right after the last approval that it needed. */
function lastApproved(seen: Snapshot, environment: string): Instant | undefined {
  const counting = recordedApprovals(seen).filter(
    (one) => one.gate === environment && one.lapsed === undefined,
  );
  return latest(counting.map(({ at }) => at));
}

function publishingSince(seen: Snapshot, environment: string): Instant | undefined {
  const open = jobsOf(seen, environment).filter(({ status }) => status !== "completed");
  return open.every(({ startedAt }) => startedAt !== undefined)
    ? latest(open.flatMap(({ startedAt }) => startedAt ?? []))
    : lastApproved(seen, environment);
}

function latest(moments: readonly Instant[]): Instant | undefined {
  return moments.length === 0 ? undefined : Math.max(...moments);
}
