import { clean } from "../../../replies/safe.ts";
import { short } from "../../../replies/words.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { byText } from "../shown.ts";

/** What other tags are in the way. */
export function tagWords(
  problem: Of<"tag-there" | "twin" | "nothing-to-move" | "moved-already">,
): ProblemWords {
  const place = clean(problem.remote);
  switch (problem.is) {
    case "tag-there":
      return problem.same
        ? {
            place,
            says: `It has ${clean(problem.tag)} at this very commit${byText(problem.holder)}.`,
            remedy: "There is nothing to do: look at its release.",
          }
        : {
            place,
            says: `It has ${clean(problem.tag)} at ${short(problem.holder.commit)}${byText(problem.holder)}.`,
            remedy:
              "Raise the version. While nothing of it is published, --move takes the tag to this commit.",
          };
    case "twin":
      return {
        place,
        says: `Its tag ${clean(problem.twin)} is version ${clean(problem.version)}, too.`,
        remedy: "Raise the version: no index takes one twice, however it is spelt.",
      };
    case "nothing-to-move":
      return {
        place,
        says: `It has no tag ${clean(problem.tag)} to move.`,
        remedy: "Leave --move out to make it.",
      };
    case "moved-already":
      return {
        place,
        says: `Its tag ${clean(problem.tag)} is at this commit already.`,
        remedy: "There is nothing to move: look at its release.",
      };
  }
}
