import type { WorkflowFinding } from "../../doctor/finding.ts";
import { ecosystemOf } from "../../release/ecosystem.ts";
import { CONFIGURATION_FILE } from "../places.ts";
import { asCode } from "../safe.ts";
import { shapeRefusalText } from "../shape.ts";
import { names } from "../words.ts";
import type { CheckText } from "./check-text.ts";

/** What the workflow files tell before anything runs. */
export function workflowText(finding: WorkflowFinding): CheckText {
  switch (finding.is) {
    case "workflows-unseen":
      return {
        says: "GitHub did not show the files in `.github/workflows`.",
        remedy: "Look again with a token that may read the repository's contents.",
      };
    case "not-conducted":
      return { says: "Such releases are not conducted.", remedy: shapeRefusalText(finding.because) };
    case "conducted":
      return {
        says: `A tag like ${asCode(finding.tag)} starts ${asCode(finding.path)}, whose jobs wait at ${names(finding.environments)}.`,
      };
    default:
      return ofJob(finding);
  }
}

type OfJob = Exclude<WorkflowFinding, { readonly is: "workflows-unseen" | "not-conducted" | "conducted" }>;

function ofJob(finding: OfJob): CheckText {
  const file = asCode(finding.path);
  switch (finding.is) {
    case "no-id-token":
      return {
        says: `Job ${asCode(finding.job)} of ${file} has no \`id-token: write\` and is given no secret: as far as the file tells, ${asCode(finding.index)} will refuse it.`,
        remedy: `Give the job \`permissions: { id-token: write }\`, for trusted publishing: ${ecosystemOf(finding.index).trustedPublishing}`,
      };
    case "unneeded-jobs":
      return {
        says: `Job ${asCode(finding.job)} of ${file} does not need ${names(finding.missing)}: on GitHub's own page it could be let through though ${finding.missing.length === 1 ? "that fails" : "these fail"}.`,
        remedy: `Add ${names(finding.missing, 20)} to the \`needs:\` of the job.`,
      };
    case "no-environment":
      return {
        says: `Job ${asCode(finding.job)} of ${file} publishes and has no \`environment:\`, so it waits for nobody.`,
        remedy: "Give it the line `environment:` with the name of a gate, unless that is meant.",
      };
    case "gate-without-job":
      return {
        says: `No job of ${file} waits at ${asCode(finding.gate)}, so nothing can come to that gate.`,
        remedy: `Correct the name under \`gates:\` in ${asCode(CONFIGURATION_FILE)}, or the \`environment:\` of the job.`,
      };
    case "job-without-gate":
      return {
        says: `A job of ${file} waits at ${asCode(finding.environment)}, which \`gates:\` of the configuration does not name.`,
        remedy: `Add ${asCode(`${finding.environment}: {}`)} under \`gates:\` in ${asCode(CONFIGURATION_FILE)}, unless it is opened some other way.`,
      };
  }
}
