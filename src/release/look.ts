/** The facts that are one per release. */
export const SIGHTS = [
  "repository",
  "permissions",
  "configuration",
  "configuredAt",
  "tag",
  "versionFile",
  "workflowFile",
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
  "ranges",
  "notesFile",
  "notesMembers",
  "indexStatus",
] as const;
export type Sight = (typeof SIGHTS)[number];

/** "I need this fact first." */
export type Look =
  | { readonly at: Sight }
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
  /** What was said below pull requests and issues. */
  | { readonly at: "threads"; readonly numbers: readonly number[] };

/** A team and a person, as one line of text. */
export function membershipKey(team: string, user: number): string {
  return `${team}/${user}`;
}

/** A look as one line of text; two looks are the same when these are. */
export function lookText(look: Look): string {
  switch (look.at) {
    case "index":
      return `index ${look.gate}`;
    case "versions":
      return `versions ${look.gate}`;
    case "repositoryNamed":
      return `repositoryNamed ${look.name}`;
    case "jobLog":
      return `jobLog ${look.job}`;
    case "provenance":
      return `provenance ${look.gate}`;
    case "rights":
      return `rights ${look.user}`;
    case "membership":
      return `membership ${membershipKey(look.team, look.user)}`;
    case "account":
      return `account ${look.login.toLowerCase()}`;
    case "reviewing":
      return `reviewing ${look.user}`;
    case "threads":
      return `threads ${look.numbers.join()}`;
    default:
      return look.at;
  }
}
