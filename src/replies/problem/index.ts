import { gatesOf } from "../../release/gate.ts";
import type { Problem } from "../../release/problem.ts";
import type { Unexpected } from "../../release/publisher-rules.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, runLink } from "../places.ts";
import { asCode, asLink, asText, quoted } from "../safe.ts";
import { findUploader, missingText, names, shortDigest, utc, withdraw, withdrawn } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

export type IndexProblem = Extract<
  Problem,
  {
    readonly is:
      | "index-missing-files"
      | "index-other-bytes"
      | "index-yanked"
      | "prerelease-is-latest"
      | "index-extra-files"
      | "index-status"
      | "provenance-mismatch"
      | "index-without-digests"
      | "index-requires-python";
  }
>;

const MOST_FILES = 10;

/** Problems with what an index serves. */
export function indexProblemText(problem: IndexProblem, seen: Snapshot): ProblemText {
  if (problem.is === "index-status") {
    return statusText(problem);
  }
  const index = asCode(problem.index);
  switch (problem.is) {
    case "index-missing-files":
      return {
        says: `${index} still does not serve ${missingText(problem)}, half an hour after the job that publishes it succeeded.`,
        remedy: `See in ${runLink(seen)} what the job uploaded, and where to. Once the files are served, the release goes on by itself.${scopeHint(problem.index, seen)}`,
      };
    case "index-other-bytes":
      return {
        says: withFiles(
          `${index} serves other bytes than this run built.`,
          problem.files.map(({ filename, built, served }) => {
            return `${asCode(filename)}: built ${asCode(shortDigest(built))}, served ${asCode(shortDigest(served))}`;
          }),
        ),
        remedy: `${findUploader(problem.index)} Nothing is published or announced from here. Once you know, tag the next version.`,
      };
    case "index-extra-files":
      return {
        says: withFiles(
          `${index} serves ${problem.files.length === 1 ? "a file" : "files"} of this version that the artifacts of gate ${asCode(problem.environment)} do not hold.`,
          problem.files.map((filename) => asCode(filename)),
        ),
        remedy: `If this run built ${problem.files.length === 1 ? "it" : "them"} into another artifact, add that under ${asCode(`gates.${problem.environment}.artifacts:`)} in ${configurationFile(seen)}, and it is compared by itself. If not, find out who uploaded what before anything else; until then, ${withdraw(problem.index)} the version, and then tag the next one.`,
      };
    case "provenance-mismatch":
      return {
        says: withFiles(
          `${index} does not show this release's workflow as the publisher of what gate ${asCode(problem.environment)} was to publish. The bytes are those of this run.`,
          problem.files.map((file) => `${asCode(file.filename)}: ${unexpectedText(file)}`),
        ),
        remedy: `Find out who may publish there before anything else, in the index's settings for trusted publishers; nothing is published or announced from here. If it was somebody else, take that right away, ${withdraw(problem.index)} the version, and tag the next one. If it was your own workflow under another name, the settings and this workflow have to agree: then tag the next version, too.`,
      };
    case "index-without-digests":
      return {
        says: `${index} serves ${names(problem.files)} without a digest, so nobody can say whether it is what this run built.`,
        remedy: `Nothing to do while the index is still at work on them: it is asked again by itself. If it stays so, ask those who run it.`,
      };
    case "index-yanked":
      return yankedText(problem);
    case "prerelease-is-latest":
      return {
        says: `${asCode("latest")} of ${asCode(problem.project)} on ${index} is this pre-release: whoever asks for no version gets ${asCode(problem.version)}.`,
        remedy: `${asCode(`npm dist-tag add ${problem.project}@${problem.stable} latest`)} gives them ${asCode(problem.stable)}. Next time, publish a pre-release with ${asCode("--tag next")}.`,
      };
    case "index-requires-python":
      return {
        says: withFiles(
          `${index} tells installers of other Python versions than the built files do. The bytes are the same.`,
          problem.files.map(({ filename, built, served }) => {
            return `${asCode(filename)}: says ${range(built)}, ${index} says ${range(served)}`;
          }),
        ),
        remedy: `Installers go by what the index says: before you announce anything, see whether ${asCode("pip install")} finds this version on each Python it is for. Only another version changes it: then tag the next one.`,
      };
  }
}

/** In the page's own words: nobody here knows more. */
function statusText(problem: Extract<IndexProblem, { readonly is: "index-status" }>): ProblemText {
  const { page, readAt, components, incidents } = problem;
  return {
    says: withFiles(`The status page of the indexes shows trouble (read ${utc(readAt)}).`, [
      ...components.map(({ name, status }) => `${asCode(name)}: ${words(status)}`),
      ...incidents.map(({ name, impact, status, url }) => {
        return `Incident ${asLink(quoted(name), url)}: ${words(impact)}, ${words(status)}`;
      }),
    ]),
    remedy: `It is a hint and stops nothing here. See ${asLink("the page", page)}: while that lasts a job may fail to publish, and a file that the index took can't be uploaded twice. Better wait with the approval; \`/hold <reason>\` makes sure of it.`,
  };
}

function words(status: string): string {
  return asText(status.replaceAll("_", " "), 40);
}

function withFiles(says: string, files: readonly string[]): string {
  const lines = files.slice(0, MOST_FILES).map((file) => `- ${file}`);
  const more = files.length > MOST_FILES ? [`- … and ${files.length - MOST_FILES} more`] : [];
  return [says, "", ...lines, ...more].join("\n");
}

function unexpectedText({ about, expected, found }: Unexpected): string {
  const shown = about === "digest" ? shortDigest : (text: string) => text;
  return `${about} ${found === "" ? "not named" : asCode(shown(found))}, expected ${asCode(shown(expected))}`;
}

function range(said: string): string {
  return said === "" ? "nothing" : asCode(said);
}

function yankedText(problem: Extract<IndexProblem, { readonly is: "index-yanked" }>): ProblemText {
  const { projects, version, files } = problem;
  const [index, gone] = [asCode(problem.index), withdrawn(problem.index)];
  const what = names(projects.map((project) => `${project} ${version}`));
  const reason = problem.reason === undefined ? "" : ` Reason given: ${quoted(problem.reason)}.`;
  const [are, them] = projects.length === 1 ? ["is", "it"] : ["are", "them"];
  const says =
    files === undefined
      ? `${what} ${are} ${gone} on ${index}: installers pass ${them} over.`
      : `Some files of ${what} are ${gone} on ${index}, others are not: installers pass over ${names(files)}.`;
  return {
    says: says + reason,
    remedy:
      "Undo that there if it was a mistake, and the release goes on by itself. If not, say `/yank <reason>` here: it marks the version in its notes and opens the board of the next one.",
  };
}

/** Only the configuration can tell `@octo/tool` from `octo-tool`: their files have one name. */
function scopeHint(index: string, seen: Snapshot): string {
  const isUnnamed = gatesOf(seen).some((gate) => gate.index === index && gate.packages === undefined);
  return index === "npm" && isUnnamed
    ? ` If the package has a scope, write its whole name as \`package:\` of the gate in ${configurationFile(seen)}.`
    : "";
}
