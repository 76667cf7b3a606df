import type { JobPlan } from "../../src/sandbox/github/workflows.ts";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import type { Told } from "../stories/stage.ts";

/** The release workflow with other jobs, from the next run on. */
export function changeJobs({ repo }: Told, change: (jobs: readonly JobPlan[]) => readonly JobPlan[]): void {
  const workflow = repo.state.workflows.find(({ path }) => path === WORKFLOW);
  if (workflow === undefined) {
    throw new Error("the project has no release workflow");
  }
  repo.addWorkflow({ ...workflow, jobs: change(workflow.jobs) });
}

/** The job of that name with other properties. */
export function changeJob(told: Told, name: string, change: (job: JobPlan) => JobPlan): void {
  changeJobs(told, (jobs) => jobs.map((job) => (job.name === name ? change(job) : job)));
}

/** Lets the publish jobs depend on the build alone: a workflow that forgot to wait for its checks. */
export function forgetChecks(told: Told): void {
  changeJobs(told, (jobs) =>
    jobs.map((job) => (job.environment === undefined ? job : { ...job, needs: ["build / build-installer"] })),
  );
}
