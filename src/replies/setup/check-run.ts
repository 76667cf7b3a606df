import type { Examined } from "../../doctor/examine.ts";
import type { State } from "../../doctor/finding.ts";
import type { Annotation } from "../../release/action.ts";
import type { ConfigurationFault } from "../../release/configuration.ts";
import { plain } from "../plain.ts";
import { cut } from "../safe.ts";
import { faultAnnotations } from "./annotations.ts";
import { checkText, SUBJECT_TITLES } from "./check-text.ts";
import { countsText } from "./counts.ts";

/** GitHub takes 65,535 characters. https://docs.github.com/rest/checks/runs#create-a-check-run */
export const LONGEST_SUMMARY = 60_000;

const STATES: Readonly<Record<State, string>> = {
  ok: "ok",
  look: "look",
  missing: "missing",
  unseen: "not shown",
};

/** What a check run about the configuration shows. */
export type SetupCheckText = {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly annotations?: readonly Annotation[];
};

/** What the check run shows on the commit that changed the configuration. */
export function setupCheckText(examined: readonly Examined[]): SetupCheckText {
  const parts = examined.map(({ subject, checks }) => {
    const lines = checks.map(({ state, finding }) => {
      const { says, remedy } = checkText(finding);
      const todo = (remedy?.split("\n") ?? []).map((line) => `  - ${line}`);
      return [`- **${STATES[state]}** · ${says}`, ...todo].join("\n");
    });
    return `### ${SUBJECT_TITLES[subject]}\n\n${lines.join("\n")}`;
  });
  const annotations = faultAnnotations(faultsIn(examined));
  return {
    name: "Release Conductor: set-up",
    title: plain(countsText(examined), 100),
    summary: cut(parts.join("\n\n"), LONGEST_SUMMARY),
    conclusion: conclusionOf(examined),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

/** Only a faulty file is an error: all else may be meant so, or be mended without a commit. */
function conclusionOf(examined: readonly Examined[]): SetupCheckText["conclusion"] {
  const checks = examined.flatMap((one) => one.checks);
  if (faultsIn(examined).length > 0) {
    return "failure";
  }
  return checks.some(({ state }) => state === "missing" || state === "look") ? "neutral" : "success";
}

function faultsIn(examined: readonly Examined[]): readonly ConfigurationFault[] {
  const findings = examined.flatMap(({ checks }) => checks.map(({ finding }) => finding));
  return findings.flatMap((one) => (one.is === "configuration-broken" ? one.faults : []));
}
