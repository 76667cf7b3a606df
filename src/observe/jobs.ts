import type { Data } from "../github/routes.ts";
import { releaseRun } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Job } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { instant, optionalInstant } from "./stamp.ts";

const HAS_BEGUN: ReadonlySet<string> = new Set(["in_progress", "completed"]);

/**
 * The jobs of the release run, of all its attempts: a job that is carried over into a re-run has a new id there,
 * and only the old one is what a deployment names.
 * https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 */
export const jobs: Reader<Fact<readonly Job[]>> = async ({ github }, known) => {
  const run = releaseRun(known);
  if (run === undefined) {
    return absent;
  }
  const found = await github.readAll("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", {
    run_id: run.id,
    filter: "all",
  });
  return seen(found.map((raw) => jobOf(raw, run.url)));
};

type RawJob = Data<"GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs">["jobs"][number];

/** `page`: the run's, for a job without one of its own. */
export function jobOf(raw: RawJob, page: string): Job {
  const failedStep = raw.steps?.find((step) => step.conclusion === "failure")?.name;
  return {
    id: raw.id,
    runAttempt: raw.run_attempt ?? 1,
    name: raw.name,
    status: raw.status,
    ...(raw.conclusion === null ? {} : { conclusion: raw.conclusion }),
    createdAt: instant(raw.created_at),
    // GitHub stamps a job as started while it still waits: in a queue, or at a gate.
    ...(HAS_BEGUN.has(raw.status) ? optionalInstant("startedAt", raw.started_at) : {}),
    ...optionalInstant("completedAt", raw.completed_at),
    url: raw.html_url ?? page,
    ...(raw.labels.length === 0 ? {} : { labels: raw.labels }),
    ...(failedStep === undefined ? {} : { failedStep }),
  };
}
