import { unseen } from "./fact.ts";
import type { Snapshot } from "./snapshot.ts";

/** A snapshot in which nothing has been looked at yet. */
export function blank(
  given: Pick<
    Snapshot,
    | "key"
    | "address"
    | "app"
    | "now"
    | "reported"
    | "futile"
    | "channels"
    | "knownBoard"
    | "knownFor"
    | "knownRelease"
    | "tagBurnt"
    | "linkUrl"
    | "installFrom"
    | "checkRunInsteadOfBoard"
  > &
    Partial<Pick<Snapshot, "dispatches" | "reruns" | "refused" | "opened">>,
): Snapshot {
  return {
    dispatches: {},
    reruns: [],
    refused: [],
    opened: [],
    ...given,
    repository: unseen,
    permissions: unseen,
    configuration: unseen,
    configuredAt: unseen,
    tag: unseen,
    taggedCommit: unseen,
    versionFile: unseen,
    workflowFile: unseen,
    tagBranch: unseen,
    workflowChanges: unseen,
    runs: unseen,
    jobs: unseen,
    deployments: unseen,
    pending: unseen,
    environments: unseen,
    reviews: unseen,
    supersededReviews: unseen,
    artifacts: unseen,
    contents: unseen,
    board: unseen,
    comments: unseen,
    checkRun: unseen,
    githubReleases: unseen,
    latestRelease: unseen,
    introFile: unseen,
    tags: unseen,
    neighbours: unseen,
    ranges: unseen,
    notesFile: unseen,
    notesMembers: unseen,
    index: {},
    versions: {},
    repositoriesNamed: {},
    jobLogs: {},
    provenance: {},
    indexStatus: unseen,
    head: unseen,
    versionAhead: unseen,
    rangesAhead: unseen,
    aims: unseen,
    ...OF_THE_CONFIGURATION,
    rights: {},
    memberships: {},
    accounts: {},
    reviewing: {},
    threads: {},
    boards: {},
    refs: {},
    dispatched: {},
    runsOf: {},
    artifactsOf: {},
    failedJobsOf: {},
    triggers: {},
    origins: {},
  };
}

/** What is looked at to tell how a repository is set up, and what a branch would change of it. */
const OF_THE_CONFIGURATION = {
  setupCommit: unseen,
  setupCheck: unseen,
  setup: unseen,
  branchFile: unseen,
  branchCheck: unseen,
};
