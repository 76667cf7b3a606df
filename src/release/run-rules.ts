import type { Run } from "./snapshot.ts";

/** Something that must hold of a workflow run before anybody may open its gates here. */
export type RunRule<About> = {
  readonly name: string;
  readonly holds: (run: Run, about: About) => boolean;
};

/** Whose run it has to be, whatever the attempt. */
export type OfTheRelease = {
  readonly repository: number;
  /** File name of the configured workflow; absent: any. */
  readonly workflow?: string;
};

/** What could be the release's run at all: the name of a workflow proves nothing, its path does. */
export const RELEASE_RUN_RULES: readonly RunRule<OfTheRelease>[] = [
  {
    name: "the run was started by a push or by hand, and by no other event",
    holds: ({ event }) => event === "push" || event === "workflow_dispatch",
  },
  {
    // A fork's run has another head repository.
    name: "the run is of this repository, and not of a fork",
    holds: (run, { repository }) => run.repository === repository,
  },
  {
    name: "the run is of the configured workflow file",
    holds: (run, { workflow }) => workflow === undefined || run.path === `.github/workflows/${workflow}`,
  },
];

/** What the tag points at now, and what was there before. */
export type OfTheAttempt = {
  readonly commit: string | undefined;
  /** Runs that the board knows by an earlier attempt. */
  readonly before: ReadonlySet<number | undefined>;
  readonly all: readonly Run[];
};

/** Which of these belongs to the attempt that the tag is at now. */
export const ATTEMPT_RUN_RULES: readonly RunRule<OfTheAttempt>[] = [
  {
    name: "the run built the commit that the tag points at now",
    holds: (run, { commit }) => run.commit === commit,
  },
  {
    // Also when the tag came back to its commit, as another tag object.
    name: "the run is of no attempt before this one",
    holds: (run, { before }) => !before.has(run.id),
  },
  {
    name: "the run is the newest of its workflow",
    holds: (run, { all }) => !all.some((other) => other.path === run.path && other.id > run.id),
  },
];
