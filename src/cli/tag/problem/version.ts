import type { Scheme } from "../../../release/version.ts";
import { clean } from "../../../replies/safe.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { CONFIGURATION, some } from "../shown.ts";

/** What is the matter with the version and the tag's name. */
export function versionWords(
  problem: Of<
    | "wrong-word"
    | "configuration-broken"
    | "version-unsaid"
    | "version-unread"
    | "version-unparsable"
    | "version-differs"
    | "tag-unmatched"
    | "tag-misshapen"
  >,
): ProblemWords {
  switch (problem.is) {
    case "wrong-word":
      return {
        place: "version",
        says: `${clean(problem.word)} is no version (${rules(problem.scheme)}), and no tag of one that is conducted.`,
        remedy: "Give a version such as 1.2.3, or leave it out to take the version file's.",
      };
    case "configuration-broken":
      return {
        place: CONFIGURATION,
        says: `It is not valid ${problem.rulesOf === undefined ? "in the commit" : `on ${clean(problem.rulesOf)}`}: ${problem.faults.map((fault) => clean(`${fault.path === "" ? "the file" : fault.path} ${fault.says}. ${fault.remedy}`)).join(" ")}`,
        remedy: "Correct it there.",
      };
    case "version-unsaid":
      return {
        place: "version",
        says:
          problem.path === undefined
            ? "No file says it."
            : `${clean(problem.path)} ${clean(problem.why ?? "")}.`,
        remedy: "Give it: release-conductor tag 1.2.3",
      };
    case "version-unread":
      return {
        place: "version",
        says: `${clean(problem.path)} ${clean(problem.why)}.`,
        remedy: `Mend the file, or name another as \`version: { file: … }\` in ${CONFIGURATION}.`,
      };
    case "version-unparsable":
      return {
        place: "version",
        says: `${clean(problem.path)} says ${clean(problem.version)}, which is no version (${rules(problem.scheme)}).`,
        remedy: "Correct the file, and commit and push that.",
      };
    case "version-differs":
      return {
        place: "version",
        says: `${clean(problem.tag)} is version ${clean(problem.version)}, but ${clean(problem.path)} says ${clean(problem.fileVersion)}.`,
        remedy: "Set the version in the file, and commit and push that; or tag what the file says.",
      };
    case "tag-unmatched":
      return {
        place: "tag",
        says: `${clean(problem.name)} is none of the tags that are conducted: ${some(problem.patterns)}.`,
        remedy: `Choose another version, or widen \`tags:\` in ${CONFIGURATION} on the default branch.`,
      };
    case "tag-misshapen":
      return {
        place: "tag",
        says: `Git takes no tag of the name ${clean(problem.tag)}.`,
        remedy: "Choose another: https://git-scm.com/docs/git-check-ref-format",
      };
  }
}

function rules(scheme: Scheme): string {
  return scheme === "pep440" ? "PEP 440" : "semver";
}
