import { mayGiveWay } from "../../release/neighbour.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { TagOriginProblem } from "../../release/tag-origin.ts";
import { configurationFile, deleteTag } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import { sentence, withdrawn } from "../words.ts";
import { preparationProblemText } from "./preparation.ts";
import type { ProblemText } from "./problem-text.ts";
import { tagOriginText } from "./tag-origin.ts";
import { withdrawnText } from "./withdrawn.ts";

type TagProblem =
  | TagOriginProblem
  | Extract<
      Problem,
      {
        readonly is:
          | "tag-unparsable"
          | "version-held"
          | "newer-tagged"
          | "tag-not-a-commit"
          | "tag-deleted"
          | "blockers-open"
          | "tagged-otherwise"
          | "version-foreign"
          | "version-mismatch"
          | "version-unreadable"
          | "version-not-uploadable"
          | "version-taken";
      }
    >;

/** Problems of the tag and of the version it names. */
export function tagProblemText(problem: TagProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "tag-unparsable":
      return {
        says: `The tag ${asCode(problem.tag)} matches the configured patterns, but is no version by ${schemeText(problem.scheme)}.`,
        remedy: `If it was meant as a release, ${deleteTag(problem.tag)} and tag a version such as \`v1.2.3\`. If not, narrow \`tags:\` in ${configurationFile(seen)}.`,
      };
    case "version-held":
      return {
        says: `The tag ${asCode(problem.tag)} names the same version as ${asCode(seen.key.tag)}, and is conducted as its release: a version is released once.`,
        remedy: heldRemedy(problem.tag, seen),
      };
    case "newer-tagged":
      return {
        says: `${asCode(problem.tag)} has been tagged since. This one goes on all the same.`,
        remedy:
          "If nobody needs this one any more, say `/cancel`, which ends its run, and close this issue. If it is to be published all the same, there is nothing to do.",
      };
    case "tag-not-a-commit":
      return {
        says: `The tag ${asCode(problem.tag)} does not lead to a commit.`,
        remedy: `${sentence(deleteTag(problem.tag))} and tag the commit to release.`,
      };
    case "tag-deleted":
      return withdrawnText(problem, seen);
    case "tag-off-branches":
    case "workflow-changed":
      return tagOriginText(problem, seen);
    case "blockers-open":
    case "tagged-otherwise":
      return preparationProblemText(problem);
    case "version-foreign":
      return {
        says: `${asCode(problem.index)} reads versions by ${schemeText(problem.scheme)}, and the tag ${asCode(problem.tag)} names none there.`,
        remedy: `${sentence(deleteTag(problem.tag))} and tag ${formText(problem)}.`,
      };
    case "version-mismatch":
      return {
        says: `The tag ${asCode(problem.tag)} says version ${asCode(problem.tagVersion)}, but ${asCode(problem.path)} says ${asCode(problem.fileVersion)}.`,
        remedy: `${sentence(deleteTag(problem.tag))}. Then make the two agree: correct the file and tag its commit, or tag the version that the file says.`,
      };
    case "version-unreadable":
      return {
        says: `${asCode(problem.path)} ${asText(problem.why)}, so the tag can't be compared with it.`,
        remedy: `Mend the file and tag its commit, or name another as \`version: { file: … }\` in ${configurationFile(seen)} (\`none\` where the build computes the version).`,
      };
    case "version-not-uploadable":
      return {
        says: `${asCode(problem.version)} is a local version, which no index accepts.`,
        remedy: `${sentence(deleteTag(seen.key.tag))} and tag a version without \`+\`.`,
      };
    case "version-taken":
      return {
        says: `${asCode(problem.index)} already knows ${asCode(`${problem.project} ${problem.version}`)}${knownText(problem)}, and an index never takes a ${onceTaken(problem)} twice.`,
        remedy: `Go on with the next version: raise the version, tag that commit, and close this issue.`,
      };
  }
}

/** Only of a release that is shown to have reached nobody the tag may go: else it is this one that is too many. */
function heldRemedy(holder: string, seen: Snapshot): string {
  return mayGiveWay(holder, seen)
    ? `If ${asCode(holder)} is the right spelling, ${deleteTag(seen.key.tag)}. If ${asCode(seen.key.tag)} is, ${deleteTag(holder)}: within some minutes this one is taken up by itself.`
    : `${sentence(deleteTag(seen.key.tag))}: the release goes on as ${asCode(holder)}.`;
}

/** https://pypi.org/help/#file-name-reuse; https://docs.npmjs.com/policies/unpublish; https://doc.rust-lang.org/cargo/reference/publishing.html */
function onceTaken({ index }: Extract<TagProblem, { readonly is: "version-taken" }>): string {
  return index === "npm" || index === "crates" ? "version" : "file name";
}

function knownText({ known, index }: Extract<TagProblem, { readonly is: "version-taken" }>): string {
  switch (known) {
    case "served":
      return "";
    case "yanked":
      return ` (${withdrawn(index)})`;
    case "emptied":
      return " (its files were deleted)";
  }
}

function formText({ form }: Extract<TagProblem, { readonly is: "version-foreign" }>): string {
  return form === undefined
    ? "a version that every index of this release reads, such as `v1.2.3` or `v1.2.3-rc.1`"
    : `the version as ${asCode(form)}, which every index of this release reads`;
}

function schemeText(scheme: string): string {
  return scheme === "semver" ? "semantic versioning" : "PEP 440";
}
