import { liveComments } from "../github/comments.ts";
import { nodeId } from "../github/ids.ts";
import type { PullRequest } from "../github/pull-requests.ts";
import type { Repository } from "../github/repository.ts";
import { simpleUser } from "./account.ts";
import { labelShape, milestoneShape, pullLinks, rollup } from "./issue.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

/** `issue` of a pull request, as the list of issues shows it. */
export const pullAsIssue = (urls: Urls, repository: Repository, pull: PullRequest): Json => {
  const api = repoApi(urls, repository);
  const url = `${api}/issues/${pull.number}`;
  const html = `${repoHtml(urls, repository)}/pull/${pull.number}`;
  const milestone = repository.milestones.find((candidate) => candidate.title === pull.milestone);
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    timeline_url: `${url}/timeline`,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    title: pull.title,
    user: simpleUser(urls, pull.author),
    labels: pull.labels.map((label) => labelShape(urls, repository, label)),
    state: pull.mergedAt === null ? "open" : "closed",
    locked: pull.conversation.locked,
    assignee: null,
    assignees: [],
    milestone: milestone ? milestoneShape(urls, repository, milestone) : null,
    comments: liveComments(pull.conversation).length,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.mergedAt ?? pull.createdAt),
    closed_at: isoOrNull(pull.mergedAt),
    author_association: "CONTRIBUTOR",
    active_lock_reason: null,
    draft: false,
    pull_request: pullLinks(urls, repository, pull),
    body: pull.body,
    reactions: rollup(`${url}/reactions`, []),
    performed_via_github_app: null,
    state_reason: null,
  };
};
