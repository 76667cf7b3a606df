import type { GateFinding } from "../../doctor/finding.ts";
import { asCode } from "../safe.ts";
import { count, names } from "../words.ts";
import type { CheckText } from "./check-text.ts";

/** Where the settings of an environment are. */
function settingsOf(gate: string): string {
  return `Settings → Environments → ${asCode(gate)}`;
}

/** What guards an environment, and what would keep a tag from it. */
export function gateText(finding: GateFinding): CheckText {
  const gate = asCode(finding.gate);
  const settings = settingsOf(finding.gate);
  switch (finding.is) {
    case "environment-absent":
      return {
        says: `There is no environment ${gate}: the first run would make it, and nothing would guard it.`,
        remedy: `Settings → Environments → New environment → ${gate}, and tick the app under Deployment protection rules.`,
      };
    case "environment-unseen":
      return {
        says: `What guards ${gate} is not shown to this token.`,
        remedy: `To look: ${settings}.`,
      };
    case "only-protected-branches":
    case "tag-refused":
    case "tag-may-deploy":
      return policyText(finding);
    case "bypass-on":
      return {
        says: `An admin can start the jobs at ${gate} past every rule.`,
        remedy: `${settings} → untick Allow administrators to bypass configured protection rules. Keep it if that is your way out while the app is down.`,
      };
    case "bypass-unseen":
      return {
        says: `Whether admins can bypass ${gate} is not shown to this token.`,
        remedy: `To look: ${settings}.`,
      };
    default:
      return guardText(finding);
  }
}

type Policy = Extract<
  GateFinding,
  { readonly is: "only-protected-branches" | "tag-refused" | "tag-may-deploy" }
>;

function policyText(finding: Policy): CheckText {
  const gate = asCode(finding.gate);
  const tag = asCode(finding.tag);
  const choice = `${settingsOf(finding.gate)} → Deployment branches and tags`;
  switch (finding.is) {
    case "tag-may-deploy":
      return { says: `A tag like ${tag} may deploy to ${gate}.` };
    case "only-protected-branches":
      return {
        says: `Only protected branches may deploy to ${gate}: GitHub would refuse the jobs of ${tag}.`,
        remedy: `${choice} → Selected branches and tags, and add a rule for tags.`,
      };
    case "tag-refused":
      return {
        says:
          finding.patterns.length === 0
            ? `Only branches may deploy to ${gate}: GitHub would refuse the jobs of ${tag}.`
            : `Only tags like ${names(finding.patterns, 5, "or")} may deploy to ${gate}: GitHub would refuse the jobs of ${tag}.`,
        remedy: `${choice}: add a rule for such tags.`,
      };
  }
}

type Guard = Exclude<
  GateFinding,
  Policy | { readonly is: "environment-absent" | "environment-unseen" | "bypass-on" | "bypass-unseen" }
>;

function guardText(finding: Guard): CheckText {
  const gate = asCode(finding.gate);
  const settings = settingsOf(finding.gate);
  switch (finding.is) {
    case "rule-on":
      return { says: `The app's rule is on at ${gate}: ${asCode(`/approve ${finding.gate}`)} opens it.` };
    case "unguarded":
      return {
        says: `Nothing guards ${gate}: its jobs start without waiting.`,
        remedy: `${settings} → Deployment protection rules → tick the app.`,
      };
    case "rule-off":
      return {
        says:
          finding.reviewers.length === 0
            ? `The app's rule is off at ${gate}, so no comment opens it.`
            : `The app's rule is off at ${gate}: the click of ${names(finding.reviewers, 6, "or")} opens it, or their \`/approve\` once they have linked their account.`,
        remedy: `${settings} → Deployment protection rules → tick the app, for comments to open it.`,
      };
    case "rule-and-reviewers":
      return {
        says: `${gate} wants both \`/approve\` and the click of ${names(finding.reviewers, 6, "or")}.`,
        remedy: `If one is enough: ${settings} → untick Required reviewers.`,
      };
    case "other-rules":
      return {
        says: `${gate} waits for ${names(finding.rules)} besides, which the app can't answer for.`,
        remedy: `If that is not meant: ${settings} → Deployment protection rules.`,
      };
    case "wait-timer":
      return {
        says: `${gate} waits ${count(finding.minutes, "minute")} besides, whoever approves.`,
        remedy: `If that is not meant: ${settings} → Wait timer.`,
      };
  }
}
