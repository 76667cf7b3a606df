import type { IndexRelease } from "../../../release/index-release.ts";
import { clean } from "../../../replies/safe.ts";
import { listed, withdrawn } from "../../../replies/words.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { CONFIGURATION } from "../shown.ts";

type IndexProblem = Of<
  "version-foreign" | "version-local" | "version-taken" | "index-silent" | "indexes-unasked"
>;

/** What the indexes say against the version. */
export function indexWords(problem: IndexProblem): ProblemWords {
  switch (problem.is) {
    case "version-foreign":
      return {
        place: problem.index,
        says: `It reads no version in ${clean(problem.tag)}.`,
        remedy:
          problem.form === undefined
            ? "Choose a version that every index of the release reads, such as 1.2.3."
            : `Write the version as ${clean(problem.form)}, which every index of the release reads.`,
      };
    case "version-local":
      return {
        place: problem.index,
        says: `${clean(problem.version)} is a local version, which no index takes.`,
        remedy: "Choose a version without `+`.",
      };
    case "version-taken":
      return {
        place: problem.index,
        says: `It has ${clean(problem.project)} ${clean(problem.version)}${knownText(problem)}, and takes nothing twice.`,
        remedy: "Raise the version, and tag that commit.",
      };
    case "index-silent":
      return {
        place: problem.index,
        says: `Whether it has the version is not known (${clean(problem.detail)}).`,
        remedy: problem.move
          ? "Wait until it answers: nothing is moved that may be published."
          : "Wait until it answers, or pass --offline and look yourself.",
      };
    case "indexes-unasked":
      return {
        place: listed(problem.indexes),
        says: "Whether the version is there is not known: nothing says what the package is called.",
        remedy: `Name it as \`package:\` of the gate in ${CONFIGURATION}.`,
      };
  }
}

function knownText({ index, known }: Of<"version-taken">): string {
  const texts: Readonly<Record<IndexRelease["known"], string>> = {
    served: "",
    yanked: ` (${withdrawn(index)})`,
    emptied: " (its files were deleted)",
  };
  return texts[known];
}
