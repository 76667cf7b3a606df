import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Release } from "../../src/sandbox/github/releases.ts";
import type { Job, Run } from "../../src/sandbox/github/runs.ts";
import type { Project } from "../../src/sandbox/scenes/project.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type Chance, createChance } from "./chance.ts";
import type { Mishap } from "./mishaps.ts";
import type { Incident, Script } from "./script.ts";

/** Where a release is lived through, and what its people know of it. They see GitHub's pages and nothing else. */
export type Town = {
  readonly project: Project;
  readonly clock: VirtualClock;
  readonly script: Script;
  readonly chance: Chance;
  /** Adds a line to what is shown when the world turns out wrong. */
  readonly note: (line: string) => void;
  /** What people have said on the board, in order. */
  readonly said: Said[];
  /** What of the script's incidents has come, in order. */
  readonly happened: Incident[];
  /** What people are still to do past the app; undefined once they have, and in undisturbed lives. */
  mishap: Mishap | undefined;
  /** The tag as it was pushed last; undefined while it is deleted. */
  tagged: { readonly commit: string } | undefined;
};

/** A town before anything has happened in it. What its people do by chance follows from the name. */
export function createTown({
  chance,
  ...given
}: Pick<Town, "project" | "clock" | "script"> &
  Partial<Pick<Town, "note" | "mishap">> & { readonly chance: string }): Town {
  return {
    note: () => undefined,
    mishap: undefined,
    ...given,
    chance: createChance(chance),
    said: [],
    happened: [],
    tagged: undefined,
  };
}

export type Said = {
  readonly by: string;
  readonly text: string;
  readonly at: number;
  readonly comment: Comment;
};

/** Where the release is, as anybody sees who opens GitHub's pages. */
export type Moment =
  | "untagged"
  | "no board"
  | "checks"
  | "failed"
  | "stuck"
  | "gates"
  | "publishing"
  | "drafting"
  | "drafted"
  | "announcing"
  | "over";

export const MINUTE = 60_000;

export function tagOf({ script }: Pick<Town, "script">): string {
  return `v${script.version}`;
}

/** The issue that the app opened. */
export function boardOf({ project }: Town): Issue | undefined {
  return project.repo.issues().find((issue) => issue.author.type === "Bot");
}

/** The newest run of the tag as it is now. */
export function runOf(town: Town): Run | undefined {
  return town.project.repo
    .runs()
    .findLast((run) => run.headBranch === tagOf(town) && run.headSha === town.tagged?.commit);
}

export function releaseOf(town: Town): Release | undefined {
  return town.project.repo.releases().find((one) => one.tag === tagOf(town));
}

/** The job that publishes to an environment, in the newest attempt. */
export function publishJob({ project }: Town, run: Run, environment: string): Job | undefined {
  return project.repo.jobs(run).find((job) => job.name === `publish-${environment}`);
}

export function isPending({ project }: Town, run: Run, environment: string): boolean {
  return project.repo.pendingGates(run).some((gate) => gate.environment === environment);
}

export function momentOf(town: Town): Moment {
  const board = boardOf(town);
  if (town.tagged === undefined) {
    return "untagged";
  }
  if (board === undefined) {
    return "no board";
  }
  if (board.state === "closed") {
    return "over";
  }
  const run = runOf(town);
  return atRelease(town) ?? (run === undefined ? "checks" : atRun(town, run));
}

function atRelease(town: Town): Moment | undefined {
  const release = releaseOf(town);
  if (release === undefined) {
    return undefined;
  }
  if (!release.draft) {
    return "announcing";
  }
  return release.assets.some((asset) => asset.state === "uploaded") ? "drafted" : "drafting";
}

function atRun(town: Town, run: Run): Moment {
  const publish = publishJob(town, run, "pypi");
  if (publish?.conclusion === "success") {
    return "drafting";
  }
  if (isPending(town, run, "pypi")) {
    return "gates";
  }
  if (run.status === "completed") {
    return "failed";
  }
  if (publish?.conclusion === "failure") {
    return "stuck";
  }
  return publish === undefined ? "checks" : "publishing";
}

/** The app's mark under a comment. */
export function markUnder({ reactions }: Comment): "done" | "refused" | "seen" | "none" {
  const mine = reactions.filter((one) => one.by.type === "Bot").map((one) => one.content);
  if (mine.includes("confused")) {
    return "refused";
  }
  if (mine.includes("rocket")) {
    return "done";
  }
  return mine.includes("eyes") ? "seen" : "none";
}

export function pause({ clock }: Town, ms: number): Promise<void> {
  return clock.sleepUntil(clock.now() + ms);
}
