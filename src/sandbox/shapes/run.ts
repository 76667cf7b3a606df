import type { Artifact } from "../github/artifacts.ts";
import type { Signature } from "../github/git.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import type { Job, Run } from "../github/runs.ts";
import type { Workflow } from "../github/workflows.ts";
import { simpleUser } from "./account.ts";
import { smallRepository } from "./repository.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

const runApi = (urls: Urls, repository: Repository, run: Run): string =>
  `${repoApi(urls, repository)}/actions/runs/${run.id}`;

export const runHtml = (urls: Urls, repository: Repository, run: Run): string =>
  `${repoHtml(urls, repository)}/actions/runs/${run.id}`;

export const jobHtml = (urls: Urls, repository: Repository, run: Run, job: Job): string =>
  `${runHtml(urls, repository, run)}/job/${job.id}`;

const headCommit = (repository: Repository, run: Run): Json | null => {
  const commit = repository.objects.commits.get(run.headSha);
  if (!commit) return null;
  const person = ({ name, email }: Signature) => ({ name, email });
  return {
    id: commit.sha,
    tree_id: commit.tree.sha,
    message: commit.message,
    timestamp: iso(commit.author.at),
    author: person(commit.author),
    committer: person(commit.committer),
  };
};

const titleOf = (repository: Repository, run: Run): string =>
  repository.objects.commits.get(run.headSha)?.message.split("\n")[0] ?? run.workflow.name;

const runLinks = (urls: Urls, repository: Repository, run: Run): Json => {
  const url = runApi(urls, repository, run);
  const api = repoApi(urls, repository);
  return {
    url,
    html_url: runHtml(urls, repository, run),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
  };
};

/** `workflow-run`. */
export const runShape = (urls: Urls, repository: Repository, run: Run): Json => ({
  id: run.id,
  name: run.workflow.name,
  node_id: nodeId("WorkflowRun", run.id),
  head_branch: run.headBranch,
  head_sha: run.headSha,
  path: run.workflow.path,
  display_title: titleOf(repository, run),
  run_number: run.number,
  event: run.event,
  status: run.status,
  conclusion: run.conclusion,
  workflow_id: run.workflow.id,
  check_suite_id: run.suiteId,
  check_suite_node_id: nodeId("CheckSuite", run.suiteId),
  pull_requests: [],
  created_at: iso(run.createdAt),
  updated_at: iso(run.updatedAt),
  actor: simpleUser(urls, run.actor),
  run_attempt: run.attempt,
  referenced_workflows: [],
  run_started_at: iso(run.startedAt),
  triggering_actor: simpleUser(urls, run.triggeringActor),
  ...runLinks(urls, repository, run),
  head_commit: headCommit(repository, run),
  repository: smallRepository(urls, repository),
  head_repository: smallRepository(urls, run.headRepository),
});

/** The run inside events about deployments, which describe less of it than its own events. */
export const runInEvent = (urls: Urls, repository: Repository, run: Run): Json => {
  const { head_commit: _commit, previous_attempt_url: _previous, ...rest } = runShape(urls, repository, run);
  return rest;
};

const stepsOf = (job: Job): Json[] => {
  if (job.status !== "in_progress" && job.conclusion !== "success" && job.conclusion !== "failure") return [];
  const last = {
    status: job.status === "completed" ? "completed" : "in_progress",
    conclusion: job.conclusion,
    started_at: iso(job.startedAt),
    completed_at: isoOrNull(job.completedAt),
  };
  const first = { name: "Set up job", number: 1 };
  if (job.plan.step === undefined) return [{ ...first, ...last }];
  const setUp = {
    status: "completed",
    conclusion: "success",
    started_at: iso(job.startedAt),
    completed_at: iso(job.startedAt),
  };
  return [
    { ...first, ...setUp },
    { name: `Run ${job.plan.step}`, number: 2, ...last },
  ];
};

/** `job`, and `workflow_job` of events. */
export const jobShape = (urls: Urls, repository: Repository, run: Run, job: Job): Json => {
  const api = repoApi(urls, repository);
  const began = job.status === "in_progress" || (job.status === "completed" && job.conclusion !== "skipped");
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
    run_url: runApi(urls, repository, run),
    run_attempt: job.attempt,
    node_id: nodeId("CheckRun", job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: jobHtml(urls, repository, run, job),
    status: job.status,
    conclusion: job.conclusion,
    created_at: iso(job.createdAt),
    started_at: iso(job.startedAt),
    completed_at: isoOrNull(job.completedAt),
    name: job.name,
    steps: stepsOf(job),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ["ubuntu-latest"],
    runner_id: began ? 1 : null,
    runner_name: began ? "GitHub Actions 1" : null,
    runner_group_id: began ? 0 : null,
    runner_group_name: began ? "GitHub Actions" : null,
  };
};

/** `webhooks_workflow`. */
export const workflowShape = (urls: Urls, repository: Repository, workflow: Workflow): Json => {
  const html = repoHtml(urls, repository);
  return {
    id: workflow.id,
    node_id: nodeId("Workflow", workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: iso(workflow.createdAt),
    updated_at: iso(workflow.createdAt),
    url: `${repoApi(urls, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
};

/** `artifact`. */
export const artifactShape = (
  urls: Urls,
  repository: Repository,
  made: { readonly run: Run; readonly artifact: Artifact },
): Json => {
  const { run, artifact } = made;
  const url = `${repoApi(urls, repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId("Artifact", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.byteLength,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    digest: artifact.digest,
    created_at: iso(artifact.createdAt),
    updated_at: iso(artifact.createdAt),
    expires_at: iso(artifact.expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
};
