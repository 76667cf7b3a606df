import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag } from "../places.ts";
import { asCode } from "../safe.ts";
import { names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type PackageProblem = Extract<Problem, { readonly is: "package-not-built" | "package-not-named" }>;

/** Problems between the packages that a gate is configured to publish and those that were built. */
export function packageProblemText(problem: PackageProblem, seen: Snapshot): ProblemText {
  const gate = asCode(problem.environment);
  const them = problem.packages.length === 1 ? "it" : "them";
  switch (problem.is) {
    case "package-not-built":
      return {
        says: `Gate ${gate} is to publish ${names(problem.packages)}, and the build made no file of ${them}: only of ${names(problem.built)}.`,
        remedy: `Correct \`package:\` of the gate in ${configurationFile(seen)}. If the build forgot ${them}: fix it, ${deleteTag(seen.key.tag)}, and tag the fixed commit.`,
      };
    case "package-not-named":
      return {
        says: `The artifacts of gate ${gate} hold files of ${names(problem.packages)}, too, which its \`package:\` does not name: nobody compares what is served of ${them}.`,
        remedy: `If the gate publishes ${them}, add ${them} to \`package:\` in ${configurationFile(seen)}.`,
      };
  }
}
