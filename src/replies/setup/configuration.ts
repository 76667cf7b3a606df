import type { ConfigurationFinding } from "../../doctor/finding.ts";
import type { ConfigurationFault } from "../../release/configuration.ts";
import { CONFIGURATION_FILE } from "../places.ts";
import { asCode } from "../safe.ts";
import { count } from "../words.ts";
import type { CheckText } from "./check-text.ts";

const FILE = asCode(CONFIGURATION_FILE);

/** The file on the default branch. */
export function configurationText(finding: ConfigurationFinding): CheckText {
  switch (finding.is) {
    case "configuration-valid":
      return { says: `${FILE} is on ${asCode(finding.branch)}, and has no fault.` };
    case "configuration-absent":
      return {
        says: `There is no ${FILE} on ${asCode(finding.branch)}, so nothing is conducted.`,
        remedy: `Add it to ${asCode(finding.branch)}: \`release-conductor init\` in a checkout writes it; an empty one will do.`,
      };
    case "configuration-unseen":
      return {
        says: `GitHub did not show ${FILE} on ${asCode(finding.branch)}.`,
        remedy: "Look again with a token that may read the repository's contents.",
      };
    case "configuration-broken":
      return {
        says: `${FILE} has ${count(finding.faults.length, "fault")}, so nothing can be approved or published.`,
        remedy: finding.faults.map(faultLine).join("\n"),
      };
  }
}

/** A fault of the file in a line: where, what, and what to do. */
export function faultLine({ path, says, remedy }: ConfigurationFault): string {
  return `\`${path}\` ${says}. ${remedy}`;
}
