import type { RepositoryFinding } from "../../doctor/finding.ts";
import type { CheckText } from "./check-text.ts";

/** What of the repository itself stands in the way. */
export function repositoryText({ is }: RepositoryFinding): CheckText {
  switch (is) {
    case "archived":
      return {
        says: "The repository is archived, so nothing can be written.",
        remedy: "Settings → General → Danger Zone → Unarchive this repository.",
      };
    case "issues-off":
      return {
        says: "Issues are switched off, and the board of a release is one.",
        remedy: "Settings → General → Features → tick Issues.",
      };
    case "plan":
      return {
        says: "The repository is private: there GitHub has environments from the Pro and Team plans on, and rules and reviewers that guard them with Enterprise only.",
        remedy:
          "Where no guard can be ticked, make the repository public or change the plan: without a guard, jobs wait for nobody.",
      };
  }
}
