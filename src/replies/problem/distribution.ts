import type { DistributionFault } from "../../release/distribution-fault.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import { count, names, sentence, shortDigest } from "../words.ts";
import { faultRemedy, faultText } from "./metadata-fault.ts";
import type { ProblemText } from "./problem-text.ts";

type DistributionProblem = Extract<
  Problem,
  {
    readonly is: "distributions-faulty" | "distribution-missing" | "installer-stale" | "installer-unread";
  }
>;

const MOST_FAULTS = 10;

/** Problems of the wheels and source distributions that were built. */
export function distributionProblemText(problem: DistributionProblem, seen: Snapshot): ProblemText {
  const again = `${deleteTag(seen.key.tag)}, and tag the fixed commit`;
  switch (problem.is) {
    case "distributions-faulty":
      return { says: faults(problem.faults), remedy: `${remedies(problem.faults)} Then ${again}.` };
    case "distribution-missing":
      return {
        says: `Gate ${asCode(problem.gate)} publishes what is in ${names(problem.artifacts)}, and there is no ${problem.missing.join(" and no ")} in it.`,
        remedy: problem.isAsked
          ? `Correct \`kinds:\` of the gate in ${configurationFile(seen)}. If the build forgot it: build both with \`python -m build\`, ${again}.`
          : `Meant so? Say it as \`kinds:\` of the gate in ${configurationFile(seen)}. If the build forgot it: build both with \`python -m build\`, ${again}.`,
      };
    case "installer-stale":
      return {
        says: stale(problem),
        remedy: `Let the build make ${asCode(problem.installer)} from the wheel it uploads. ${sentence(again)}.`,
      };
    case "installer-unread":
      return {
        says: `${asCode(problem.installer)} was not looked into: ${asText(problem.why)}. Nobody knows whether it carries a wheel of its own.`,
        remedy: `Unpack it and see. If it is broken: mend what packs it, ${again}; else there is nothing to do.`,
      };
  }
}

function stale(problem: Extract<Problem, { readonly is: "installer-stale" }>): string {
  const { installer, wheel, carried, built, versions } = problem;
  const carries = `${asCode(installer)} carries ${asCode(wheel)}`;
  return built === undefined
    ? `${carries}, which no gate publishes: what was built is ${names(versions)}.`
    : `${carries} with other bytes than the one that is published: sha256 ${asCode(shortDigest(carried))} instead of ${asCode(shortDigest(built))}.`;
}

/** The same fault of the wheel and the sdist is one line. */
function faults(all: readonly DistributionFault[]): string {
  const files = new Map<string, string[]>();
  for (const fault of all) {
    const text = faultText(fault);
    files.set(text, [...(files.get(text) ?? []), fault.file]);
  }
  const lines = [...files].map(([text, of]) => `- ${text}, in ${names(of, 2)}`);
  const more = lines.length - MOST_FAULTS;
  return [
    `${count(new Set(all.map(({ file }) => file)).size, "built file")} can't be released as built.`,
    "",
    ...lines.slice(0, MOST_FAULTS),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join("\n");
}

/** What to do about each kind of fault, once. */
function remedies(all: readonly DistributionFault[]): string {
  return [...new Set(all.map(faultRemedy))].slice(0, MOST_FAULTS).join(" ");
}
