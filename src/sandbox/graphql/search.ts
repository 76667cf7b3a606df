import { liveComments } from "../github/comments.ts";
import type { Issue } from "../github/issues.ts";
import type { Repository } from "../github/repository.ts";
import { type Context, connection, sees, typedError } from "./context.ts";
import { issueNode } from "./issue.ts";

/** GitHub's search index is behind what it shows (reported by users: librefang/librefang#3881). */
const BEHIND = 60_000;

interface Place {
  readonly repository: Repository;
  readonly issue: Issue;
}

type Test = (place: Place) => boolean;

/** Docs: "Searching issues and pull requests". What nobody here asks for is refused, not ignored. */
const QUALIFIERS: readonly (readonly [RegExp, (value: string) => Test])[] = [
  [/^is:issue$/, () => () => true],
  [
    /^is:open$/,
    () =>
      ({ issue }) =>
        issue.state === "open",
  ],
  [
    /^author:app\/(.+)$/,
    (slug) =>
      ({ issue }) =>
        issue.author.app === slug,
  ],
  [
    /^user:(.+)$/,
    (login) =>
      ({ repository }) =>
        repository.owner.login.toLowerCase() === login.toLowerCase(),
  ],
  [
    /^updated:>=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/,
    (since) =>
      ({ issue }) =>
        issue.updatedAt >= Date.parse(since),
  ],
  [/^sort:updated-desc$/, () => () => true],
];

const testOf = (word: string): Test => {
  for (const [pattern, test] of QUALIFIERS) {
    const match = pattern.exec(word);
    if (match) return test(match[1] ?? "");
  }
  throw typedError("UNPROCESSABLE", `The sandbox's search does not know "${word}"`);
};

/** A token also finds what is public anywhere (reported by users: probot/probot#1033). */
const visible = (context: Context): readonly Place[] =>
  context.ask.world.repositories
    .filter((repository) => !repository.private || sees(context, repository))
    .flatMap((repository) => [...repository.issues.values()].map((issue) => ({ repository, issue })))
    .filter(({ issue }) => !issue.deleted && issue.transferredTo === null);

/** When the newest thing about an issue that the index knows happened, as far as it shows in a search. */
const isIndexed = (issue: Issue, now: number): boolean =>
  issue.createdAt <= now - BEHIND &&
  (issue.updatedAt <= now - BEHIND ||
    liveComments(issue).every((comment) => comment.createdAt <= now - BEHIND));

/** `search` of type ISSUE. */
export const search = (
  context: Context,
  args: { readonly query: string; readonly first?: number; readonly after?: string | null },
) => {
  const tests = args.query.split(/\s+/).map(testOf);
  const now = context.ask.world.clock.now();
  const found = visible(context)
    .filter((place) => isIndexed(place.issue, now) && tests.every((test) => test(place)))
    .sort((a, b) => b.issue.updatedAt - a.issue.updatedAt);
  const page = connection(found, args);
  return {
    issueCount: found.length,
    pageInfo: page.pageInfo,
    nodes: page.nodes.map(({ repository, issue }) => issueNode(context, repository, issue)),
  };
};
