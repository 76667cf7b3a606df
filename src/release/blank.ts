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
    | "firstSeen"
    | "knownBoard"
    | "knownRelease"
    | "tagBurnt"
    | "linkUrl"
    | "installFrom"
    | "checkRunInsteadOfBoard"
  >,
): Snapshot {
  return {
    ...given,
    repository: unseen,
    permissions: unseen,
    configuration: unseen,
    configuredAt: unseen,
    tag: unseen,
    versionFile: unseen,
    workflowFile: unseen,
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
    rights: {},
    memberships: {},
    accounts: {},
    reviewing: {},
    threads: {},
  };
}
