import type { Account } from "../github/accounts.ts";
import type { Deployment, DeploymentStatus } from "../github/deployments.ts";
import type { DeploymentPolicy, Environment, Rule } from "../github/environments.ts";
import { type Approval, type Gate, mayReview } from "../github/gates.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import type { Run } from "../github/runs.ts";
import { simpleUser } from "./account.ts";
import { jobHtml } from "./run.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

const ruleNode = (id: number): string => nodeId("Gate", id);

const environmentLinks = (urls: Urls, repository: Repository, environment: Environment): Json => ({
  id: environment.id,
  node_id: nodeId("Environment", environment.id),
  name: environment.name,
  url: `${repoApi(urls, repository)}/environments/${encodeURIComponent(environment.name)}`,
  html_url: `${repoHtml(urls, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
});

const environmentDates = (environment: Environment): Json => ({
  created_at: iso(environment.createdAt),
  updated_at: iso(environment.updatedAt),
});

const reviewer = (urls: Urls, account: Account): Json => ({
  type: "User",
  reviewer: simpleUser(urls, account),
});

/** `deployment_branch_policy`. */
const policyShape = (policy: DeploymentPolicy): Json | null =>
  policy && {
    protected_branches: policy === "protected-branches",
    custom_branch_policies: policy !== "protected-branches",
  };

/** `deployment-branch-policy`, each of the environment's. */
export const branchPolicies = ({ policy }: Environment): readonly Json[] =>
  policy === null || policy === "protected-branches"
    ? []
    : policy.map(({ id, name, type }) => ({ id, node_id: ruleNode(id), name, type }));

/** `environment`; custom rules are not among its `protection_rules` but have a list of their own. */
export const environmentShape = (urls: Urls, repository: Repository, environment: Environment): Json => {
  const { ruleIds } = environment;
  const timer = {
    id: ruleIds.timer,
    node_id: ruleNode(ruleIds.timer),
    type: "wait_timer",
    wait_timer: environment.waitTimer,
  };
  const required = {
    id: ruleIds.reviewers,
    node_id: ruleNode(ruleIds.reviewers),
    prevent_self_review: environment.preventSelfReview,
    type: "required_reviewers",
    reviewers: environment.reviewers.map((account) => reviewer(urls, account)),
  };
  const limited = { id: ruleIds.policy, node_id: ruleNode(ruleIds.policy), type: "branch_policy" };
  return {
    ...environmentLinks(urls, repository, environment),
    ...environmentDates(environment),
    can_admins_bypass: environment.adminBypass,
    protection_rules: [
      ...(environment.waitTimer > 0 ? [timer] : []),
      ...(environment.reviewers.length > 0 ? [required] : []),
      ...(environment.policy === null ? [] : [limited]),
    ],
    deployment_branch_policy: policyShape(environment.policy),
  };
};

/** `deployment-protection-rule`. */
export const ruleShape = (urls: Urls, rule: Rule): Json => ({
  id: rule.id,
  node_id: ruleNode(rule.id),
  enabled: true,
  app: {
    id: rule.app.id,
    slug: rule.app.slug,
    integration_url: `${urls.api}/apps/${rule.app.slug}`,
    node_id: nodeId("App", rule.app.id),
  },
});

/** `pending-deployment`, as the given person (or nobody, for an App) sees it. */
export const pendingShape = (
  urls: Urls,
  at: { readonly repository: Repository; readonly run: Run; readonly viewer: Account | null },
  gate: Gate,
): Json => {
  const { environment } = gate;
  return {
    environment: environmentLinks(urls, at.repository, environment),
    wait_timer: environment.waitTimer,
    wait_timer_started_at: isoOrNull(environment.waitTimer > 0 ? gate.since : null),
    current_user_can_approve: at.viewer !== null && mayReview(at.run, environment, at.viewer),
    reviewers: environment.reviewers.map((account) => reviewer(urls, account)),
  };
};

/** `environment-approvals`. */
export const approvalShape = (urls: Urls, repository: Repository, approval: Approval): Json => ({
  state: approval.state,
  comment: approval.comment,
  environments: approval.environments.map((environment) => ({
    ...environmentLinks(urls, repository, environment),
    ...environmentDates(environment),
  })),
  user: simpleUser(urls, approval.by),
});

/** `deployment`. */
export const deploymentShape = (urls: Urls, repository: Repository, deployment: Deployment): Json => {
  const api = repoApi(urls, repository);
  const url = `${api}/deployments/${deployment.id}`;
  const { name } = deployment.environment;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    task: "deploy",
    original_environment: name,
    environment: name,
    description: null,
    created_at: iso(deployment.createdAt),
    updated_at: iso(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: simpleUser(urls, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: {},
    transient_environment: false,
    production_environment: false,
    performed_via_github_app: null,
  };
};

/** `deployment-status`. */
export const deploymentStatusShape = (
  urls: Urls,
  repository: Repository,
  at: { readonly deployment: Deployment; readonly status: DeploymentStatus },
): Json => {
  const { deployment, status } = at;
  const api = repoApi(urls, repository);
  const url = `${api}/deployments/${deployment.id}`;
  const page = jobHtml(urls, repository, deployment.run, deployment.job);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: simpleUser(urls, status.creator),
    description: "",
    environment: deployment.environment.name,
    target_url: page,
    created_at: iso(status.at),
    updated_at: iso(status.at),
    deployment_url: url,
    repository_url: api,
    log_url: page,
    performed_via_github_app: null,
  };
};
