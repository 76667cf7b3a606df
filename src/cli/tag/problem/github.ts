import { clean } from "../../../replies/safe.ts";
import { shownUrl } from "../place.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { why } from "../shown.ts";

/** What GitHub says against moving a tag. */
export function githubWords(
  problem: Of<"repository-misnamed" | "no-place" | "github-silent" | "released">,
): ProblemWords {
  const place = "GitHub";
  switch (problem.is) {
    case "repository-misnamed":
      return {
        place: "--repository",
        says: `${clean(problem.name)} is no repository of GitHub's.`,
        remedy: "Name it as owner/name.",
      };
    case "no-place":
      return {
        place,
        says: `${clean(shownUrl(problem.url))} is no repository that ${clean(problem.api)} knows, so nobody can tell whether the tag is released.`,
        remedy: "Name the repository with --repository owner/name.",
      };
    case "github-silent":
      return {
        place,
        says: `Whether ${clean(problem.repository)} has released the tag is not known (${why(problem.detail)}).`,
        remedy: problem.hidden
          ? "Give it a token that may read the repository: GITHUB_TOKEN=$(gh auth token)."
          : "Wait until it answers: nothing is moved that may be published.",
      };
    case "released":
      return {
        place,
        says: `${clean(problem.tag)} is released: ${clean(problem.url)}`,
        remedy: "What people have is not moved. Raise the version.",
      };
  }
}
