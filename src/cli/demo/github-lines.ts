import { z } from "zod";
import type { Delivery } from "../../sandbox/deliveries.ts";
import type { Project } from "../../sandbox/scenes/project.ts";
import type { Teller } from "./teller.ts";

const RunEvent = z.object({
  workflow_run: z.object({ id: z.number(), run_number: z.number(), run_attempt: z.number(), conclusion: z.string().nullable() }),
});
const JobEvent = z.object({ workflow_job: z.object({ name: z.string(), conclusion: z.string().nullable() }) });
const GateEvent = z.object({ environment: z.string() });

/** Gives the listener that tells what happens at GitHub, from the webhooks that it sends. */
export function tellGitHub({ repo }: Project, teller: Teller): (delivery: Delivery) => void {
  return ({ event, action, payload }) => {
    switch (`${event}.${action}`) {
      case "workflow_run.requested": {
        const { workflow_run: run } = RunEvent.parse(payload);
        const jobs = repo.run(run.id).workflow.jobs.length;
        const again = run.run_attempt > 1 ? `, attempt ${run.run_attempt}` : "";
        return teller.say("GitHub", `starts run ${run.run_number}${again} of the release workflow: ${jobs} jobs`);
      }
      case "workflow_run.completed": {
        const { workflow_run: run } = RunEvent.parse(payload);
        return teller.say("GitHub", `run ${run.run_number} has ended: ${run.conclusion}`);
      }
      case "workflow_job.completed": {
        const { workflow_job: job } = JobEvent.parse(payload);
        return job.conclusion === "failure" ? teller.say("GitHub", `the job \`${job.name}\` has ended: failure`) : undefined;
      }
      case "deployment_protection_rule.requested": {
        const { environment } = GateEvent.parse(payload);
        return teller.say("GitHub", `a job waits at the gate \`${environment}\` and asks the app`);
      }
      default:
        return undefined;
    }
  };
}
