import type { CloseGate, OpenGate, ReportGate } from "../release/action.ts";
import { closedText, openedText } from "../replies/gate.ts";
import type { Executor, Hands } from "./hands.ts";

const ROUTE = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule";

/**
 * Opens the gate as its custom deployment protection rule. The answer is final; whether it is open is seen
 * afterwards, never taken from GitHub's 204.
 * https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run
 */
export const openGate: Executor<OpenGate> = async (hands, action) => {
  await decide(hands, action, { state: "approved", comment: openedText(action, hands.seen) });
  return { result: { environment: action.environment, run: action.run } };
};

/** Closes the gate: the waiting job fails, and with it the run. */
export const closeGate: Executor<CloseGate> = async (hands, action) => {
  await decide(hands, action, { state: "rejected", comment: closedText(action, hands.seen) });
  return { result: { environment: action.environment, run: action.run } };
};

/** A status report without a decision. GitHub keeps ten of them per deployment. */
export const reportGate: Executor<ReportGate> = async (hands, { run, environment, text }) => {
  await hands.github("gate").write(ROUTE, { run_id: run, environment_name: environment, comment: text });
  return { result: { reported: `${run}/${environment}` } };
};

type Decision = { readonly state: "approved" | "rejected"; readonly comment: string };

async function decide(
  hands: Hands,
  at: { readonly run: number; readonly environment: string },
  decision: Decision,
) {
  await hands.github("gate").write(ROUTE, { run_id: at.run, environment_name: at.environment, ...decision });
}
