import { eachLine } from "../artifacts/lines.ts";
import { ArtifactFault, ArtifactRefused } from "../artifacts/refused.ts";
import { faultOf } from "../github/fault.ts";
import { absent, type Fact, type Fault, seen, unknown } from "../release/fact.ts";
import { createLogSieve, type JobLog } from "../release/job-log.ts";
import type { Eyes } from "./eyes.ts";

const WHOM = "log storage";

/**
 * What the log of a job that has ended tells; absent when GitHub has none (any more). Read once: it does not change.
 * https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 */
export async function jobLog(eyes: Eyes, job: number): Promise<Fact<JobLog>> {
  const known = eyes.logs.get(String(job));
  if (known !== undefined) {
    return seen(known);
  }
  try {
    const log = await read(eyes, job);
    eyes.logs.set(String(job), log);
    return seen(log);
  } catch (error) {
    const status = faultOf(error)?.status;
    return status === 404 || status === 410 ? absent : unknown(faultIn(error));
  }
}

async function read({ github, downloads }: Eyes, job: number): Promise<JobLog> {
  const url = await github.location("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", { job_id: job });
  const sieve = createLogSieve();
  const whole = await eachLine(url.href, downloads, sieve.add);
  return { ...sieve.told(), whole };
}

/** Anything else thrown is a bug of ours, or a fault of GitHub's that is told as such elsewhere. */
function faultIn(error: unknown): Fault {
  if (error instanceof ArtifactFault) {
    return { ...error.fault, whom: WHOM };
  }
  if (error instanceof ArtifactRefused) {
    return { kind: "broken", whom: WHOM, detail: error.reason };
  }
  throw error;
}
