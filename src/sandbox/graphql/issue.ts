import type { Comment, Reaction, ReactionContent } from "../github/comments.ts";
import { liveComments } from "../github/comments.ts";
import { nodeId } from "../github/ids.ts";
import type { Issue } from "../github/issues.ts";
import type { Repository } from "../github/repository.ts";
import { actorOf } from "../rest/caller.ts";
import { iso, isoOrNull, repoHtml } from "../shapes/urls.ts";
import { actorNode } from "./actor.ts";
import { type Context, connection, demand } from "./context.ts";

/** GraphQL's words for REST's reactions, in the order GitHub lists the groups. */
const CONTENT: readonly (readonly [string, ReactionContent])[] = [
  ["THUMBS_UP", "+1"],
  ["THUMBS_DOWN", "-1"],
  ["LAUGH", "laugh"],
  ["HOORAY", "hooray"],
  ["CONFUSED", "confused"],
  ["HEART", "heart"],
  ["ROCKET", "rocket"],
  ["EYES", "eyes"],
];

const groups = (context: Context, reactions: readonly Reaction[]) => {
  const viewer = actorOf(context.ask.caller);
  return CONTENT.map(([name, content]) => {
    const same = reactions.filter((reaction) => reaction.content === content);
    return {
      content: name,
      createdAt: isoOrNull(same[0]?.createdAt ?? null),
      viewerHasReacted: same.some((reaction) => reaction.by === viewer),
      reactors: { totalCount: same.length },
    };
  });
};

export interface CommentPlace {
  readonly repository: Repository;
  readonly issue: Issue;
  readonly comment: Comment;
}

/** `IssueComment`. */
export const commentNode = (context: Context, { repository, issue, comment }: CommentPlace) => ({
  __typename: "IssueComment",
  id: nodeId("IssueComment", comment.id),
  // GraphQL's Int has 32 bits: GitHub answers null for ids beyond (reported by users).
  databaseId: comment.id <= 0x7fffffff ? comment.id : null,
  fullDatabaseId: String(comment.id),
  author: actorNode(context, comment.author),
  body: comment.body,
  createdAt: iso(comment.createdAt),
  updatedAt: iso(comment.updatedAt),
  lastEditedAt: isoOrNull(comment.lastEditedAt),
  editor: comment.editor && actorNode(context, comment.editor),
  includesCreatedEdit: comment.lastEditedAt !== null,
  isMinimized: comment.minimized,
  reactionGroups: groups(context, comment.reactions),
  viewerDidAuthor: comment.author === actorOf(context.ask.caller),
  url: `${repoHtml(context.ask.urls, repository)}/issues/${issue.number}#issuecomment-${comment.id}`,
  issue: () => issueNode(context, repository, issue),
});

/** `Milestone`, by its title. */
export const milestoneNode = (repository: Repository, title: string | null) => {
  const milestone = repository.milestones.find((one) => one.title === title);
  return milestone
    ? { __typename: "Milestone", id: nodeId("Milestone", milestone.id), title: milestone.title }
    : null;
};

/** `Issue`. */
export const issueNode = (context: Context, repository: Repository, issue: Issue) => {
  demand(context, "issues", "read");
  return {
    __typename: "Issue",
    id: nodeId("Issue", issue.id),
    databaseId: issue.id <= 0x7fffffff ? issue.id : null,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    state: issue.state.toUpperCase(),
    locked: issue.locked,
    author: actorNode(context, issue.author),
    createdAt: iso(issue.createdAt),
    milestone: milestoneNode(repository, issue.milestone),
    url: `${repoHtml(context.ask.urls, repository)}/issues/${issue.number}`,
    repository: {
      __typename: "Repository",
      id: nodeId("Repository", repository.id),
      databaseId: repository.id,
    },
    comments: (args: { first?: number; after?: string; last?: number }) =>
      connection(
        liveComments(issue).map((comment) => commentNode(context, { repository, issue, comment })),
        args,
      ),
  };
};
