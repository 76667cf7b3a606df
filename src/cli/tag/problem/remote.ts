import { clean } from "../../../replies/safe.ts";
import { count } from "../../../replies/words.ts";
import type { Of, ProblemWords } from "../problem.ts";
import { CONFIGURATION, some, why } from "../shown.ts";

type RemoteProblem = Of<
  | "no-remote"
  | "unknown-remote"
  | "several-remotes"
  | "several-places"
  | "remote-silent"
  | "shallow"
  | "not-pushed"
  | "off-branches"
>;

/** What is the matter with the remote, and with the commit there. */
export function remoteWords(problem: RemoteProblem): ProblemWords {
  switch (problem.is) {
    case "no-remote":
      return {
        place: "remote",
        says: "There is none to push a tag to.",
        remedy: "Add it: `git remote add origin <address>`.",
      };
    case "unknown-remote":
      return {
        place: "remote",
        says: `There is none called ${clean(problem.remote)}.`,
        remedy:
          problem.remotes.length === 1
            ? `Name it with --remote ${some(problem.remotes)}.`
            : `Name one of ${some(problem.remotes)} with --remote.`,
      };
    case "several-remotes":
      return {
        place: "remote",
        says: `There are several (${some(problem.remotes)}), and the branch follows none of them.`,
        remedy: "Name the one to tag with --remote.",
      };
    case "several-places":
      return {
        place: clean(problem.remote),
        says: `It is pushed to ${count(problem.count, "address").replace(/s$/, "es")}, and one may take a tag that another refuses.`,
        remedy: "Keep one `remote.<name>.pushurl`, or name another remote with --remote.",
      };
    case "remote-silent":
      return {
        place: clean(problem.remote),
        says: `It can't be read (${why(problem.why)}).`,
        remedy:
          "See to the address (`git remote -v`), the network and your access, and run the command again.",
      };
    case "shallow":
      return {
        place: "checkout",
        says: "It is shallow: whether a branch has the commit can't be told from it.",
        remedy: `Fetch the rest: \`git fetch --unshallow ${clean(problem.remote)}\`.`,
      };
    case "not-pushed":
      return {
        place: clean(problem.remote),
        says: "None of its branches has the commit.",
        remedy: `Push it first${problem.branch === undefined ? "" : `: \`git push ${clean(problem.remote)} ${clean(problem.branch)}\``}, or have it merged.`,
      };
    case "off-branches":
      return {
        place: clean(problem.remote),
        says: `The commit is on ${some(problem.on)}, and releases come from ${some(problem.patterns)} alone (\`branches:\` in ${CONFIGURATION}).`,
        remedy: "Merge it, and tag what came of that.",
      };
  }
}
