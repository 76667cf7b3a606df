import type { Refusal } from "../github/refused.ts";

/** What only the HTTP side refuses. */
export type HttpRefusal =
  | Refusal
  | "no-user-agent"
  | "bad-credentials"
  | "jwt-unreadable"
  | "jwt-expired"
  | "jwt-too-long"
  | "authentication-required"
  | "not-accessible"
  | "archived"
  | "primary-limit"
  | "bad-json"
  | "moved";

export interface RefusalRow {
  readonly status: number;
  readonly message: string | ((detail: string | undefined) => string);
  /** Where status and words come from. */
  readonly source: string;
  /** GitHub's `errors` list: entries about a resource's field, or plain sentences. */
  readonly errors?: (detail: string | undefined) => readonly (string | Readonly<Record<string, unknown>>)[];
}

const OPENAPI = "GitHub's OpenAPI description, responses of the route";
const USERS = "reported by users of GitHub";
const DOCS = "docs.github.com";

const invalid = (resource: string, field: string, code: string, message?: string) => () => [
  { resource, field, code, ...(message === undefined ? {} : { message }) },
];

const validation = (source: string, errors: NonNullable<RefusalRow["errors"]>): RefusalRow => ({
  status: 422,
  message: "Validation Failed",
  source,
  errors,
});

/** Every refusal of the sandbox's GitHub: what it answers, and who says that GitHub answers so. */
export const REFUSALS: Readonly<Record<HttpRefusal, RefusalRow>> = {
  "not-found": { status: 404, message: "Not Found", source: OPENAPI },
  "push-needed": {
    status: 403,
    message: "Must have push access to view repository collaborators.",
    source: `${USERS}; ${DOCS} says who may: list repository collaborators`,
  },
  "plan-too-small": {
    status: 403,
    message: "Upgrade to GitHub Pro or make this repository public to enable this feature.",
    source: `${USERS}: rulesets of private repositories; ${DOCS} says which plans have them: about rulesets`,
  },
  "no-commit-for-sha": {
    status: 422,
    message: "No commit found for SHA",
    source: `${USERS}: create a check run, get a commit`,
  },
  "no-pending-deployment": {
    status: 422,
    message: "No pending deployment requests to approve or reject",
    source: `${USERS}: also for people who may not review, and for self-review`,
  },
  "already-reviewed": {
    status: 422,
    message: "Deployment protection rule has already been reviewed",
    source: USERS,
  },
  "report-too-long": {
    status: 422,
    message: "Comment is too long (maximum is 1024 characters)",
    source: `${DOCS}: creating custom deployment protection rules, for the limit`,
  },
  "too-many-reports": {
    status: 422,
    message: "Deployment has reached the maximum of 10 status reports",
    source: `${DOCS}: creating custom deployment protection rules, for the limit`,
  },
  "comment-required": {
    status: 422,
    message: "Comment can't be blank",
    source: `${DOCS}: review custom deployment protection rules for a workflow run`,
  },
  "not-cancellable": {
    status: 409,
    message: "Cannot cancel a workflow run that is completed.",
    source: OPENAPI,
  },
  "already-running": { status: 403, message: "This workflow is already running", source: USERS },
  "nothing-failed": {
    status: 403,
    message: "This workflow run cannot be retried, there are no failed jobs",
    source: USERS,
  },
  "run-too-old": {
    status: 403,
    message: "Unable to retry this workflow run because it was created over a month ago",
    source: `${USERS}: cli/cli#9989; ${DOCS}: re-running workflows and jobs, for the 30 days`,
  },
  "artifact-expired": { status: 410, message: "Artifact has expired", source: OPENAPI },
  "issues-disabled": { status: 410, message: "Issues are disabled for this repo", source: OPENAPI },
  "issue-deleted": { status: 410, message: "This issue was deleted", source: OPENAPI },
  "issue-locked": {
    status: 403,
    message: "Unable to create comment because issue is locked.",
    source: `${USERS}, of Apps too: renovatebot/renovate#6215, probot/stale#25, Expensify/App#14862`,
  },
  "reaction-locked": {
    status: 403,
    message: "Unable to create reaction because issue is locked.",
    source: `${USERS}: nobody can react there (GitHawkApp/GitHawk#2297, github/gh-aw#15966); the words are those for comments`,
  },
  "body-too-long": validation(
    `${USERS}: 65,536 characters`,
    invalid("Issue", "body", "custom", "body is too long (maximum is 65536 characters)"),
  ),
  "title-too-long": validation(
    `${USERS}: 256 characters`,
    invalid("Issue", "title", "custom", "title is too long (maximum is 256 characters)"),
  ),
  "title-missing": validation(OPENAPI, invalid("Issue", "title", "missing_field")),
  "body-missing": validation(OPENAPI, invalid("IssueComment", "body", "missing_field")),
  "release-body-too-long": validation(
    `${USERS}: 125,000 characters`,
    invalid("Release", "body", "custom", "body is too long (maximum is 125000 characters)"),
  ),
  "release-exists": validation(USERS, invalid("Release", "tag_name", "already_exists")),
  "tag-name-missing": validation(OPENAPI, invalid("Release", "tag_name", "missing_field")),
  "immutable-tag-used": validation(
    `${USERS}: immutable releases`,
    invalid("Release", "tag_name", "custom", "tag_name was used by an immutable release"),
  ),
  "immutable-assets": {
    status: 422,
    message: "Cannot upload assets to an immutable release",
    source: `${USERS}: immutable releases`,
  },
  "immutable-tag": {
    status: 422,
    message: "Cannot change the tag of an immutable release",
    source: `${DOCS}: immutable releases`,
  },
  "discussion-not-created": {
    status: 404,
    message: "Discussion could not be created",
    source: `${USERS}: cli/cli#3381, cli/cli#4993`,
  },
  "draft-cannot-be-latest": validation(
    `${DOCS}: create a release`,
    invalid("Release", "make_latest", "custom", "Latest release cannot be draft or prerelease"),
  ),
  "workflows-differ": { status: 404, message: "Not Found", source: `${USERS}: cli/cli#9514, cli/cli#9773` },
  "asset-exists": validation(USERS, invalid("ReleaseAsset", "name", "already_exists")),
  "asset-name-missing": validation(OPENAPI, invalid("ReleaseAsset", "name", "missing_field")),
  "check-fields": validation(OPENAPI, invalid("CheckRun", "head_sha", "missing_field")),
  "conclusion-missing": validation(
    `${DOCS}: create a check run`,
    invalid("CheckRun", "conclusion", "missing_field"),
  ),
  "output-incomplete": validation(
    `${DOCS}: create a check run, output needs title and summary`,
    invalid("CheckRun", "output", "missing_field"),
  ),
  "too-many-actions": validation(
    `${DOCS}: create a check run, at most 3 actions`,
    invalid("CheckRun", "actions", "invalid"),
  ),
  "too-many-annotations": {
    status: 422,
    message: (supplied) =>
      `Invalid request.\n\nNo more than 50 items are allowed; ${supplied} were supplied.`,
    source: `${USERS}: dorny/test-reporter#194, qiniu/reviewbot#258`,
  },
  "annotation-incomplete": {
    status: 422,
    message: (lacking) => `Invalid request.\n\n${lacking}`,
    source: `${USERS}: humanmade/linter-bot#71, andrewmcodes-archive/rubocop-linter-action#40`,
  },
  "annotations-invalid": validation(
    `${USERS}: a start_column without its end_column, probot/probot#790; ${DOCS}: create a check run, for columns and sizes`,
    invalid("CheckRun", "annotations", "invalid"),
  ),
  "no-such-permission": {
    status: 422,
    message: "The permissions requested are not granted to this installation.",
    source: `${USERS}: create an installation access token`,
  },
  "no-such-repository": {
    status: 422,
    message:
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    source: `${USERS}: create an installation access token`,
  },
  suspended: { status: 403, message: "This installation has been suspended", source: USERS },
  "no-dispatch-trigger": {
    status: 422,
    message: "Workflow does not have 'workflow_dispatch' trigger",
    source: `${USERS}: create a workflow dispatch event (cli/cli#4671)`,
  },
  "no-ref": {
    status: 422,
    message: "No ref found for",
    source: `${USERS}: create a workflow dispatch event (benc-uk/workflow-dispatch#26)`,
  },
  "unexpected-field": {
    status: 422,
    message: 'Invalid request.\n\n"return_run_details" is not a permitted key.',
    source: `${USERS}: the words for any key a server does not know; here of one older than February 2026`,
  },
  "actions-disabled": {
    status: 422,
    message: "Actions has been disabled for this repository.",
    source: `${USERS}: create a workflow dispatch event`,
  },
  "bad-field": validation(OPENAPI, (detail) => [
    { resource: "Request", field: detail ?? "body", code: "invalid" },
  ]),
  "no-user-agent": {
    status: 403,
    message:
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
    source: `${DOCS}: user agent required`,
  },
  "bad-credentials": { status: 401, message: "Bad credentials", source: OPENAPI },
  "jwt-unreadable": { status: 401, message: "A JSON web token could not be decoded", source: USERS },
  "jwt-expired": {
    status: 401,
    message:
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    source: USERS,
  },
  "jwt-too-long": {
    status: 401,
    message: "'Expiration time' claim ('exp') is too far in the future",
    source: USERS,
  },
  "authentication-required": { status: 401, message: "Requires authentication", source: OPENAPI },
  "not-accessible": { status: 403, message: "Resource not accessible by integration", source: USERS },
  archived: {
    status: 403,
    message: "Repository was archived so is read-only.",
    source: USERS,
  },
  "primary-limit": { status: 403, message: "API rate limit exceeded", source: `${DOCS}: rate limits` },
  "bad-json": { status: 400, message: "Problems parsing JSON", source: `${DOCS}: client errors` },
  moved: { status: 301, message: "Moved Permanently", source: OPENAPI },
};
