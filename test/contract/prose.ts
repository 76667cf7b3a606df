/**
 * Rules which GitHub's descriptions state in prose only, or not at all, and live GitHub enforces.
 */

type Body = Readonly<Record<string, unknown>>;

type ProseRule = {
  readonly routes: readonly string[];
  readonly broken: (body: Body) => boolean;
  readonly says: string;
  readonly source: string;
};

const CHECK_RUNS = [
  "POST /repos/{owner}/{repo}/check-runs",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
];
const RELEASES = ["POST /repos/{owner}/{repo}/releases", "PATCH /repos/{owner}/{repo}/releases/{release_id}"];
const ISSUES = ["POST /repos/{owner}/{repo}/issues", "PATCH /repos/{owner}/{repo}/issues/{issue_number}"];
const COMMENTS = [
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
];
const GATE = ["POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule"];
const CHECKS_PAGE = "docs.github.com/rest/checks/runs";
const RELEASES_PAGE = "docs.github.com/rest/releases/releases";

/** Whether a text is longer than `limit`; UTF-16 units are never fewer than GitHub's characters. */
const longer = (text: unknown, limit: number): boolean => typeof text === "string" && text.length > limit;
const more = (list: unknown, limit: number): boolean => Array.isArray(list) && list.length > limit;

function output(body: Body): Body {
  const value = body["output"];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const RULES: readonly ProseRule[] = [
  {
    routes: CHECK_RUNS,
    broken: (body) => body["status"] === "completed" && body["conclusion"] === undefined,
    says: "status completed needs a conclusion",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => body["completed_at"] !== undefined && body["conclusion"] === undefined,
    says: "completed_at needs a conclusion",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => body["conclusion"] === "stale",
    says: "only GitHub sets the conclusion stale",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => ["waiting", "requested", "pending"].includes(String(body["status"])),
    says: "the statuses waiting, requested and pending are for GitHub Actions only",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => longer(output(body)["summary"], 65_535) || longer(output(body)["text"], 65_535),
    says: "output.summary and output.text hold at most 65535 characters each",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => more(output(body)["annotations"], 50),
    says: "at most 50 annotations a request",
    source: CHECKS_PAGE,
  },
  {
    routes: CHECK_RUNS,
    broken: (body) => more(body["actions"], 3),
    says: "at most 3 actions",
    source: CHECKS_PAGE,
  },
  {
    routes: [...ISSUES, ...COMMENTS],
    broken: (body) => longer(body["body"], 65_536),
    says: "body holds at most 65536 characters",
    source: "GitHub's answer 422 `Body is too long (maximum is 65536 characters)`",
  },
  {
    routes: ISSUES,
    broken: (body) => longer(body["title"], 256),
    says: "title holds at most 256 characters",
    source: "GitHub's answer 422 `title is too long (maximum is 256 characters)`",
  },
  {
    routes: RELEASES,
    broken: (body) => longer(body["body"], 125_000),
    says: "body of a release holds at most 125000 characters",
    source: "GitHub's answer 422 `body is too long (maximum is 125000 characters)`",
  },
  {
    routes: RELEASES,
    broken: (body) => body["draft"] === true && Boolean(body["discussion_category_name"]),
    says: "a draft gets no discussion; send discussion_category_name in the request that publishes",
    source: RELEASES_PAGE,
  },
  {
    routes: RELEASES,
    broken: (body) => body["make_latest"] !== undefined && typeof body["make_latest"] !== "string",
    says: 'make_latest is a string: "true", "false" or "legacy"',
    source: RELEASES_PAGE,
  },
  {
    routes: RELEASES,
    broken: (body) =>
      body["make_latest"] === "true" && (body["draft"] === true || body["prerelease"] === true),
    says: "drafts and prereleases cannot be the latest release",
    source: RELEASES_PAGE,
  },
  {
    routes: GATE,
    broken: (body) => longer(body["comment"], 1024),
    says: "a status report holds at most 1024 characters",
    source:
      "docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/create-custom-protection-rules",
  },
];

/** The prose rules which the body of a request to `route` breaks, each with its source. */
export function proseFaults(route: string, body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  const fields: Body = { ...body };
  return RULES.filter((rule) => rule.routes.includes(route) && rule.broken(fields)).map(
    (rule) => `request: ${rule.says} (${rule.source})`,
  );
}
