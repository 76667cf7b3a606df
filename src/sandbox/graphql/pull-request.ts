import { nodeId } from "../github/ids.ts";
import type { PullRequest } from "../github/pull-requests.ts";
import { fullName, type Repository } from "../github/repository.ts";
import { associationOf } from "../shapes/issue.ts";
import { isoOrNull, repoHtml } from "../shapes/urls.ts";
import { actorNode } from "./actor.ts";
import { type Context, connection, type Paging } from "./context.ts";

/** Where a pull request is: a fork's may hold the same commits as ours. */
export interface PullPlace {
  readonly repository: Repository;
  readonly pull: PullRequest;
}

const pathsOf = ({ repository, pull }: PullPlace): readonly string[] => {
  const changes = pull.commits.flatMap((sha) => repository.objects.commits.get(sha)?.changes ?? []);
  return [...new Set(changes.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))];
};

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
  };
};
