import { alreadyOut, looksForOut } from "../release/already-out.ts";
import type { Refusal } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { currentJobs, gateNamed, gatesOf, hasFailed, isDispensable, jobsOf } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import { DAY } from "../release/instant.ts";
import type { PublishFailed } from "../release/problem.ts";
import { goesForward } from "../release/publish-cause.ts";
import type { Person, Run, Snapshot } from "../release/snapshot.ts";
import {
  accepted,
  acceptedWith,
  type Command,
  done,
  type Judgement,
  looking,
  refused,
  type Sight,
  unlessSeen,
} from "./command.ts";
import { heldBack } from "./hold.ts";

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
const MOST_AGE = 30 * DAY;

/** `/retry`: re-runs the failed jobs. Whether it happened is seen on the run: a newer attempt. */
export const retry: Command = {
  name: "retry",
  usage: "/retry",
  example: "/retry",
  who: "write",
  effect: "re-runs the failed jobs of the release run",
  judge(said, { seen, phases }, by) {
    const { claimed, createdAt } = said.comment;
    const unclear = unlessSeen(seen, "tag", "runs", "jobs", "deployments", "pending");
    if (unclear !== undefined) {
      return unclear;
    }
    const run = releaseRun(seen);
    const permissions = notGranted(seen, "rerun-failed-jobs");
    if (permissions.length > 0 && !claimed) {
      return refused({ is: "not-granted", permissions });
    }
    if (run !== undefined && claimed && run.startedAt >= createdAt) {
      return done;
    }
    if (run !== undefined && run.startedAt > createdAt) {
      return refused({ is: "superseded" });
    }
    const held = heldBack(seen);
    if (held !== undefined) {
      // What was taken up before the hold waits for its end.
      return claimed ? accepted : held;
    }
    const inVain = claimed ? undefined : againstRetry(seen, phases);
    return inVain ?? ofFailed(seen, run, by);
  },
};

function ofFailed(seen: Snapshot, run: Run | undefined, by: Person): Judgement {
  if (run === undefined || !currentJobs(seen).some(hasFailed)) {
    return refused({ is: "nothing-failed" });
  }
  if (run.status === "completed" && seen.now - run.createdAt > MOST_AGE) {
    return tooOld(seen);
  }
  return run.status === "completed"
    ? acceptedWith({ do: "rerun-failed-jobs", run: run.id, runAttempt: run.attempt, by: by.id })
    : refused({ is: "still-running" });
}

/** Another build is the way on, unless nothing needs one, or an index has taken files of this one. */
function tooOld(seen: Snapshot): Judgement {
  const because = { is: "run-too-old", tag: seen.key.tag } as const;
  const failed = currentJobs(seen).filter(hasFailed);
  const optional = gatesOf(seen).filter((gate) => isDispensable(seen, gate));
  const jobs = new Set(optional.flatMap(({ name }) => jobsOf(seen, name)).map(({ id }) => id));
  const [first] = optional.filter(({ name }) => jobsOf(seen, name).some(hasFailed));
  if (first !== undefined && failed.every(({ id }) => jobs.has(id))) {
    return refused({ ...because, without: first.name });
  }
  const looks = looksForOut(seen);
  return looks.length > 0 ? looking(looks) : refused({ ...because, out: alreadyOut(seen) });
}

/**
 * Where every job that failed was to publish, and failed for what the tagged commit or its version is, running them
 * again only fails again, and costs an approval. Anything less certain is for people to try.
 */
function againstRetry(seen: Snapshot, phases: Sight["phases"]): Judgement | undefined {
  const publications = phases.filter(({ name }) => name.startsWith("publish "));
  if (publications.some(({ step }) => step.is === "look")) {
    return looking([]);
  }
  const failures = publications.flatMap(({ step }) =>
    step.is === "stopped" && step.because.is === "publish-failed" ? [step.because] : [],
  );
  const hopeless = failures.filter(({ found }) => goesForward(found.outlook));
  const names = new Set(hopeless.map(({ job }) => job.name));
  const [first] = [...hopeless.filter((one) => !isOptional(seen, one)), ...hopeless];
  return first !== undefined &&
    currentJobs(seen)
      .filter(hasFailed)
      .every((job) => names.has(job.name))
    ? refused(inVain(seen, first))
    : undefined;
}

function isOptional(seen: Snapshot, { environment }: PublishFailed): boolean {
  const gate = gateNamed(seen, environment);
  return gate !== undefined && isDispensable(seen, gate);
}

function inVain(seen: Snapshot, failure: PublishFailed): Refusal {
  const { environment, found } = failure;
  // Other bytes are in the way whatever the log tells, and without a cause nothing else makes a retry hopeless.
  const why = found.holds.is === "other-bytes" ? found.holds.is : (found.cause ?? "other-bytes");
  const about = { is: "retry-in-vain", gate: environment, why } as const;
  if (isOptional(seen, failure)) {
    return { ...about, way: "without" };
  }
  return found.outlook === "rebuild"
    ? { ...about, way: "rebuild" }
    : { ...about, way: "next-version", ...(found.next === undefined ? {} : { next: found.next }) };
}
