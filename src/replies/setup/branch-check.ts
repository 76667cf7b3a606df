import type { ConfigurationFile } from "../../release/configuration.ts";
import { CONFIGURATION_FILE } from "../places.ts";
import { asCode, cut } from "../safe.ts";
import { count } from "../words.ts";
import { faultAnnotations } from "./annotations.ts";
import { LONGEST_SUMMARY, type SetupCheckText } from "./check-run.ts";
import { faultLine } from "./configuration.ts";

/** Under which name a branch's commits are told of their configuration; it says the same of one commit on every branch. */
export const BRANCH_CHECK = "Release Conductor: configuration";

/** What the check run shows at the newest commit of a branch that changes the configuration. */
export function branchCheckText(file: ConfigurationFile, defaultBranch: string): SetupCheckText {
  const path = asCode(CONFIGURATION_FILE);
  const branch = asCode(defaultBranch);
  if (file.is === "valid") {
    return {
      name: BRANCH_CHECK,
      title: "The configuration has no fault.",
      summary: `${path} has no fault. It counts once it is on ${branch}; whether the repository is set up for it is told there.`,
      conclusion: "success",
    };
  }
  const faults = count(file.faults.length, "fault");
  const says = `${path} has ${faults}. On ${branch} nothing could be approved or published with it: mend it before it is merged.`;
  return {
    name: BRANCH_CHECK,
    title: `The configuration has ${faults}.`,
    summary: cut(
      [says, "", ...file.faults.map((fault) => `- ${faultLine(fault)}`)].join("\n"),
      LONGEST_SUMMARY,
    ),
    conclusion: "failure",
    annotations: faultAnnotations(file.faults),
  };
}
