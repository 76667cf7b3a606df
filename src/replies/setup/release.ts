import type { ReleaseFinding } from "../../doctor/finding.ts";
import { CONFIGURATION_FILE } from "../places.ts";
import { asCode } from "../safe.ts";
import { names } from "../words.ts";
import type { CheckText } from "./check-text.ts";

/** Labels, the discussion's category, and channels. */
export function releaseText(finding: ReleaseFinding): CheckText {
  switch (finding.is) {
    case "labels-there":
      return {
        says: `The ${finding.labels.length === 1 ? "label" : "labels"} ${names(finding.labels)} ${finding.labels.length === 1 ? "exists" : "exist"}.`,
      };
    case "labels-unseen":
      return {
        says: `Whether there is a label ${names(finding.labels, 5, "or")} is not shown to this token.`,
        remedy: "To look: Issues → Labels.",
      };
    case "labels-absent":
      return {
        says: `There is no label ${names(finding.labels, 5, "or")}, which ${asCode(`${finding.key}:`)} names.`,
        remedy: `Issues → Labels → New label, or correct ${asCode(CONFIGURATION_FILE)}.`,
      };
    case "channels-known":
      return { says: `The server knows ${names(finding.variables)}.` };
    case "channels-unknown":
      return {
        says: `The server does not know ${names(finding.variables)}, so nothing is announced there.`,
        remedy:
          "Whoever runs the server sets a variable of that name to the channel's address; or correct `announce:`.",
      };
    case "channels-unseen":
      return {
        says: `Whether ${names(finding.variables)} ${finding.variables.length === 1 ? "is" : "are"} set, only the server knows.`,
        remedy: "Ask whoever runs it; the check run on a commit that changes the configuration says it, too.",
      };
    default:
      return categoryText(finding);
  }
}

type Category = Extract<
  ReleaseFinding,
  { readonly is: "category-there" | "category-absent" | "discussions-off" | "category-unseen" }
>;

function categoryText({ is, category: named }: Category): CheckText {
  const category = asCode(named);
  switch (is) {
    case "category-there":
      return { says: `There is a category ${category} for the discussion.` };
    case "category-absent":
      return {
        says: `There is no category ${category} for the discussion: the GitHub release will be published without one.`,
        remedy: `Discussions → Categories → New category, or correct \`discussion:\` in ${asCode(CONFIGURATION_FILE)}.`,
      };
    case "discussions-off":
      return {
        says: `Discussions are switched off, so there will be none in ${category}.`,
        remedy: "Settings → General → Features → tick Discussions, or leave out `discussion:`.",
      };
    case "category-unseen":
      return {
        says: `Whether there is a category ${category} is not shown to this token.`,
        remedy: "To look: Discussions → Categories.",
      };
  }
}
