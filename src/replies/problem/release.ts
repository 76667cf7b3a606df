import { githubReleaseOf } from "../../release/github-release.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile } from "../places.ts";
import { asCode, asLink } from "../safe.ts";
import { shortDigest } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type ReleaseProblem = Extract<
  Problem,
  {
    readonly is:
      | "asset-not-found"
      | "asset-gone"
      | "asset-name-taken"
      | "release-asset-differs"
      | "released-before-verified";
  }
>;

/** Problems of the GitHub release. */
export function releaseProblemText(problem: ReleaseProblem, seen: Snapshot): ProblemText {
  const draft = asLink("the draft", githubReleaseOf(seen)?.url);
  switch (problem.is) {
    case "asset-not-found":
      return {
        says: `The artifact ${asCode(problem.artifact)} holds no file like ${asCode(problem.pattern)}.`,
        remedy: `Correct \`assets:\` in ${configurationFile(seen)}; the pattern is for the files inside the artifact.`,
      };
    case "asset-gone":
      return {
        says: `The artifact ${asCode(problem.artifact)} is gone, so no file like ${asCode(problem.pattern)} can be attached from it to the GitHub release.`,
        remedy: `Take its line out of \`assets:\` in ${configurationFile(seen)}: the release goes on without the file then, or with one that you attach to ${draft} by hand.`,
      };
    case "asset-name-taken":
      return {
        says: `Two files would be attached to the GitHub release as ${asCode(problem.name)}.`,
        remedy: `Narrow the patterns under \`assets:\` in ${configurationFile(seen)}.`,
      };
    case "release-asset-differs":
      return {
        says: `The GitHub release has ${asCode(problem.name)} with other bytes (${asCode(shortDigest(problem.served))}) than this run built (${asCode(shortDigest(problem.built))}).`,
        remedy: `Delete that asset in ${draft}: click *Edit*, then the bin beside the file. The built one is uploaded by itself.`,
      };
    case "released-before-verified":
      return {
        says: `${asLink("The GitHub release", problem.url)} was published before everything was verified.`,
        remedy: `If it should not be public yet, set it back to a draft ${asLink("there", problem.url)}. Otherwise there is nothing to do: the checks go on.`,
      };
  }
}
