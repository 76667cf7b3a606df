import type { Finding, Subject } from "../../doctor/finding.ts";
import { configurationText } from "./configuration.ts";
import { gateText } from "./gates.ts";
import { appText } from "./installation.ts";
import { releaseText } from "./release.ts";
import { repositoryText } from "./repository.ts";
import { tagText } from "./tags.ts";
import { workflowText } from "./workflow.ts";

/** What was found, and where something has to be done, the click or the line to change. */
export type CheckText = { readonly says: string; readonly remedy?: string };

/** The headings under which findings stand. */
export const SUBJECT_TITLES: Readonly<Record<Subject, string>> = {
  app: "The app",
  repository: "The repository",
  configuration: "The configuration",
  workflow: "The workflow",
  gates: "The gates",
  tags: "The tags",
  release: "Labels, discussion and announcements",
};

export function checkText(finding: Finding): CheckText {
  switch (finding.is) {
    case "installed":
    case "installed-on-some":
    case "not-installed":
    case "installation-unseen":
    case "suspended":
    case "not-granted":
    case "not-subscribed":
      return appText(finding);
    case "archived":
    case "issues-off":
    case "plan":
      return repositoryText(finding);
    case "configuration-valid":
    case "configuration-absent":
    case "configuration-unseen":
    case "configuration-broken":
      return configurationText(finding);
    case "workflows-unseen":
    case "not-conducted":
    case "conducted":
    case "no-id-token":
    case "unneeded-jobs":
    case "no-environment":
    case "gate-without-job":
    case "job-without-gate":
      return workflowText(finding);
    case "rulesets-unseen":
    case "tags-unruled":
    case "tags-ruled":
    case "tags-half-ruled":
      return tagText(finding);
    case "labels-there":
    case "labels-unseen":
    case "labels-absent":
    case "category-there":
    case "category-absent":
    case "category-unseen":
    case "discussions-off":
    case "channels-known":
    case "channels-unknown":
    case "channels-unseen":
      return releaseText(finding);
    default:
      return gateText(finding);
  }
}
