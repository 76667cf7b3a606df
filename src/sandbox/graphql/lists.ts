import type { Repository } from "../github/repository.ts";
import { type Context, connection, demand, type Paging } from "./context.ts";
import { issueNode } from "./issue.ts";
import { pullNode } from "./pull-request.ts";

export interface IssuesAsked extends Paging {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
}

/** `Repository.issues`: of several labels any will do, and labels know no case. Pull requests are none of them. */
export const openIssues = (
  context: Context,
  repository: Repository,
  { states, labels, ...paging }: IssuesAsked,
) => {
  demand(context, "issues", "read");
  const wanted = labels?.map((label) => label.toLowerCase());
  const found = [...repository.issues.values()].filter(
    (issue) =>
      !issue.deleted &&
      issue.transferredTo === null &&
      (states?.includes(issue.state.toUpperCase()) ?? true) &&
      (wanted === undefined || issue.labels.some(({ name }) => wanted.includes(name.toLowerCase()))),
  );
  const page = connection(found, paging);
  return { ...page, nodes: page.nodes.map((issue) => issueNode(context, repository, issue)) };
};

export interface PullsAsked extends Paging {
  readonly states?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}

/** `Repository.pullRequests`. */
export const pullRequests = (
  context: Context,
  repository: Repository,
  { states, orderBy, ...paging }: PullsAsked,
) => {
  demand(context, "pull_requests", "read");
  const all = repository.pulls.map((pull) => ({ pull, node: pullNode(context, { repository, pull }) }));
  const found = all
    .filter(({ node }) => states?.includes(node.state) ?? true)
    .sort((a, b) => a.pull.conversation.updatedAt - b.pull.conversation.updatedAt);
  if (orderBy?.direction === "DESC") found.reverse();
  const page = connection(found, paging);
  return { ...page, nodes: page.nodes.map(({ node }) => node) };
};
