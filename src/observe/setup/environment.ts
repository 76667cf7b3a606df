import type { Reading } from "../../github/github.ts";
import type { Data } from "../../github/routes.ts";
import { absent, type Fact, seen } from "../../release/fact.ts";
import type { DeploymentPolicy, EnvironmentSettings } from "../../release/setup.ts";
import { humanGuards } from "../environments.ts";
import { together } from "../together.ts";

/** Whose rule it is, by the App's number or slug. */
export type IsOurs = (app: { readonly id: number; readonly slug: string }) => boolean;

const ENVIRONMENT = "GET /repos/{owner}/{repo}/environments/{environment_name}";

/**
 * Everything that guards one environment.
 * https://docs.github.com/rest/deployments/environments#get-an-environment and
 * https://docs.github.com/rest/deployments/branch-policies#list-deployment-branch-policies
 */
export async function environmentSettings(
  github: Reading,
  name: string,
  isOurs: IsOurs,
): Promise<Fact<EnvironmentSettings>> {
  const at = { environment_name: name };
  const environment = await github.readOrAbsent(ENVIRONMENT, at);
  if (environment === undefined) {
    return absent;
  }
  const [rules, policy] = await together([
    github.readOrAbsent(`${ENVIRONMENT}/deployment_protection_rules`, at),
    policyOf(github, name, environment),
  ]);
  const enabled = (rules?.custom_deployment_protection_rules ?? []).filter((rule) => rule.enabled);
  return seen({
    name,
    rule: enabled.some(({ app }) => isOurs(app)),
    otherRules: enabled.filter(({ app }) => !isOurs(app)).map(({ app }) => app.slug),
    ...humanGuards(environment.protection_rules ?? []),
    ...bypassOf(environment),
    policy,
  });
}

/** GitHub sends it, and its description lacks it (google/go-github#2722). */
function bypassOf(environment: object): { readonly adminBypass?: boolean } {
  const told = "can_admins_bypass" in environment ? environment.can_admins_bypass : undefined;
  return typeof told === "boolean" ? { adminBypass: told } : {};
}

async function policyOf(
  github: Reading,
  name: string,
  { deployment_branch_policy: policy }: Data<typeof ENVIRONMENT>,
): Promise<DeploymentPolicy> {
  if (policy == null) {
    return "everything";
  }
  if (policy.protected_branches) {
    return "protected-branches";
  }
  const patterns = await github.readAll(`${ENVIRONMENT}/deployment-branch-policies`, {
    environment_name: name,
  });
  return patterns.map((one) => ({ name: one.name ?? "", type: one.type === "tag" ? "tag" : "branch" }));
}
