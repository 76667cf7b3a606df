import type { Reading } from "../github/github.ts";
import type { Data } from "../github/routes.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import type { Environment, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { together } from "./together.ts";

type RawEnvironment = Data<"GET /repos/{owner}/{repo}/environments/{environment_name}">;

/** What guards each environment of this release: our own rule, other rules, reviewers, a wait timer. */
export const environments: Reader<Fact<readonly Environment[]>> = async ({ github }, known) => {
  const guards = await together(namesOf(known).map((name) => guardsOf(github, name, known.app.id)));
  return seen(guards);
};

function namesOf(known: Snapshot): readonly string[] {
  const pending = (given(known.pending) ?? []).map((gate) => gate.environment);
  return [...new Set([...gatesOf(known).map((gate) => gate.name), ...pending])];
}

/**
 * https://docs.github.com/rest/deployments/environments#get-an-environment and
 * https://docs.github.com/rest/deployments/protection-rules#get-all-deployment-protection-rules-for-an-environment
 */
async function guardsOf(github: Reading, name: string, app: number): Promise<Environment> {
  const [environment, rules] = await together([
    github.readOrAbsent("GET /repos/{owner}/{repo}/environments/{environment_name}", {
      environment_name: name,
    }),
    github.readOrAbsent(
      "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules",
      {
        environment_name: name,
      },
    ),
  ]);
  const enabled = (rules?.custom_deployment_protection_rules ?? []).filter((rule) => rule.enabled);
  return {
    name,
    rule: enabled.some((rule) => rule.app.id === app),
    otherRules: enabled.filter((rule) => rule.app.id !== app).map((rule) => rule.app.slug),
    ...humanGuards(environment?.protection_rules ?? []),
  };
}

/** What people and time guard, by GitHub's own rules. */
export function humanGuards(rules: NonNullable<RawEnvironment["protection_rules"]>) {
  const required = rules.find((rule) => rule.type === "required_reviewers");
  const reviewers = required !== undefined && "reviewers" in required ? (required.reviewers ?? []) : [];
  const preventSelfReview =
    required !== undefined && "prevent_self_review" in required && required.prevent_self_review === true;
  const timer = rules.find((rule) => rule.type === "wait_timer");
  const waitMinutes = timer !== undefined && "wait_timer" in timer ? (timer.wait_timer ?? 0) : 0;
  return { reviewers: reviewers.flatMap(({ reviewer }) => nameOf(reviewer)), preventSelfReview, waitMinutes };
}

function nameOf(reviewer: object | undefined): readonly string[] {
  if (reviewer !== undefined && "login" in reviewer && typeof reviewer.login === "string") {
    return [reviewer.login];
  }
  return reviewer !== undefined && "name" in reviewer && typeof reviewer.name === "string"
    ? [reviewer.name]
    : [];
}
