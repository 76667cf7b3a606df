import type { AppFinding } from "../../doctor/finding.ts";
import { names } from "../words.ts";
import type { CheckText } from "./check-text.ts";

const INSTALLED_APPS = "Settings → GitHub Apps, of the account that owns the repository";

/** Whether the app is installed, and what it may. */
export function appText(finding: AppFinding): CheckText {
  switch (finding.is) {
    case "installed":
      return { says: "The app is installed." };
    case "installed-on-some":
      return {
        says: "The app is installed on selected repositories of the account; on which, is not shown to this token.",
        remedy: `To look: ${INSTALLED_APPS} → Configure → Repository access.`,
      };
    case "not-installed":
      return {
        says: "The app is not installed on this repository, so nothing is conducted.",
        remedy: "Install it from the App's own page on GitHub, for this repository.",
      };
    case "installation-unseen":
      return {
        says: "Whether the app is installed, and what it may do, is shown only to owners of the organization and to the app itself.",
        remedy: `To look: ${INSTALLED_APPS}.`,
      };
    case "suspended":
      return {
        says: "The app is suspended there, so nothing is conducted.",
        remedy: `${INSTALLED_APPS} → Configure → Unsuspend.`,
      };
    case "not-granted":
      return {
        says: finding.essential
          ? `The app has not got ${names(finding.permissions, 12)}: nothing can be conducted without.`
          : `The app has not got ${names(finding.permissions, 12)}: what needs it is left to people.`,
        remedy: `${INSTALLED_APPS} → Configure → Review request; where there is none, add it in the App's own settings first.`,
      };
    case "not-subscribed":
      return {
        says: `The app does not hear of ${names(finding.events, 12)}, so it notices late or not at all.`,
        remedy: "Tick these under Permissions & events of the App's own settings.",
      };
  }
}
