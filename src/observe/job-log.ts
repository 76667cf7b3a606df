import { eachLine } from "../artifacts/lines.ts";
import { ArtifactFault, ArtifactRefused } from "../artifacts/refused.ts";
import { faultOf } from "../github/fault.ts";
import { absent, type Fact, seen, unknown } from "../release/fact.ts";
import { createLogSieve, type JobLog } from "../release/job-log.ts";
import type { Eyes } from "./eyes.ts";

/**
 * What the log of a job that has ended tells; absent when GitHub or its storage has none (any more). Read once: it does
 * not change.
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
    return unread(error);
  }
}

async function read({ github, downloads }: Eyes, job: number): Promise<JobLog> {
  const url = await github.location("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", { job_id: job });
  const sieve = createLogSieve();
  const whole = await eachLine(url.href, downloads, sieve.add);
  return { is: "read", ...sieve.told(), whole };
}

/** An address that leads elsewhere does so each time: nobody has to ask for it again. Anything else is a bug of ours. */
function unread(error: unknown): Fact<JobLog> {
  if (error instanceof ArtifactRefused) {
    return seen({ is: "refused", why: error.reason });
  }
  const fault = error instanceof ArtifactFault ? error.fault : faultOf(error);
  if (fault === undefined) {
    throw error;
  }
  return fault.status === 404 || fault.status === 410 ? absent : unknown(fault);
}
