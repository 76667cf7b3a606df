import { configurationOf, memoryOf } from "./attempt.ts";
import { given, seen as seenAs } from "./fact.ts";
import { releaseVersion } from "./release-version.ts";
import type { Board, Snapshot } from "./snapshot.ts";
import type { Version } from "./version.ts";

/** The branch that the release is to be tagged on, as it stands now. */
export type Head = {
  readonly branch: string;
  readonly commit: string;
  /** What its newest checks say together; absent: it has none, or the app may not see them. */
  readonly checks?: ChecksState;
};

export type ChecksState = "green" | "failing" | "running";

/** Where an open pull request stands: the first of these that holds is what has to be seen to first. */
export const PULL_STATES = [
  "draft",
  "conflicts",
  "checks-failing",
  "changes-requested",
  "waiting-for-review",
  "approved",
] as const;
export type PullState = (typeof PULL_STATES)[number];

/** By what a pull request aims at the release. */
export type AimedBy = "milestone" | "label" | "linked-issue";

/** An open pull request that aims at the release. */
export type OpenPull = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** Absent: the account was deleted. */
  readonly author?: { readonly login: string; readonly bot: boolean };
  readonly state: PullState;
  readonly by: AimedBy;
};

/** An open issue or pull request that has to be out of the way before the release. */
export type Blocker = { readonly number: number; readonly title: string; readonly url: string };

/** What is still open of the release. */
export type Aims = {
  readonly pulls: readonly OpenPull[];
  readonly blockers: readonly Blocker[];
  /** Open pull requests of the repository, and how many of them were looked through. */
  readonly open: number;
  readonly read: number;
  /** That aim at the release, and whose state was not asked for. */
  readonly more: number;
  /** Issues with a blocker's label beyond those that are named. */
  readonly moreBlockers: number;
};

/** The branch to be tagged: as configured, else the default branch. */
export function branchOf(seen: Snapshot): string | undefined {
  return configurationOf(seen)?.prepare.branch ?? given(seen.repository)?.defaultBranch;
}

/** Whether the board was opened before its tag, which has not been pushed yet. A tag that was there once is another thing. */
export function isPreparing(seen: Snapshot): boolean {
  return isUntagged(given(seen.board)) && seen.tag.is === "absent";
}

/** As far as the board itself tells. */
export function isUntagged(board: Pick<Board, "memory"> | undefined): boolean {
  const memory = board?.memory;
  return memory?.prepared !== undefined && memory.attempt === undefined && memory.superseded.length === 0;
}

/** Whether the board was opened before its tag, whatever came then. */
export function wasPrepared(seen: Snapshot): boolean {
  return memoryOf(seen).prepared !== undefined;
}

/** The release as if the branch were tagged now: what reads the code or the notes reads them there. */
export function ahead(known: Snapshot): Snapshot {
  const head = given(known.head);
  return {
    ...known,
    tag: head === undefined ? { is: "absent" } : seenAs({ object: head.commit, commit: head.commit }),
    versionFile: known.versionAhead,
    ranges: known.rangesAhead,
  };
}

/** The version that the tag names, or will name: before it is there, read as the code on the branch has versions read. */
export function versionToBe(seen: Snapshot): Version | undefined {
  return releaseVersion(isPreparing(seen) ? ahead(seen) : seen);
}

/** Milestones of these titles are the release's: as configured, else the tag, the version, and the version without a last zero. */
export function milestonesOf(seen: Snapshot): readonly string[] {
  const rule = configurationOf(seen)?.prepare.milestone ?? "from-version";
  const { tag } = seen.key;
  const version = versionToBe(seen)?.canonical;
  if (rule === "none" || version === undefined) {
    return [];
  }
  if (rule !== "from-version") {
    return [rule.template.replaceAll("{tag}", tag).replaceAll("{version}", version)];
  }
  const short = version.replace(/^(\d+\.\d+)\.0$/, "$1");
  return [...new Set([tag, version, `v${version}`, short, `v${short}`])];
}
