import { type Environment, findEnvironment } from "../github/environments.ts";
import { answerRule, type Gate, reportRule, reviewDeployment } from "../github/gates.ts";
import { refuse } from "../github/refused.ts";
import type { Run } from "../github/runs.ts";
import {
  approvalShape,
  branchPolicies,
  deploymentShape,
  deploymentStatusShape,
  environmentShape,
  pendingShape,
  ruleShape,
} from "../shapes/environment.ts";
import { type Answer, noContent, ok } from "./answer.ts";
import { numbers, text, word } from "./fields.ts";
import { pageOf } from "./page.ts";
import { type RepositoryAsk, type Route, readOf } from "./route.ts";
import { runOfAsk } from "./runs.ts";

const placeOf = (ask: RepositoryAsk) => ({
  world: ask.world,
  repository: ask.repository,
  run: runOfAsk(ask),
});

/** One entry per environment, however many jobs of the run wait there. */
const waiting = (run: Run): Gate[] => [
  ...new Map(run.gates.map((gate) => [gate.environment, gate])).values(),
];

const listPending = (ask: RepositoryAsk): Answer => {
  const run = runOfAsk(ask);
  const viewer = ask.caller.kind === "user" ? ask.caller.account : null;
  return ok(
    waiting(run).map((gate) => pendingShape(ask.urls, { repository: ask.repository, run, viewer }, gate)),
  );
};

const STATES = ["approved", "rejected"] as const;

const review = (ask: RepositoryAsk): Answer => {
  const place = placeOf(ask);
  const ids = numbers(ask.body, "environment_ids") ?? refuse("bad-field", "environment_ids");
  const state = word(ask.body, "state", STATES) ?? refuse("bad-field", "state");
  const comment = text(ask.body, "comment") ?? refuse("bad-field", "comment");
  const gates = ids.flatMap((id) => {
    const environment = ask.repository.environments.find((candidate) => candidate.id === id);
    if (!environment) return refuse("no-pending-deployment");
    return reviewDeployment(place, environment.name, { state, comment, by: ask.actor });
  });
  return ok(gates.map((gate) => deploymentShape(ask.urls, ask.repository, gate.deployment)));
};

const answer = (ask: RepositoryAsk): Answer => {
  const environment = text(ask.body, "environment_name") ?? refuse("bad-field", "environment_name");
  const state = word(ask.body, "state", STATES);
  const comment = text(ask.body, "comment") ?? "";
  const given = { app: ask.app, environment, comment };
  if (state === undefined) reportRule(placeOf(ask), given);
  else answerRule(placeOf(ask), { ...given, state });
  return noContent;
};

const environmentOfAsk = (ask: RepositoryAsk): Environment =>
  findEnvironment(ask.repository, ask.params["environment_name"] ?? "") ?? refuse("not-found");

const listRules = (ask: RepositoryAsk): Answer => {
  const { rules } = environmentOfAsk(ask);
  return ok({
    total_count: rules.length,
    custom_deployment_protection_rules: rules.map((rule) => ruleShape(ask.urls, rule)),
  });
};

/** An environment without policies of its own has none to list: GitHub answers 200 with nothing in it. */
const listPolicies = (ask: RepositoryAsk): Answer => {
  const all = branchPolicies(environmentOfAsk(ask));
  const page = pageOf(ask.url, all);
  return ok({ total_count: all.length, branch_policies: page.items }, page.headers);
};

const listDeployments = (ask: RepositoryAsk): Answer => {
  const query = ask.url.searchParams;
  const asked = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const all = ask.repository.deployments
    .filter(
      ({ sha, ref, environment }) =>
        asked("sha", sha) &&
        asked("ref", ref) &&
        asked("environment", environment.name) &&
        asked("task", "deploy"),
    )
    .reverse();
  const page = pageOf(ask.url, all);
  return ok(
    page.items.map((deployment) => deploymentShape(ask.urls, ask.repository, deployment)),
    page.headers,
  );
};

const listStatuses = (ask: RepositoryAsk): Answer => {
  const id = ask.params["deployment_id"];
  const deployment = ask.repository.deployments.find((candidate) => String(candidate.id) === id);
  if (!deployment) return refuse("not-found");
  const page = pageOf(ask.url, [...deployment.statuses].reverse());
  return ok(
    page.items.map((status) => deploymentStatusShape(ask.urls, ask.repository, { deployment, status })),
    page.headers,
  );
};

/** Environments, what waits at them, and deployments. */
export const gateRoutes: readonly Route[] = [
  readOf("actions", "/actions/runs/{run_id}/pending_deployments", listPending),
  {
    about: "repository",
    method: "POST",
    path: "/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments",
    permission: { name: "deployments", level: "write" },
    // Reviewers are people and teams, so an App's own token is never one (GitHub's OpenAPI: not for Apps).
    tokens: ["user"],
    handle: review,
  },
  readOf("actions", "/actions/runs/{run_id}/approvals", (ask) =>
    ok(runOfAsk(ask).approvals.map((approval) => approvalShape(ask.urls, ask.repository, approval))),
  ),
  {
    about: "repository",
    method: "POST",
    path: "/repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule",
    permission: { name: "deployments", level: "write" },
    tokens: ["installation"],
    handle: answer,
  },
  readOf("actions", "/environments/{environment_name}", (ask) =>
    ok(environmentShape(ask.urls, ask.repository, environmentOfAsk(ask))),
  ),
  readOf("actions", "/environments/{environment_name}/deployment_protection_rules", listRules),
  readOf("actions", "/environments/{environment_name}/deployment-branch-policies", listPolicies),
  readOf("deployments", "/deployments", listDeployments),
  readOf("deployments", "/deployments/{deployment_id}/statuses", listStatuses),
];
