import { idOfNode, nodeId } from "../github/ids.ts";
import { findRepository, formerRepository, fullName, type Repository } from "../github/repository.ts";
import { actorOf } from "../rest/caller.ts";
import { LIMIT } from "../rest/limits.ts";
import { iso } from "../shapes/urls.ts";
import { viewerNode } from "./actor.ts";
import { fileNode, refNode, refNodes, shaNode } from "./commit.ts";
import { type Context, connection, demand, type Paging, sees, typedError } from "./context.ts";
import { type CommentPlace, commentNode, issueNode } from "./issue.ts";
import { type IssuesAsked, openIssues, type PullsAsked, pullRequests } from "./lists.ts";
import { type PullPlace, pullNode } from "./pull-request.ts";
import { search } from "./search.ts";
import { threadNode } from "./thread.ts";

const missing = (id: string) =>
  typedError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);

/** A comment by its number, wherever it is; none where it, or its issue, is gone. */
const findComment = (
  repositories: readonly Repository[],
  id: number | undefined,
): CommentPlace | undefined => {
  for (const repository of repositories) {
    for (const issue of repository.issues.values()) {
      const comment = issue.comments.find((candidate) => candidate.id === id && !candidate.deleted);
      if (comment && !issue.deleted) return { repository, issue, comment };
    }
  }
  return undefined;
};

const findPull = (repositories: readonly Repository[], id: number): PullPlace | undefined => {
  for (const repository of repositories) {
    const pull = repository.pulls.find((candidate) => candidate.id === id);
    if (pull) return { repository, pull };
  }
  return undefined;
};

const node = (context: Context, id: string) => {
  const { repositories } = context.ask.world;
  const number = idOfNode("Repository", id);
  if (number !== undefined) {
    const repository = repositories.find((candidate) => candidate.id === number);
    if (!repository || !sees(context, repository)) throw missing(id);
    return repositoryNode(context, repository);
  }
  const pullId = idOfNode("PullRequest", id);
  if (pullId !== undefined) {
    const pull = findPull(repositories, pullId);
    if (!pull || !sees(context, pull.repository)) throw missing(id);
    return pullNode(context, pull);
  }
  const place = findComment(repositories, idOfNode("IssueComment", id));
  if (!place || !sees(context, place.repository)) throw missing(id);
  demand(context, "issues", "read");
  return commentNode(context, place);
};

/** Missing nodes are null in the list, with an error each, as GitHub answers. */
const settled = <T>(make: () => T): T | Error => {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const repositoryNode = (context: Context, repository: Repository) => ({
  __typename: "Repository",
  id: nodeId("Repository", repository.id),
  databaseId: repository.id,
  nameWithOwner: fullName(repository),
  ref: ({ qualifiedName }: { qualifiedName: string }) => refNode(context, repository, qualifiedName),
  refs: (args: Parameters<typeof refNodes>[2]) => refNodes(context, repository, args),
  defaultBranchRef: () => refNode(context, repository, `refs/heads/${repository.defaultBranch}`),
  object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) =>
    oid ? shaNode(context, repository, oid) : fileNode(context, repository, expression ?? ""),
  hasDiscussionsEnabled: repository.hasDiscussions,
  discussionCategories: (args: Paging) => {
    demand(context, "discussions", "read");
    const all = repository.discussionCategories.map((name) => ({
      id: nodeId("DiscussionCategory", `${repository.id}/${name}`),
      name,
    }));
    return connection(all, args);
  },
  issue: ({ number }: { number: number }) => {
    const issue = repository.issues.get(number);
    if (issue && !issue.deleted) return issueNode(context, repository, issue);
    throw typedError("NOT_FOUND", `Could not resolve to an Issue with the number of ${number}.`);
  },
  issues: (args: IssuesAsked) => openIssues(context, repository, args),
  pullRequests: (args: PullsAsked) => pullRequests(context, repository, args),
  issueOrPullRequest: ({ number }: { number: number }) => threadNode(context, repository, number),
});

const findByName = ({ ask }: Context, name: string): Repository | undefined =>
  findRepository(ask.world, name) ?? formerRepository(ask.world, name);

/** The resolvers of `Query`. */
export const createQuery = (context: Context) => ({
  viewer: () => {
    const actor = actorOf(context.ask.caller);
    if (!actor) throw typedError("FORBIDDEN", "Resource not accessible by integration");
    return viewerNode(context, actor);
  },
  node: ({ id }: { id: string }) => node(context, id),
  nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => settled(() => node(context, id))),
  repository: ({ owner, name }: { owner: string; name: string }) => {
    const repository = findByName(context, `${owner}/${name}`);
    if (repository && sees(context, repository)) return repositoryNode(context, repository);
    throw typedError("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  },
  search: (args: Parameters<typeof search>[1]) => search(context, args),
  rateLimit: () => {
    const { remaining, resetAt } = context.limits.state(context.ask.caller, "graphql");
    return {
      cost: 1,
      limit: LIMIT,
      nodeCount: 1,
      remaining: remaining - 1,
      used: LIMIT - remaining + 1,
      resetAt: iso(Math.floor(resetAt / 1000) * 1000),
    };
  },
});
