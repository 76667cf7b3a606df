import type { Fault } from "../../release/fact.ts";
import type { Problem } from "../../release/problem.ts";
import type { RangeGap } from "../../release/range.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { plain } from "../../replies/plain.ts";
import { problemText } from "../../replies/problem.ts";
import { count, listed, utc } from "../../replies/words.ts";
import type { Lack } from "./lack.ts";
import type { Wanted } from "./wanted.ts";

/** A line of a terminal, of which a stranger may have written a part. */
const MOST = 300;

/** A word of the command line that is not what it has to be. */
export function wrongWord(word: string): string {
  return `${plain(word, MOST)} is neither a repository (owner/name) nor a range (v5.0.0, or v4.2.9..v5.0.0): see \`release-conductor notes --help\`.\n`;
}

/** Why there are no notes, and what to do. */
export function lackText(lack: Lack, { place }: Pick<Wanted, "place">): string {
  const name = `${place.owner}/${place.name}`;
  switch (lack.is) {
    case "no-repository":
      return `GitHub shows no ${name} to this token: correct the name, or give GITHUB_TOKEN one that may read it.\n`;
    case "no-tag":
      return `${name} has no tag ${plain(lack.tag, MOST)}: correct it, or push it first.\n`;
    case "no-commit":
      return `The tag ${plain(lack.tag, MOST)} of ${name} leads to no commit: tag one.\n`;
    case "no-version":
      return `${plain(lack.tag, MOST)} is no version, so no tag is known to come before it: name one, as in v4.2.9..${plain(lack.tag, MOST)}.\n`;
    case "broken-configuration": {
      const faults = lack.faults.map(
        ({ path, says, remedy }) => `  ${path === "" ? "the file" : path}: ${says} ${remedy}`,
      );
      return [
        `The configuration of ${name}, .github/release-conductor.yml, is not valid:`,
        ...faults.map((fault) => plain(fault, MOST)),
        "Correct it on the default branch: notes are made by it.\n",
      ].join("\n");
    }
    case "no-answer":
      return `${plain(lack.fault.detail, MOST)}.\n${remedyOf(lack.fault)}\n`;
  }
}

function remedyOf({ kind, status, until }: Fault): string {
  switch (kind) {
    case "limited":
      return until === undefined
        ? "GitHub's limits for this token are used up: try again later."
        : `GitHub's limits for this token are used up: try again after ${utc(until)}.`;
    case "forbidden":
      return status === 401
        ? "GitHub does not take the token in GITHUB_TOKEN: it may have expired. Make another."
        : "The token in GITHUB_TOKEN may not read this: it needs the contents and the pull requests of the repository.";
    case "unreachable":
    case "broken":
    case "refused":
      return "Try again; if it stays so, see https://www.githubstatus.com, and that GITHUB_API_URL is right.";
  }
}

/** What the notes lack, and what to do. */
export function gapText(gap: RangeGap): string {
  switch (gap.is) {
    case "older-commits":
      return `No version came before this one, so the notes begin with its newest ${count(gap.read, "commit")}: name a base for others.`;
    case "crowded-commit":
      return `The commit ${gap.sha} has more authors or pull requests than were read: look at it by hand.`;
    case "commits-withheld":
      return `GitHub counts ${count(gap.said, "commit")} and gave ${gap.read}: try again.`;
    case "too-many-commits":
      return `${count(gap.said, "commit")} came since the base, and ${gap.read} were read: name a base that is nearer.`;
    case "shipped-unread":
      return `The base has ${count(gap.said, "commit")} that the tag lacks, and ${gap.read} were read: what shipped may be listed again.`;
    case "base-passed-over":
      return `${plain(gap.tag, MOST)} has no history in common with the tag, so another base was taken: name one that has.`;
    case "nothing-since":
      return `No commit came after ${plain(gap.tag, MOST)}, so the notes list no changes: name another base.`;
    case "no-base":
      return "Nothing tells which tag came before: name the base.";
    case "newcomers-unknown":
      return `Who contributed for the first time is not known (${plain(gap.why, MOST)}): try again.`;
  }
}

/** What the notes had to be made without, though they are whole. */
export function noticeText(notice: Problem, seen: Snapshot): string {
  const { says } = problemText(notice, seen);
  const remedy =
    notice.is === "members-unread"
      ? "Use a token that may read them, or change `notes.members` in the configuration."
      : "Mend it on the default branch.";
  return `${plain(says, 2 * MOST)} ${remedy}`;
}

/** What the notes are about, in a line. */
export function summaryText(name: string, { base, commits, pullRequests, thanked }: Summary): string {
  const parts = [
    count(commits, "commit"),
    count(pullRequests, "pull request"),
    `${count(thanked, "person").replace(/persons$/, "people")} to thank`,
  ];
  return `${name} ${base === undefined ? "from the beginning" : `since ${plain(base, MOST)}`}: ${listed(parts)}.`;
}

export type Summary = {
  readonly base?: string;
  readonly commits: number;
  readonly pullRequests: number;
  readonly thanked: number;
};
