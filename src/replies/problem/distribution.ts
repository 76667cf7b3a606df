import type { DistributionFault } from "../../release/distribution-fault.ts";
import type { Problem, StaleWheel } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import { count, names, sentence, shortDigest } from "../words.ts";
import { faultRemedy, faultText } from "./metadata-fault.ts";
import type { ProblemText } from "./problem-text.ts";

type DistributionProblem = Extract<
  Problem,
  {
    readonly is:
      | "distributions-faulty"
      | "distributions-doubtful"
      | "distribution-missing"
      | "installer-stale"
      | "installer-unread";
  }
>;

/** Lines of one list, and sentences of one remedy. */
const MOST = 10;

/** Problems of the wheels and source distributions that were built. */
export function distributionProblemText(problem: DistributionProblem, seen: Snapshot): ProblemText {
  const again = `${deleteTag(seen.key.tag)}, and tag the fixed commit`;
  switch (problem.is) {
    case "distributions-faulty":
      return { says: faults(problem), remedy: faultsRemedy(problem, again) };
    case "distributions-doubtful":
      return {
        says: list(`PyPI may refuse ${filesText(problem.faults)}.`, linesOf(problem.faults)),
        remedy: `${distinct(problem.faults.map(faultRemedy))} If it has to be corrected, ${again}; else there is nothing to do.`,
      };
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
        remedy: `${distinct(problem.wheels.map(refreshed))} ${sentence(again)}.`,
      };
    case "installer-unread":
      return {
        says: unread(problem.installers),
        remedy: `Unpack it and see. If it is broken: mend what packs it, ${again}; else there is nothing to do.`,
      };
  }
}

type Stale = Extract<Problem, { readonly is: "installer-stale" }>;

function stale({ wheels, published }: Stale): string {
  const all = wheels.map((wheel) => staleText(wheel, published));
  return all.length === 1
    ? all.join("")
    : list(`${all.length} wheels are not those that are published.`, all);
}

function staleText({ carrier, wheel, carried, built }: StaleWheel, published: readonly string[]): string {
  const name = asCode(carrier.name);
  const carries = `${carrier.is === "zip" ? `${name} carries` : `The artifact ${name} holds`} ${asCode(wheel)}`;
  return built === undefined
    ? `${carries}, which is of another version than what is published: ${names(published)}.`
    : `${carries} with other bytes than the one that is published: sha256 ${asCode(shortDigest(carried))} instead of ${asCode(shortDigest(built))}.`;
}

function refreshed({ carrier: { is, name } }: StaleWheel): string {
  return is === "zip"
    ? `Let the build make ${asCode(name)} from the wheel it uploads.`
    : `Let the build put into ${asCode(name)} the wheel that is published, or none.`;
}

function unread(installers: Extract<Problem, { readonly is: "installer-unread" }>["installers"]): string {
  const all = installers.map(({ name, why }) => `${asCode(name)} was not looked into: ${asText(why)}.`);
  return all.length === 1
    ? `${all.join("")} Nobody knows whether it carries a wheel of its own.`
    : list(`Nobody knows whether ${all.length} archives carry wheels of their own.`, all);
}

type Faulty = Extract<Problem, { readonly is: "distributions-faulty" }>;

function faults({ faults: all, optional }: Faulty): string {
  const at = optional === undefined ? "" : ` at ${names(optional)}, which the release can do without`;
  return list(`${filesText(all)} can't be released as built${at}.`, linesOf(all));
}

function filesText(all: readonly DistributionFault[]): string {
  return count(new Set(all.map(({ file }) => file)).size, "built file");
}

/** The same fault of the wheel and the sdist is one line. */
function linesOf(all: readonly DistributionFault[]): readonly string[] {
  const filesOf = new Map<string, string[]>();
  for (const fault of all) {
    const text = faultText(fault);
    filesOf.set(text, [...(filesOf.get(text) ?? []), fault.file]);
  }
  return [...filesOf].map(([text, of]) => `${text}, in ${names(of, 2)}`);
}

function faultsRemedy({ faults: all, optional }: Faulty, again: string): string {
  const remedies = distinct(all.map(faultRemedy));
  return optional === undefined
    ? `${remedies} Then ${again}.`
    : `There is nothing to do for this release, which goes on without. For the next one: ${remedies}`;
}

function list(title: string, lines: readonly string[]): string {
  const more = lines.length - MOST;
  return [
    title,
    "",
    ...lines.slice(0, MOST).map((line) => `- ${line}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join("\n");
}

/** Each sentence once. */
function distinct(sentences: readonly string[]): string {
  return [...new Set(sentences)].slice(0, MOST).join(" ");
}
