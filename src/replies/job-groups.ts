import type { Job } from "../release/snapshot.ts";

/** Jobs that their authors wrote as one: of one called workflow, or of one matrix. */
export type JobGroup = { readonly name: string; readonly jobs: readonly Job[] };

/**
 * Groups jobs by what their names have in common. GitHub shows the job of a called workflow as `caller / job`, and
 * a matrix job as `name (a, b)`, both of which may come together: `build (linux) / compile`.
 * https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows
 */
export function jobGroups(jobs: readonly Job[]): readonly JobGroup[] {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const name = groupName(job.name);
    groups.set(name, [...(groups.get(name) ?? []), job]);
  }
  return [...groups].map(([name, members]) => ({ name, jobs: members }));
}

function groupName(job: string): string {
  const [caller = job] = job.split(" / ");
  const opening = caller.endsWith(")") ? caller.indexOf(" (") : -1;
  return opening > 0 ? caller.slice(0, opening) : caller;
}

/** A job that its own condition left out is as good as green: GitHub treats it so. */
export function isGreen(job: Job): boolean {
  return job.status === "completed" && (job.conclusion === "success" || job.conclusion === "skipped");
}
