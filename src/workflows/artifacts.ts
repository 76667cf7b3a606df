import picomatch from "picomatch";
import type { PlannedJob } from "./job.ts";

/** The artifacts that a job has of those that it needs: what it downloads, by name. Jobs as `plannedJobs` gives them. */
export function artifactsOf(job: PlannedJob, jobs: readonly PlannedJob[]): readonly string[] {
  const there = uploadedIn(jobs.filter((other) => neededBy(job, jobs).has(other)));
  const wanted = job.work.flatMap((one) => (one.does === "download" ? [one] : []));
  return there.filter((name) =>
    wanted.some(({ name: exact, pattern }) =>
      exact !== undefined ? exact === name : pattern === undefined || picomatch.isMatch(name, pattern),
    ),
  );
}

/** Names of the artifacts that jobs upload, as far as they are known beforehand, each once. */
export function uploadedIn(jobs: readonly PlannedJob[]): readonly string[] {
  const names = jobs.flatMap(({ work }) =>
    work.flatMap((one) => (one.does === "upload" && one.name !== undefined ? [one.name] : [])),
  );
  return [...new Set(names)];
}

/** The jobs that a need names: those of a matrix, or of a called workflow. */
export function jobsNamed(id: string, jobs: readonly PlannedJob[]): readonly PlannedJob[] {
  return jobs.filter((job) => job.id === id || job.id.startsWith(`${id} / `));
}

/** Everything that has ended before a job begins, near and far. */
export function neededBy(job: PlannedJob, jobs: readonly PlannedJob[]): ReadonlySet<PlannedJob> {
  const needed = new Set<PlannedJob>();
  const open = [...job.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const one of jobsNamed(id, jobs)) {
      if (!needed.has(one)) {
        needed.add(one);
        open.push(...one.needs);
      }
    }
  }
  return needed;
}
