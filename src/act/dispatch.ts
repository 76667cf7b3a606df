import { faultOf } from "../github/fault.ts";
import type { Dispatch } from "../release/action.ts";
import { react } from "./comment.ts";
import type { Executor, Hands } from "./hands.ts";

/**
 * Starts a workflow by hand, and claims the comment before: what is claimed is started no second time, whatever
 * becomes of this one. https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
 */
export const dispatch: Executor<Dispatch> = async (hands, action) => {
  await react(hands, { do: "react", comment: action.comment, with: "eyes" });
  const run = await started(hands, action);
  return { result: { comment: action.comment, ...(run === undefined ? {} : { run }) } };
};

/** Gives the run where GitHub tells it: servers from before February 2026 know no such question, and start nothing. */
async function started(hands: Hands, action: Dispatch): Promise<number | undefined> {
  try {
    return await send(hands, action, { return_run_details: true });
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.status !== 422 || !/return_run_details/.test(fault.detail)) {
      throw error;
    }
    return await send(hands, action, {});
  }
}

type Details = { readonly return_run_details?: true };

async function send(hands: Hands, { workflow, ref }: Dispatch, details: Details) {
  const route = "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";
  const told: unknown = await hands
    .github("run", "command")
    .write(route, { workflow_id: workflow, ref, ...details });
  const run = typeof told === "object" && told !== null && "workflow_run_id" in told && told.workflow_run_id;
  return typeof run === "number" ? run : undefined;
}
