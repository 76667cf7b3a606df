import type { CheckRun } from "../github/checks.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import { integration } from "./integration.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

/** `check-run`. */
export const checkRunShape = (urls: Urls, repository: Repository, check: CheckRun): Json => {
  const url = `${repoApi(urls, repository)}/check-runs/${check.id}`;
  const html = `${repoHtml(urls, repository)}/runs/${check.id}`;
  return {
    id: check.id,
    name: check.name,
    node_id: nodeId("CheckRun", check.id),
    head_sha: check.headSha,
    external_id: check.externalId,
    url,
    html_url: html,
    details_url: check.detailsUrl ?? html,
    status: check.status,
    conclusion: check.conclusion,
    started_at: iso(check.startedAt),
    completed_at: isoOrNull(check.completedAt),
    output: {
      title: check.output?.title ?? null,
      summary: check.output?.summary ?? null,
      text: check.output?.text ?? null,
      annotations_count: check.output?.annotations.length ?? 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.suiteId },
    app: integration(urls, check.app),
    pull_requests: [],
  };
};
