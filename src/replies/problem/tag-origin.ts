import { given } from "../../release/fact.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { TagOriginProblem } from "../../release/tag-origin.ts";
import { commitLink, configurationFile, defaultBranch, deleteTag } from "../places.ts";
import { asCode, asLink } from "../safe.ts";
import { listed, sentence } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

/** Problems of where the tagged commit comes from. */
export function tagOriginText(problem: TagOriginProblem, seen: Snapshot): ProblemText {
  return problem.is === "tag-off-branches" ? offBranchesText(problem, seen) : changedText(problem, seen);
}

type OffBranches = Extract<TagOriginProblem, { readonly is: "tag-off-branches" }>;

function offBranchesText(
  { tag, commit, patterns, branches, more }: OffBranches,
  seen: Snapshot,
): ProblemText {
  const setting = `\`branches:\` in ${configurationFile(seen)}`;
  if (branches.length === 0) {
    return {
      says: `No branch matches ${setting} (${codes(patterns)}), so no commit may be released.`,
      remedy: "Correct it, or create the branch: the release goes on by itself.",
    };
  }
  const unlooked = more === 0 ? "" : ` (${more} more match, and were not looked at: name fewer)`;
  return {
    says: `The tag ${asCode(tag)} marks ${commitLink(seen, commit)}, which is on none of the branches that releases come from: ${codes(branches)}${unlooked}.`,
    remedy: `Merge the commit, and the release goes on by itself. Or ${deleteTag(tag)} and tag a commit of such a branch: ${setting} says which they are.`,
  };
}

type Changed = Extract<TagOriginProblem, { readonly is: "workflow-changed" }>;

function changedText({ tag, commit, paths, more }: Changed, seen: Snapshot): ProblemText {
  const branch = defaultBranch(seen);
  if (paths.length === 0 && more) {
    return {
      says: `The release workflow calls so many others that they were not all compared with ${branch}'s.`,
      remedy: `Let it call fewer, or take \`same-workflow\` out of ${configurationFile(seen)}.`,
    };
  }
  return {
    says: `At the tag ${asCode(tag)}, ${codes(paths)} ${paths.length === 1 ? "is" : "are"} not what ${branch} has: ${difference(commit, seen)}.`,
    remedy: `Where the change is meant, merge it into ${branch}, and the release goes on by itself. ${sentence(deleteTag(tag))} where it is not, and find out who pushed it.`,
  };
}

/** Two dots compare the two as they are. https://docs.github.com/pull-requests/committing-changes-to-your-project/viewing-and-comparing-commits/comparing-commits */
function difference(commit: string, seen: Snapshot): string {
  const repository = given(seen.repository);
  const url =
    repository &&
    `${repository.url}/compare/${encodeURIComponent(repository.defaultBranch)}..${encodeURIComponent(commit)}`;
  return asLink("see the difference", url);
}

function codes(words: readonly string[]): string {
  return listed(words.map((word) => asCode(word)));
}
