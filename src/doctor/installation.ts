import type { Configuration } from "../release/configuration.ts";
import { lackingIn } from "../release/granted.ts";
import type { Setup } from "../release/setup.ts";
import type { Granted } from "../release/snapshot.ts";
import { configured } from "./configuration.ts";
import type { Check } from "./finding.ts";

/** What the App subscribes to, as `app.yml` says. */
export const EVENTS = [
  "push",
  "delete",
  "workflow_run",
  "workflow_job",
  "deployment_review",
  "deployment_protection_rule",
  "deployment_status",
  "issue_comment",
  "issues",
  "release",
] as const;

/** Whether the app is there, and what it was granted. */
export function appChecks(setup: Setup): readonly Check[] {
  const { installation } = setup;
  if (installation.is === "absent") {
    return [{ state: "missing", finding: { is: "not-installed" } }];
  }
  if (installation.is !== "seen") {
    return [{ state: "unseen", finding: { is: "installation-unseen" } }];
  }
  const { permissions, events, suspended, selected } = installation.value;
  if (suspended) {
    return [{ state: "missing", finding: { is: "suspended" } }];
  }
  const { essential, others } = lackingIn(permissions, wanted(configured(setup)));
  const unheard = events === undefined ? [] : EVENTS.filter((event) => !events.includes(event));
  return [
    selected === true
      ? { state: "unseen", finding: { is: "installed-on-some" } }
      : { state: "ok", finding: { is: "installed" } },
    ...(essential.length === 0
      ? []
      : [
          {
            state: "missing",
            finding: { is: "not-granted", permissions: essential, essential: true },
          } as const,
        ]),
    ...(others.length === 0
      ? []
      : [{ state: "look", finding: { is: "not-granted", permissions: others, essential: false } } as const]),
    ...(unheard.length === 0
      ? []
      : [{ state: "missing", finding: { is: "not-subscribed", events: unheard } } as const]),
  ];
}

/** What the app asks for in `app.yml`, and uses with such a configuration. */
function wanted(configuration: Configuration | undefined): Granted {
  const approvers = [
    configuration?.approvers,
    ...(configuration?.gates ?? []).map((gate) => gate.approvers),
  ].flatMap((one) => one?.teams ?? []);
  const members = configuration?.notes.members;
  const asksTeams =
    approvers.length > 0 || (members?.teams.length ?? 0) > 0 || members?.by.includes("codeowners");
  return {
    actions: "write",
    checks: "write",
    contents: "write",
    deployments: "write",
    issues: "write",
    pull_requests: "read",
    ...(asksTeams === true ? { members: "read" } : {}),
    ...(configuration?.release.discussion === undefined ? {} : { discussions: "write" }),
  };
}
