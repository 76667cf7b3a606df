import { nodeId } from "../github/ids.ts";
import type { PullRequest, RollupState } from "../github/pull-requests.ts";
import { fullName, type Repository } from "../github/repository.ts";
import { associationOf } from "../shapes/issue.ts";
import { isoOrNull, repoHtml } from "../shapes/urls.ts";
import { actorNode } from "./actor.ts";
import { type Context, connection, demand, type Paging } from "./context.ts";
import { milestoneNode } from "./issue.ts";
import { linkedIssues } from "./linked-issues.ts";

/** Where a pull request is: a fork's may hold the same commits as ours. */
export interface PullPlace {
  readonly repository: Repository;
  readonly pull: PullRequest;
}

const pathsOf = ({ repository, pull }: PullPlace): readonly string[] => {
  const changes = pull.commits.flatMap((sha) => repository.objects.commits.get(sha)?.changes ?? []);
  return [...new Set(changes.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))];
};

/** `StatusCheckRollup`: GitHub shows it to who may read checks. */
export const rollupNode = (context: Context, id: string, state: RollupState | null) => {
  demand(context, "checks", "read");
  return state === null ? null : { __typename: "StatusCheckRollup", id: nodeId("Commit", id), state };
};

const stateOf = ({ mergedAt, conversation }: PullRequest) =>
  mergedAt === null ? conversation.state.toUpperCase() : "MERGED";

/** What a pull request's page shows beside its merge button. */
const standingFields = (context: Context, { repository, pull }: PullPlace) => ({
  state: stateOf(pull),
  isDraft: pull.standing.draft,
  mergeable: pull.standing.conflicts ? "CONFLICTING" : "MERGEABLE",
  milestone: milestoneNode(repository, pull.milestone),
  reviewDecision: pull.standing.decision,
  latestOpinionatedReviews: (args: Paging) =>
    connection(
      pull.standing.reviews.map((state, nth) => ({ id: nodeId("PullRequest", `${pull.id}:${nth}`), state })),
      args,
    ),
  statusCheckRollup: () => rollupNode(context, `pull:${pull.id}`, pull.standing.checks),
});

/** `PullRequest`. */
export const pullNode = (context: Context, place: PullPlace) => {
  const { repository, pull } = place;
  const url = `${repoHtml(context.ask.urls, repository)}/pull/${pull.number}`;
  return {
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    url,
    permalink: url,
    merged: pull.mergedAt !== null,
    mergedAt: isoOrNull(pull.mergedAt),
    author: actorNode(context, pull.author),
    authorAssociation: associationOf(repository, pull.author),
    baseRefName: pull.baseRef,
    baseRepository: { nameWithOwner: fullName(repository) },
    labels: (args: Paging) =>
      connection(
        pull.labels.map((label) => ({ ...label, id: nodeId("Label", label.id) })),
        args,
      ),
    files: (args: Paging) =>
      connection(
        pathsOf(place).map((path) => ({ path })),
        args,
      ),
    closingIssuesReferences: (args: Paging) => linkedIssues(context, place, args),
    ...standingFields(context, place),
  };
};
