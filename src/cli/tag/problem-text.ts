import { checkoutWords } from "./problem/checkout.ts";
import { githubWords } from "./problem/github.ts";
import { indexWords } from "./problem/index.ts";
import { tagWords } from "./problem/other-tag.ts";
import { remoteWords } from "./problem/remote.ts";
import { versionWords } from "./problem/version.ts";
import type { ProblemWords, TagProblem } from "./problem.ts";

/** A problem as one line. */
export function problemLine(problem: TagProblem): string {
  const { place, says, remedy } = problemWords(problem);
  return `${place}: ${says} ${remedy}`;
}

export function problemWords(problem: TagProblem): ProblemWords {
  switch (problem.is) {
    case "no-git":
    case "old-git":
    case "no-repository":
    case "no-commit":
    case "changed":
    case "detached":
    case "nameless":
    case "tag-here":
    case "changed-meanwhile":
      return checkoutWords(problem);
    case "no-remote":
    case "unknown-remote":
    case "several-remotes":
    case "several-places":
    case "remote-silent":
    case "shallow":
    case "not-pushed":
    case "off-branches":
      return remoteWords(problem);
    case "tag-there":
    case "twin":
    case "nothing-to-move":
    case "moved-already":
      return tagWords(problem);
    case "version-foreign":
    case "version-local":
    case "version-taken":
    case "index-silent":
    case "indexes-unasked":
      return indexWords(problem);
    case "repository-misnamed":
    case "no-place":
    case "github-silent":
    case "released":
      return githubWords(problem);
    default:
      return versionWords(problem);
  }
}
