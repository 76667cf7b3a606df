import type { Problem } from "../../release/problem.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { count, names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type PreparationProblem = Extract<Problem, { readonly is: "blockers-open" | "tagged-otherwise" }>;

/** What speaks against tagging a release, or came in its place. */
export function preparationProblemText(problem: PreparationProblem): ProblemText {
  switch (problem.is) {
    case "blockers-open":
      return blockersText(problem);
    case "tagged-otherwise":
      return otherwiseText(problem);
  }
}

function blockersText({
  blockers,
  more,
  tagged,
}: Extract<PreparationProblem, { readonly is: "blockers-open" }>): ProblemText {
  const all = blockers.length + more;
  const lines = blockers.map(
    ({ number, title, url }) => `- ${asLink(`#${number}`, url)} ${asText(title, 100)}`,
  );
  const rest = more === 0 ? [] : [`- … and ${more} more`];
  const are = all === 1 ? "is" : "are";
  const warning = tagged
    ? "which stops nothing by itself now that the tag is there."
    : "so this release should not be tagged yet.";
  return {
    says: [`${count(all, "release blocker")} ${are} open, ${warning}`, "", ...lines, ...rest].join("\n"),
    remedy: tagged
      ? "Close each, or take its label away, where it does not concern this release. To keep it from being published, say `/hold <reason>`."
      : "Close each, or take its label away, before the tag is pushed. Say `/status` to have it looked at again.",
  };
}

function otherwiseText({
  tag,
  others,
  same,
}: Extract<PreparationProblem, { readonly is: "tagged-otherwise" }>): ProblemText {
  const tags = `${others.length === 1 ? "The tag" : "The tags"} ${names(others)}`;
  return same
    ? {
        says: `${tags} already ${others.length === 1 ? "names" : "name"} the version of ${asCode(tag)} in another spelling.`,
        remedy: "Go on with another version: close this issue, and say `/prepare <tag>` with its tag.",
      }
    : {
        says: `${tags} ${others.length === 1 ? "is" : "are"} there, past ${asCode(tag)}, which this issue prepares. It has a board of its own once its release run has begun.`,
        remedy: `If it came in the place of ${asCode(tag)}, close this issue. If ${asCode(tag)} is still to come, there is nothing to do.`,
      };
}
