import type { Account } from "../github/accounts.ts";
import { type Comment, liveComments, REACTIONS, type Reaction } from "../github/comments.ts";
import { nodeId } from "../github/ids.ts";
import type { Issue } from "../github/issues.ts";
import type { Label, Milestone, Repository } from "../github/repository.ts";
import { hasRole } from "../github/repository.ts";
import { simpleUser } from "./account.ts";
import { integration } from "./integration.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

/** `reaction-rollup`. */
export const rollup = (url: string, reactions: readonly Reaction[]): Json => ({
  url,
  total_count: reactions.length,
  ...Object.fromEntries(
    REACTIONS.map((content) => [
      content,
      reactions.filter((reaction) => reaction.content === content).length,
    ]),
  ),
});

/** `reaction`. */
export const reactionShape = (urls: Urls, reaction: Reaction): Json => ({
  id: reaction.id,
  node_id: nodeId("Reaction", reaction.id),
  user: simpleUser(urls, reaction.by),
  content: reaction.content,
  created_at: iso(reaction.createdAt),
});

/** `author_association`, as a stranger to the organization sees it. */
export const associationOf = (repository: Repository, author: Account): string => {
  if (repository.owner === author) return "OWNER";
  if (hasRole(repository, author, "triage")) return "COLLABORATOR";
  return repository.pulls.some((pull) => pull.author === author && pull.mergedAt !== null)
    ? "CONTRIBUTOR"
    : "NONE";
};

/** `label`. */
export const labelShape = (urls: Urls, repository: Repository, label: Label): Json => ({
  id: label.id,
  node_id: nodeId("Label", label.id),
  url: `${repoApi(urls, repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});

const issueLinks = (urls: Urls, repository: Repository, issue: Issue): Json => {
  const url = `${repoApi(urls, repository)}/issues/${issue.number}`;
  return {
    url,
    repository_url: repoApi(urls, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repoHtml(urls, repository)}/issues/${issue.number}`,
    timeline_url: `${url}/timeline`,
  };
};

/** `issue`. */
export const issueShape = (urls: Urls, repository: Repository, issue: Issue): Json => ({
  ...issueLinks(urls, repository, issue),
  id: issue.id,
  node_id: nodeId("Issue", issue.id),
  number: issue.number,
  title: issue.title,
  user: simpleUser(urls, issue.author),
  labels: issue.labels.map((label) => labelShape(urls, repository, label)),
  state: issue.state,
  locked: issue.locked,
  assignee: null,
  assignees: [],
  milestone: null,
  comments: liveComments(issue).length,
  created_at: iso(issue.createdAt),
  updated_at: iso(issue.updatedAt),
  closed_at: isoOrNull(issue.closedAt),
  author_association: associationOf(repository, issue.author),
  active_lock_reason: null,
  sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
  issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
  body: issue.body,
  reactions: rollup(`${repoApi(urls, repository)}/issues/${issue.number}/reactions`, issue.reactions),
  performed_via_github_app: issue.viaApp ? integration(urls, issue.viaApp) : null,
  state_reason: issue.stateReason,
  ...(issue.pull ? { pull_request: pullLinks(urls, repository, { ...issue, ...issue.pull }) } : {}),
});

/** Where a pull request is, which the issue of its conversation names. */
export const pullLinks = (
  urls: Urls,
  repository: Repository,
  pull: { readonly number: number; readonly mergedAt: number | null },
): Json => {
  const html = `${repoHtml(urls, repository)}/pull/${pull.number}`;
  return {
    url: `${repoApi(urls, repository)}/pulls/${pull.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: isoOrNull(pull.mergedAt),
  };
};

/** `issue` as its own page tells it: with who closed it. */
export const singleIssue = (urls: Urls, repository: Repository, issue: Issue): Json => ({
  ...issueShape(urls, repository, issue),
  closed_by: issue.closedBy ? simpleUser(urls, issue.closedBy) : null,
});

/** `issue-comment`. */
export const commentShape = (
  urls: Urls,
  repository: Repository,
  at: { readonly issue: Issue; readonly comment: Comment },
): Json => {
  const { issue, comment } = at;
  const api = repoApi(urls, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${repoHtml(urls, repository)}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: simpleUser(urls, comment.author),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: associationOf(repository, comment.author),
    body: comment.body,
    reactions: rollup(`${url}/reactions`, comment.reactions),
    performed_via_github_app: comment.viaApp ? integration(urls, comment.viaApp) : null,
  };
};

/** `milestone`. */
export const milestoneShape = (urls: Urls, repository: Repository, milestone: Milestone): Json => {
  const url = `${repoApi(urls, repository)}/milestones/${milestone.number}`;
  return {
    url,
    html_url: `${repoHtml(urls, repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: nodeId("Milestone", milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: null,
    creator: simpleUser(urls, milestone.creator),
    open_issues: 0,
    closed_issues: 0,
    state: "open",
    created_at: iso(milestone.createdAt),
    updated_at: iso(milestone.createdAt),
    due_on: null,
    closed_at: null,
  };
};
