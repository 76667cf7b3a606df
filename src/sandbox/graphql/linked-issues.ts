import { type Context, connection, type Paging } from "./context.ts";
import { issueNode } from "./issue.ts";
import type { PullPlace } from "./pull-request.ts";

/** The issues that a pull request closes, those that are still there. */
export const linkedIssues = (context: Context, { repository, pull }: PullPlace, args: Paging) =>
  connection(
    pull.closes.flatMap((number) => {
      const issue = repository.issues.get(number);
      const isLive = issue && !issue.deleted && issue.transferredTo === null;
      return isLive ? [issueNode(context, repository, issue)] : [];
    }),
    args,
  );
