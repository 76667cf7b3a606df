import { z } from "zod";
import type { Delivery } from "../../sandbox/deliveries.ts";
import type { Project } from "../../sandbox/scenes/project.ts";
import type { Teller } from "./teller.ts";

const RunEvent = z.object({
  workflow_run: z.object({
    id: z.number(),
    run_number: z.number(),
    run_attempt: z.number(),
    conclusion: z.string().nullable(),
  }),
});
const JobEvent = z.object({
  workflow_job: z.object({ name: z.string(), run_id: z.number(), conclusion: z.string().nullable() }),
});
const GateEvent = z.object({ environment: z.string() });

/** Gives the listener that tells what happens at GitHub, from the webhooks that it sends. */
export function tellGitHub(project: Project, teller: Teller): (delivery: Delivery) => void {
  return (delivery) => {
    const line = lineOf(project, delivery);
    if (line !== undefined) {
      teller.say("GitHub", line);
    }
  };
}

function lineOf({ repo }: Project, { event, action, payload }: Delivery): string | undefined {
  switch (`${event}.${action}`) {
    case "workflow_run.requested": {
      const { workflow_run: run } = RunEvent.parse(payload);
      const jobs = repo.run(run.id).workflow.jobs.length;
      const again = run.run_attempt > 1 ? `, attempt ${run.run_attempt}` : "";
      return `starts run ${run.run_number}${again} of the release workflow: ${jobs} jobs`;
    }
    case "workflow_run.completed": {
      const { workflow_run: run } = RunEvent.parse(payload);
      return `run ${run.run_number} has ended: ${run.conclusion}`;
    }
    case "workflow_job.completed":
      return jobLine(repo, JobEvent.parse(payload).workflow_job);
    case "deployment_protection_rule.requested":
      return `a job waits at the gate \`${GateEvent.parse(payload).environment}\` and asks the app`;
    default:
      return undefined;
  }
}

/** Only what failed is told: the others are counted on the board. */
function jobLine(
  repo: Project["repo"],
  { name, run_id, conclusion }: z.infer<typeof JobEvent>["workflow_job"],
): string | undefined {
  if (conclusion !== "failure") {
    return undefined;
  }
  const run = repo.run(run_id);
  const gate = repo.jobs(run).find((job) => job.name === name)?.plan.environment;
  const isClosed = repo
    .approvals(run)
    .some(({ state, environments }) => state === "rejected" && environments.includes(gate ?? ""));
  return isClosed ? `ends the job \`${name}\`, which published nothing` : `the job \`${name}\` has failed`;
}
