import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, defaultBranch, fileLink, holders, runLink } from "../places.ts";
import { asCode, asLink } from "../safe.ts";
import { count, listed, names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type GithubReleaseProblem = Extract<
  Problem,
  {
    readonly is:
      | "tag-burnt"
      | "intro-left-out"
      | "stray-drafts"
      | "published-as-other-kind"
      | "wrong-latest"
      | "published-incomplete"
      | "discussion-missing";
  }
>;

type Of<I extends GithubReleaseProblem["is"]> = Extract<GithubReleaseProblem, { readonly is: I }>;

/** What is not as it was meant in a GitHub release, drafted or published. */
export function githubReleaseProblemText(problem: GithubReleaseProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "tag-burnt":
      return {
        says: `GitHub takes no GitHub release of ${asCode(problem.tag)} any more: an immutable one has had that tag, and nobody can use it again, even now that it is deleted.`,
        remedy:
          "Go on with the next version: raise the version, tag that commit, and close this issue. What the index serves of this one stays as it is.",
      };
    case "intro-left-out":
      return introText(problem, seen);
    case "stray-drafts": {
      const others = problem.strays.map((url, at) => asLink(`draft ${at + 1}`, url));
      return {
        says: `Besides ${asLink("the GitHub release", problem.url)} there ${others.length === 1 ? "is" : "are"} ${count(others.length, "more draft")} of this tag: ${listed(others)}. Nothing is done with ${others.length === 1 ? "it" : "them"}.`,
        remedy:
          others.length === 1
            ? "Copy what you want to keep of it, then delete it with the bin on its page."
            : "Copy what you want to keep of them, then delete them with the bin on their pages.",
      };
    }
    case "published-as-other-kind":
      return {
        says: `${asLink("The GitHub release", problem.url)} was published ${problem.prerelease ? "as a pre-release, and should be none" : "as a full release, and should be a pre-release"} by its version and \`release: prerelease\`.`,
        remedy: `If that was not meant: *Edit* it, ${problem.prerelease ? "untick" : "tick"} *Set as a pre-release*, and save.`,
      };
    case "wrong-latest":
      return latestText(problem);
    case "published-incomplete":
      return incompleteText(problem, seen);
    case "discussion-missing":
      return {
        says: `${asLink("The GitHub release", problem.url)} has no discussion: GitHub opened none in the category ${asCode(problem.category)}.`,
        remedy: `See that discussions are on and have that category (\`release: discussion\` in ${configurationFile(seen)}), and that the app's installation has granted \`discussions: write\`. For this release: *Edit* it, tick *Create a discussion for this release*, and save.`,
      };
  }
}

function introText({ path, why }: Of<"intro-left-out">, seen: Snapshot): ProblemText {
  const file = fileLink(seen, path);
  return {
    says:
      why === "missing"
        ? `The notes begin without an introduction: ${file} is not on ${defaultBranch(seen)}.`
        : `The notes begin without an introduction: ${file} is longer than 60,000 characters.`,
    remedy: `Write one into the draft by hand. Or ${why === "missing" ? "put the file there" : "shorten the file"} and delete the draft: it is drafted anew by itself.`,
  };
}

function latestText({ tag, url, isOurs }: Of<"wrong-latest">): ProblemText {
  return {
    says: isOurs
      ? "GitHub does not show this release as the latest, though no published version is higher."
      : `GitHub shows this release as the latest, though ${asCode(tag)} is the higher version.`,
    remedy: `If that was not meant: *Edit* ${asLink(isOurs ? "it" : "that one", url)}, tick *Set as the latest release*, and save.`,
  };
}

type Lacking = Pick<Of<"published-incomplete">, "missing" | "other" | "extra">;

/** How people put right by hand what a published release lacks, or has of another build. */
export function editText({ missing, other, extra }: Lacking, seen: Snapshot): string {
  const all = [
    ...(other.length === 0 ? [] : ["delete what differs"]),
    ...(extra.length === 0 ? [] : [`delete ${names(extra)}`]),
    ...(missing.length + other.length === 0 ? [] : [`attach the files from ${runLink(seen)}'s artifacts`]),
  ];
  const before = all.slice(0, -1).map((step) => `, ${step}`);
  return `*Edit* it${before.join("")}${before.length === 0 ? "" : ","} and ${all.at(-1)}.`;
}

/** Only what is missing is added, and only where somebody asks for it. */
function mendText(lacking: Lacking, seen: Snapshot): string {
  const byHand = editText(lacking, seen);
  return lacking.missing.length === 0
    ? `${byHand} Nothing is changed in a published release by itself.`
    : `\`/resume\` (${holders("write", seen)}) attaches what is missing, and replaces nothing. Or ${byHand.replace("*Edit*", "*edit*")}`;
}

function incompleteText(problem: Of<"published-incomplete">, seen: Snapshot): ProblemText {
  const { missing, other, extra, immutable, url } = problem;
  const faults = [
    ...(missing.length === 0 ? [] : [`without ${names(missing)}`]),
    ...(other.length === 0 ? [] : [`with other bytes than this run built under ${names(other)}`]),
    ...(extra.length === 0 ? [] : [`with ${names(extra)} of another build`]),
  ];
  return {
    says: `${asLink("The GitHub release", url)} was published ${listed(faults)}.`,
    remedy: immutable
      ? `It is immutable, so nobody can attach or replace a file any more: say in its notes what is ${missing.length === 0 ? "wrong" : "missing"}, or tag the next version.`
      : mendText(problem, seen),
  };
}
