import { liveComments } from "../github/comments.ts";
import { nodeId } from "../github/ids.ts";
import type { PullRequest } from "../github/pull-requests.ts";
import type { Repository } from "../github/repository.ts";
import { type Context, connection, demand, typedError } from "./context.ts";
import { commentNode, issueNode } from "./issue.ts";
import { linkedIssues } from "./linked-issues.ts";

type Paging = Parameters<typeof connection>[1];

/** `IssueOrPullRequest`: what people talk below. */
export const threadNode = (context: Context, repository: Repository, number: number) => {
  const pull = repository.pulls.find((candidate) => candidate.number === number);
  if (pull) return conversationNode(context, repository, pull);
  const issue = liveIssue(repository, number);
  if (issue) return issueNode(context, repository, issue);
  const message = `Could not resolve to an issue or pull request with the number of ${number}.`;
  throw typedError("NOT_FOUND", message);
};

const liveIssue = (repository: Repository, number: number) => {
  const issue = repository.issues.get(number);
  return issue && !issue.deleted && issue.transferredTo === null ? issue : undefined;
};

/** A pull request, as far as it is a conversation. */
const conversationNode = (context: Context, repository: Repository, pull: PullRequest) => {
  demand(context, "pull_requests", "read");
  const { conversation: issue } = pull;
  return {
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.id),
    number: pull.number,
    locked: issue.locked,
    comments: (args: Paging) =>
      connection(
        liveComments(issue).map((comment) => commentNode(context, { repository, issue, comment })),
        args,
      ),
    closingIssuesReferences: (args: Paging) => linkedIssues(context, { repository, pull }, args),
  };
};
