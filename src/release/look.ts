import type { Snapshot } from "./snapshot.ts";

/** The facts that are one per release. */
export const SIGHTS = [
  "repository",
  "permissions",
  "configuration",
  "configuredAt",
  "tag",
  "taggedCommit",
  "versionFile",
  "workflowFile",
  "tagBranch",
  "workflowChanges",
  "runs",
  "jobs",
  "deployments",
  "pending",
  "environments",
  "reviews",
  "supersededReviews",
  "artifacts",
  "contents",
  "board",
  "comments",
  "checkRun",
  "githubReleases",
  "latestRelease",
  "introFile",
  "tags",
  "neighbours",
  "ranges",
  "notesFile",
  "notesMembers",
  "indexStatus",
  "head",
  "versionAhead",
  "rangesAhead",
  "aims",
  "setupCommit",
  "setupCheck",
  "setup",
  "branchFile",
  "branchCheck",
] as const;
export type Sight = (typeof SIGHTS)[number];

/** "I need this fact first." */
export type Look = { readonly at: Sight } | LookOfMany;

/** At one of the facts of which there are several per release. */
export type LookOfMany =
  | { readonly at: "index"; readonly gate: string }
  /** Every version that a gate's index knows. */
  | { readonly at: "versions"; readonly gate: string }
  /** Which repository a name leads to: it may have been this one's before it was renamed. */
  | { readonly at: "repositoryNamed"; readonly name: string }
  /** The log of a job that has failed. */
  | { readonly at: "jobLog"; readonly job: number }
  /** Of what the gate's index serves, which has to be seen first. */
  | { readonly at: "provenance"; readonly gate: string }
  | { readonly at: "rights"; readonly user: number; readonly login: string }
  | { readonly at: "membership"; readonly team: string; readonly user: number; readonly login: string }
  | { readonly at: "account"; readonly login: string }
  | { readonly at: "reviewing"; readonly user: number }
  /** What was said below a pull request or an issue. */
  | { readonly at: "thread"; readonly number: number }
  /** The board of another release. */
  | { readonly at: "boardOf"; readonly tag: string }
  /** A tag or a branch, as `tags/v1.0` or `heads/main`. */
  | { readonly at: "ref"; readonly ref: string }
  /** Runs that were started by hand at a branch or tag, by its short name. */
  | { readonly at: "dispatched"; readonly ref: string }
  /** Every run of a tag's name. */
  | { readonly at: "runsOf"; readonly tag: string }
  | { readonly at: "artifactsOf"; readonly run: number }
  | { readonly at: "failedJobsOf"; readonly run: number }
  /** Whether a workflow can be started by hand, by its file at one commit. */
  | { readonly at: "trigger"; readonly workflow: string; readonly commit: string }
  /** Where a commit comes from that another release's workflow is to be started at. */
  | { readonly at: "tagOrigin"; readonly workflow: string; readonly commit: string };

/** A team and a person, as one line of text. */
export function membershipKey(team: string, user: number): string {
  return `${team}/${user}`;
}

/** A workflow's file at one commit, as one line of text. */
export function triggerKey(workflow: string, commit: string): string {
  return `${workflow}@${commit}`;
}

/** Where a snapshot keeps what was answered to such looks, each under its `keyOf`. */
export const RECORDS = {
  index: "index",
  versions: "versions",
  repositoryNamed: "repositoriesNamed",
  jobLog: "jobLogs",
  provenance: "provenance",
  rights: "rights",
  membership: "memberships",
  account: "accounts",
  reviewing: "reviewing",
  thread: "threads",
  boardOf: "boards",
  ref: "refs",
  dispatched: "dispatched",
  runsOf: "runsOf",
  artifactsOf: "artifactsOf",
  failedJobsOf: "failedJobsOf",
  trigger: "triggers",
  tagOrigin: "origins",
} as const satisfies Readonly<Record<LookOfMany["at"], keyof Snapshot>>;

export function isOfMany(look: Look): look is LookOfMany {
  return look.at in RECORDS;
}

/** Under which key the answer to a look is kept. */
export function keyOf(look: LookOfMany): string {
  switch (look.at) {
    case "index":
    case "versions":
    case "provenance":
      return look.gate;
    case "repositoryNamed":
      return look.name;
    case "jobLog":
      return String(look.job);
    case "membership":
      return membershipKey(look.team, look.user);
    case "account":
      return look.login.toLowerCase();
    case "rights":
    case "reviewing":
      return String(look.user);
    case "thread":
      return String(look.number);
    case "boardOf":
    case "runsOf":
      return look.tag;
    case "ref":
    case "dispatched":
      return look.ref;
    case "artifactsOf":
    case "failedJobsOf":
      return String(look.run);
    case "trigger":
    case "tagOrigin":
      return triggerKey(look.workflow, look.commit);
  }
}

/** A look as one line of text; two looks are the same when these are. */
export function lookText(look: Look): string {
  return isOfMany(look) ? `${look.at} ${keyOf(look)}` : look.at;
}
