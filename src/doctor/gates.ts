import picomatch from "picomatch";
import { factAt } from "../release/fact.ts";
import { isUnguarded } from "../release/gate.ts";
import type { EnvironmentSettings, Setup } from "../release/setup.ts";
import type { Check, GateFinding, State } from "./finding.ts";
import { setupGates } from "./gated.ts";

/** What guards each environment that a release comes to. */
export function gateChecks(setup: Setup): readonly Check[] {
  return setupGates(setup).flatMap(({ name: gate }) => {
    const settings = factAt(setup.environments, gate);
    switch (settings.is) {
      case "seen":
        return [
          ...guards(gate, settings.value),
          ...bypass(gate, settings.value),
          ...policy(gate, settings.value, setup.tag),
        ];
      case "absent":
        return [check("missing", { gate, is: "environment-absent" })];
      default:
        return [check("unseen", { gate, is: "environment-unseen" })];
    }
  });
}

function check(state: State, finding: GateFinding): Check {
  return { state, finding };
}

function guards(gate: string, settings: EnvironmentSettings): readonly Check[] {
  const { otherRules, waitMinutes } = settings;
  return [
    opener(gate, settings),
    ...(otherRules.length === 0 ? [] : [check("look", { gate, is: "other-rules", rules: otherRules })]),
    ...(waitMinutes === 0 ? [] : [check("look", { gate, is: "wait-timer", minutes: waitMinutes })]),
  ];
}

/** The app's rule and required reviewers both have to agree where both are there. */
function opener(gate: string, settings: EnvironmentSettings): Check {
  const { rule, reviewers } = settings;
  if (rule) {
    return reviewers.length === 0
      ? check("ok", { gate, is: "rule-on" })
      : check("look", { gate, is: "rule-and-reviewers", reviewers });
  }
  return isUnguarded(settings)
    ? check("missing", { gate, is: "unguarded" })
    : check("look", { gate, is: "rule-off", reviewers });
}

function bypass(gate: string, { adminBypass }: EnvironmentSettings): readonly Check[] {
  if (adminBypass === undefined) {
    return [check("unseen", { gate, is: "bypass-unseen" })];
  }
  return adminBypass ? [check("look", { gate, is: "bypass-on" })] : [];
}

function policy(gate: string, { policy: allowed }: EnvironmentSettings, tag: string): readonly Check[] {
  if (allowed === "everything") {
    return [];
  }
  if (allowed === "protected-branches") {
    return [check("missing", { gate, is: "only-protected-branches", tag })];
  }
  const patterns = allowed.filter(({ type }) => type === "tag").map(({ name }) => name);
  return patterns.some((pattern) => isGiven(tag, pattern))
    ? [check("ok", { gate, is: "tag-may-deploy", tag })]
    : [check("missing", { gate, is: "tag-refused", tag, patterns })];
}

/**
 * As Ruby's `File.fnmatch`: `*` stops at a slash, and there are no braces.
 * https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
function isGiven(tag: string, pattern: string): boolean {
  return picomatch.isMatch(tag, pattern, { dot: true, nobrace: true, noextglob: true, nonegate: true });
}
