import type { ConfigurationFault } from "../../release/configuration.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { doingText } from "../action.ts";
import { CONFIGURATION_FILE, configurationFile, defaultBranch, runLink } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import { acceptText } from "../shut-out.ts";
import { count, listed } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type BoardProblem = Extract<
  Problem,
  {
    readonly is:
      | "configuration-broken"
      | "configuration-gone"
      | "board-abandoned"
      | "no-effect"
      | "not-granted";
  }
>;

const MOST_FAULTS = 20;

/** Problems of the configuration and of the board itself. */
export function boardProblemText(problem: BoardProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "configuration-broken":
      return {
        says: [
          `${configurationFile(seen)} has ${count(problem.faults.length, "fault")}, so nothing can be approved or published.`,
          "",
          ...problem.faults.slice(0, MOST_FAULTS).map(faultText),
        ].join("\n"),
        remedy: `Mend the file on ${defaultBranch(seen)}; it is read again by itself, and approvals count anew from then on.`,
      };
    case "configuration-gone":
      return {
        says: `\`${CONFIGURATION_FILE}\` is no longer on ${defaultBranch(seen)}, so nobody says who may approve.`,
        remedy: `Put ${configurationFile(seen)} back (an empty file will do), or close this issue to give the release up.`,
      };
    case "board-abandoned":
      return {
        says: "This issue was closed by hand, so the release is left alone.",
        remedy: "Click *Reopen issue* to go on where it stopped.",
      };
    case "not-granted":
      return {
        says: `${doingText(problem.action)} needs ${listed(problem.permissions.map((one) => asCode(one)))}, which the app's installation has not granted.`,
        remedy:
          problem.action === "open-gate"
            ? `${acceptText(seen)} Or an admin starts the waiting job on ${runLink(seen, "the run's page")}.`
            : acceptText(seen),
      };
    case "no-effect":
      return {
        says: `${doingText(problem.action)} was tried three times, and nothing has changed.`,
        remedy:
          "`/resume` has it tried anew. Or do it by hand on GitHub: that is seen, and the release goes on by itself.",
      };
  }
}

function faultText({ path, says, remedy }: ConfigurationFault): string {
  const sentence = says.endsWith(".") ? says : `${says}.`;
  return `- ${asCode(path === "" ? "the file" : path)}: ${asText(sentence, 300)} ${asText(remedy, 300)}`;
}
