import {
  type CloseGate,
  type OpenGate,
  type ReportGate,
  type ReviewGate,
  reportKey,
} from "../release/action.ts";
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

/** Opens the gate as a person who approved it and linked their account: GitHub's record names them. */
export const reviewGate: Executor<ReviewGate> = async (hands, action) => {
  const by = { as: action.as.id, environmentId: action.environmentId };
  await review(
    hands,
    { ...by, run: action.run },
    { state: "approved", comment: openedText(action, hands.seen) },
  );
  return { result: { environment: action.environment, run: action.run } };
};

/** Closes the gate: the waiting job fails, and with it the run. */
export const closeGate: Executor<CloseGate> = async (hands, action) => {
  const decision = { state: "rejected", comment: closedText(action, hands.seen) } as const;
  await (action.review === undefined
    ? decide(hands, action, decision)
    : review(hands, { ...action.review, run: action.run }, decision));
  return { result: { environment: action.environment, run: action.run } };
};

/** A status report without a decision. GitHub keeps ten of them per deployment. */
export const reportGate: Executor<ReportGate> = async (hands, action) => {
  const { run, environment, text } = action;
  await hands.github("gate").write(ROUTE, { run_id: run, environment_name: environment, comment: text });
  return { result: { reported: reportKey(action) } };
};

type Decision = { readonly state: "approved" | "rejected"; readonly comment: string };

async function decide(
  hands: Hands,
  at: { readonly run: number; readonly environment: string },
  decision: Decision,
) {
  await hands
    .github("gate", "command")
    .write(ROUTE, { run_id: at.run, environment_name: at.environment, ...decision });
}

/**
 * As the person themselves: GitHub decides whether they may.
 * https://docs.github.com/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
 */
async function review(
  { person }: Hands,
  at: { readonly as: number; readonly environmentId: number; readonly run: number },
  decision: Decision,
) {
  if (person === undefined) {
    throw new Error("a review was planned where no accounts can be linked");
  }
  await person(at.as).write("POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", {
    run_id: at.run,
    environment_ids: [at.environmentId],
    ...decision,
  });
}
