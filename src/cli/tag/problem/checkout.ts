import { clean } from "../../../replies/safe.ts";
import { count, short } from "../../../replies/words.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { some, why } from "../shown.ts";

type CheckoutProblem = Of<
  | "no-git"
  | "old-git"
  | "no-repository"
  | "no-commit"
  | "changed"
  | "detached"
  | "nameless"
  | "tag-here"
  | "changed-meanwhile"
>;

/** What is the matter with the checkout, or with git itself. */
export function checkoutWords(problem: CheckoutProblem): ProblemWords {
  switch (problem.is) {
    case "no-git":
      return {
        place: "git",
        says: "There is none on this machine.",
        remedy: "Install it: https://git-scm.com/downloads",
      };
    case "old-git":
      return {
        place: "git",
        says: `This is version ${clean(problem.version)}, and 2.15 is the oldest that will do.`,
        remedy: "Update it: https://git-scm.com/downloads",
      };
    case "no-repository":
      return {
        place: "directory",
        says: `Git has no checkout here (${why(problem.why)}).`,
        remedy: "Run this in the clone of the project that is to be released.",
      };
    case "no-commit":
      return {
        place: "checkout",
        says: "There is no commit yet.",
        remedy: "Commit what is to be released.",
      };
    case "changed":
      return {
        place: "checkout",
        says: `${count(problem.files.length, "file")} changed since the commit: ${some(problem.files)}.`,
        remedy: "Commit and push it, or put it aside with `git stash`: the tag marks the commit, without it.",
      };
    case "detached":
      return {
        place: "checkout",
        says: `HEAD is at ${short(problem.commit)}, and at no branch.`,
        remedy: `Go to the branch that is released: \`git switch ${clean(problem.main ?? "<branch>")}\`.`,
      };
    case "nameless":
      return {
        place: "git",
        says: "It does not know who tags.",
        remedy: "Tell it with `git config user.name` and `git config user.email`.",
      };
    case "tag-here":
      return {
        place: "checkout",
        says: `There is a tag ${clean(problem.tag)} here, at ${short(problem.commit)}, which is not ${clean(problem.remote)}'s.`,
        remedy: `If nobody needs it, \`git tag -d ${clean(problem.tag)}\`.`,
      };
    case "changed-meanwhile":
      return {
        place: "tag",
        says: "What it hangs on has changed since it was shown.",
        remedy: "Nothing was done. Run the command again, and look once more.",
      };
  }
}
