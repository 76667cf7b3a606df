import { ecosystemOf, isForPython } from "../../release/ecosystem.ts";
import { gateNamed } from "../../release/gate.ts";
import type { WorkflowProblem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile } from "../places.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

const REUSABLE = "https://docs.pypi.org/trusted-publishers/troubleshooting/#reusable-workflows-on-github";

/** What the file of the release workflow tells beforehand. */
export function workflowProblemText(problem: WorkflowProblem, seen: Snapshot): ProblemText {
  const file = asCode(problem.path);
  switch (problem.is) {
    case "workflow-unread":
      return {
        says: `${file} ${asText(problem.why)}, so what its jobs need for publishing was not looked at.`,
        remedy: "Nothing to do for this release: GitHub has read the file.",
      };
    case "job-without-id-token":
      return {
        says: `Job ${asCode(problem.job)} of ${file} has no \`id-token: write\` and is given no secret: as far as the file tells, ${asCode(problem.index)} will refuse it.`,
        remedy: `Give the job \`permissions: { id-token: write }\` (${asLink("trusted publishing", ecosystemOf(problem.index).trustedPublishing)}) and tag the fixed commit: the tag keeps the workflow it has.`,
      };
    case "job-without-needs":
      return {
        says: `Job ${asCode(problem.job)} of ${file} does not need ${names(problem.missing)}: GitHub would let it publish though ${problem.missing.length === 1 ? "that fails" : "these fail"}.`,
        remedy: `${asCode(problem.environment)} is not opened from here before all checks are green. For a click on GitHub's own page to be as safe, add ${problem.missing.length === 1 ? "it" : "them"} to the \`needs:\` of the job.`,
      };
    case "job-without-gate":
      return {
        says: `Job ${asCode(problem.job)} of ${file} publishes and has no \`environment:\`, so it waits for nobody.`,
        remedy:
          "If that is not meant: `/cancel` stops it, and the `environment:` of a gate makes it wait from the next tagged commit on.",
      };
    case "gate-without-job":
      return {
        says: `No job of ${file} has \`environment:\` ${names(problem.environments, 5, "or")}, so nothing can come to ${problem.environments.length === 1 ? "that gate" : "these gates"}.`,
        remedy: `Correct the names under \`gates:\` in ${configurationFile(seen)}, or the \`environment:\` of the job in the next commit that is tagged.`,
      };
    case "gate-out-of-sight":
      return {
        says: `Which job comes to ${names(problem.environments)} can't be seen in ${file}: ${whereText(problem)}.`,
        remedy: `Nothing to do if it has worked before. \`id-token: write\` and \`needs:\` were not looked at there${reusableText(problem, seen)}.`,
      };
  }
}

type OutOfSight = Extract<WorkflowProblem, { readonly is: "gate-out-of-sight" }>;

/** PyPI goes by the workflow that holds the job, and takes only one that was not called by another. */
function reusableText({ environments, called }: OutOfSight, seen: Snapshot): string {
  const isOnPypi = environments.some((name) => {
    const gate = gateNamed(seen, name);
    return gate?.index !== undefined && isForPython(gate);
  });
  return isOnPypi && called.length > 0
    ? `; PyPI takes ${asLink("no reusable workflow as trusted publisher", REUSABLE)}`
    : "";
}

function whereText({ called, expressions }: OutOfSight): string {
  const parts = [
    ...(called.length === 0 ? [] : [`it calls ${names(called)}`]),
    ...(expressions.length === 0 ? [] : [`it names an environment by ${names(expressions)}`]),
  ];
  return parts.join(" and ");
}
