import type {
  DeploymentEvent,
  DeploymentStatusEvent,
  JobEvent,
  ProtectionRuleEvent,
  ReviewEvent,
  RunEventHappened,
} from "../github/events.ts";
import type { Gate } from "../github/gates.ts";
import { simpleUser } from "../shapes/account.ts";
import { deploymentShape, deploymentStatusShape } from "../shapes/environment.ts";
import { jobShape, runHtml, runInEvent, runShape, workflowShape } from "../shapes/run.ts";
import { iso, isoOrNull, type Json, repoApi, type Urls } from "../shapes/urls.ts";

/** `workflow_run`. Only `in_progress` comes without the run's title (webhook schema). */
export const runPayload = (urls: Urls, event: RunEventHappened): Json => {
  const { display_title: title, ...run } = runShape(urls, event.repository, event.run);
  return {
    action: event.action,
    workflow_run: event.action === "in_progress" ? run : { ...run, display_title: title },
    workflow: workflowShape(urls, event.repository, event.run.workflow),
  };
};

/** `workflow_job`; what waits tells its deployment. */
export const jobPayload = (urls: Urls, { action, repository, run, job }: JobEvent): Json => ({
  action,
  workflow_job: jobShape(urls, repository, run, job),
  ...(job.deployment ? { deployment: deploymentShape(urls, repository, job.deployment) } : {}),
});

/** `deployment`. */
export const deploymentPayload = (urls: Urls, { repository, deployment }: DeploymentEvent): Json => ({
  action: "created",
  deployment: deploymentShape(urls, repository, deployment),
  workflow: workflowShape(urls, repository, deployment.run.workflow),
  workflow_run: runInEvent(urls, repository, deployment.run),
});

const checkRunOfJob = (urls: Urls, { repository, deployment }: DeploymentStatusEvent): Json => {
  const { job, run } = deployment;
  const shape = jobShape(urls, repository, run, job);
  return {
    id: job.id,
    name: job.name,
    node_id: shape["node_id"],
    head_sha: run.headSha,
    external_id: "",
    url: shape["check_run_url"],
    html_url: shape["html_url"],
    details_url: shape["html_url"],
    status: job.status,
    conclusion: job.conclusion,
    started_at: iso(job.startedAt),
    completed_at: isoOrNull(job.completedAt),
  };
};

/** `deployment_status`. */
export const deploymentStatusPayload = (urls: Urls, event: DeploymentStatusEvent): Json => {
  const { repository, deployment } = event;
  return {
    action: "created",
    deployment_status: deploymentStatusShape(urls, repository, event),
    deployment: deploymentShape(urls, repository, deployment),
    check_run: checkRunOfJob(urls, event),
    workflow: workflowShape(urls, repository, deployment.run.workflow),
    workflow_run: runInEvent(urls, repository, deployment.run),
  };
};

/** `deployment_protection_rule`, with the sha and ref that live payloads carry and the schema lacks. */
export const protectionRulePayload = (urls: Urls, event: ProtectionRuleEvent): Json => {
  const { repository, run, gate } = event;
  return {
    action: "requested",
    environment: gate.environment.name,
    event: run.event,
    sha: run.headSha,
    ref: run.headBranch,
    deployment_callback_url: `${repoApi(urls, repository)}/actions/runs/${run.id}/deployment_protection_rule`,
    deployment: deploymentShape(urls, repository, gate.deployment),
    pull_requests: [],
  };
};

const jobRun = (urls: Urls, { repository, run }: ReviewEvent, { job, environment }: Gate): Json => ({
  id: job.jobRunId,
  name: job.name,
  environment: environment.name,
  status: job.status,
  // The page's number is the id here: another id space than the job's own (captured payloads of GitHub).
  html_url: `${runHtml(urls, repository, run)}/jobs/${job.jobRunId}`,
  conclusion: null,
  created_at: iso(job.createdAt),
  updated_at: iso(job.startedAt),
});

const reviewersOf = (urls: Urls, [gate]: readonly Gate[]): Json[] =>
  (gate?.environment.reviewers ?? []).map((account) => ({
    type: "User",
    reviewer: simpleUser(urls, account),
  }));

/** `deployment_review`. A decision has no environment of its own: it is in its job runs. */
export const reviewPayload = (urls: Urls, event: ReviewEvent): Json => {
  const { repository, run, gates } = event;
  const common = {
    action: event.action,
    since: iso(event.since),
    reviewers: reviewersOf(urls, gates),
    workflow_run: runInEvent(urls, repository, run),
  };
  const [first] = gates;
  if (event.action !== "requested") {
    return {
      ...common,
      approver: simpleUser(urls, event.sender),
      comment: event.comment ?? "",
      workflow_job_runs: gates.map((gate) => jobRun(urls, event, gate)),
    };
  }
  return {
    ...common,
    environment: first?.environment.name,
    requestor: simpleUser(urls, event.sender),
    ...(first ? { workflow_job_run: jobRun(urls, event, first) } : {}),
  };
};
