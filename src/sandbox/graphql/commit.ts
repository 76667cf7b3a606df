import { type Commit, fileIn, peel, type Signature, typeOf } from "../github/git.ts";
import { compare, log, reachable, resolveCommit } from "../github/history.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import { accountNode } from "../shapes/account.ts";
import { iso } from "../shapes/urls.ts";
import { actorNode } from "./actor.ts";
import { type Context, connection, demand, type Paging } from "./context.ts";
import { type PullPlace, pullNode, rollupNode } from "./pull-request.ts";

const gitActor = (context: Context, { name, email, at, account }: Signature) => ({
  name,
  email,
  date: iso(at),
  // GraphQL's GitActor knows users only: a bot's commit has no user there.
  user: account?.type === "User" ? actorNode(context, account) : null,
});

/**
 * The pull requests that a commit came with, forks' included. Open ones are only told of commits that the default
 * branch lacks (GitHub's schema, `associatedPullRequests`).
 */
const pullsOf = ({ ask }: Context, repository: Repository, sha: string): readonly PullPlace[] => {
  const all = ask.world.repositories.flatMap((one) =>
    one.pulls.filter((pull) => pull.commits.includes(sha)).map((pull) => ({ repository: one, pull })),
  );
  const merged = all.filter(({ pull }) => pull.mergedAt !== null);
  if (merged.length === all.length) return merged;
  const main = repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? "";
  return reachable(repository.objects, main).has(sha) ? merged : all;
};

/** `Commit`. */
const commitNode = (context: Context, repository: Repository, commit: Commit): object => {
  context.effort.spent += 1;
  return commitFields(context, repository, commit);
};

interface HistoryPaging extends Paging {
  readonly author?: { readonly id?: string | null } | null;
  /** No commit that was made later. */
  readonly until?: string | null;
}

const commitFields = (context: Context, repository: Repository, commit: Commit) => ({
  __typename: "Commit",
  id: nodeId("Commit", commit.sha),
  oid: commit.sha,
  message: commit.message,
  messageHeadline: commit.message.split("\n")[0] ?? "",
  authoredDate: iso(commit.author.at),
  committedDate: iso(commit.committer.at),
  parents: (args: Paging) =>
    connection(
      commit.parents.map((sha) => ({ __typename: "Commit", id: nodeId("Commit", sha), oid: sha })),
      args,
    ),
  author: gitActor(context, commit.author),
  committer: gitActor(context, commit.committer),
  authors: (args: Paging) =>
    connection(
      [commit.author, ...commit.coAuthors].map((who) => gitActor(context, who)),
      args,
    ),
  associatedPullRequests: (args: Paging) =>
    connection(
      pullsOf(context, repository, commit.sha).map((place) => pullNode(context, place)),
      args,
    ),
  statusCheckRollup: () => rollupNode(context, commit.sha, repository.rollups.get(commit.sha) ?? null),
  history: (args: HistoryPaging) => {
    const by = args.author?.id ?? undefined;
    if (by !== undefined) context.effort.spent += 1;
    const until = Date.parse(args.until ?? "") || Number.POSITIVE_INFINITY;
    const all = log(repository.objects, commit.sha).filter(({ author: { account }, committer }) => {
      const isTheirs = by === undefined || (account !== null && accountNode(account) === by);
      return isTheirs && committer.at <= until;
    });
    const page = connection(all, args);
    return { ...page, nodes: page.nodes.map((one) => commitNode(context, repository, one)) };
  },
});

/** A `GitObject` by its sha. */
const objectNode = (context: Context, repository: Repository, sha: string): object => {
  const { objects } = repository;
  const commit = objects.commits.get(sha);
  if (commit) return commitNode(context, repository, commit);
  const tag = objects.tags.get(sha);
  if (!tag) {
    const type = typeOf(objects, sha) === "tree" ? "Tree" : "Blob";
    return { __typename: type, id: nodeId("Commit", sha), oid: sha };
  }
  return {
    __typename: "Tag",
    id: nodeId("Tag", sha),
    oid: sha,
    name: tag.name,
    message: tag.message,
    tagger: gitActor(context, tag.tagger),
    target: () => objectNode(context, repository, tag.target),
  };
};

const comparisonNode = (context: Context, repository: Repository, at: { base: string; head: string }) => {
  const [base, head] = [resolveCommit(repository, at.base), resolveCommit(repository, at.head)];
  const comparison = base && head && compare(repository.objects, base.sha, head.sha);
  if (!comparison) return null;
  return {
    id: nodeId("Commit", `${at.base}...${at.head}`),
    status: comparison.status.toUpperCase(),
    aheadBy: comparison.ahead.length,
    behindBy: comparison.behindBy,
    commits: (args: Paging) => {
      const page = connection(comparison.ahead, args);
      return { ...page, nodes: page.nodes.map((commit) => commitNode(context, repository, commit)) };
    },
  };
};

/** `Ref`, or null when there is none. */
export const refNode = (context: Context, repository: Repository, qualifiedName: string) => {
  demand(context, "contents", "read");
  const name = qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`;
  const sha = repository.refs.get(name);
  if (sha === undefined) return null;
  const prefix = /^refs\/\w+\//.exec(name)?.[0] ?? "refs/";
  return {
    __typename: "Ref",
    id: nodeId("Ref", `${repository.id}:${name}`),
    name: name.slice(prefix.length),
    prefix,
    target: () => objectNode(context, repository, sha),
    compare: ({ headRef }: { headRef: string }) =>
      comparisonNode(context, repository, { base: sha, head: headRef }),
  };
};

/** When the commit that a ref leads to was made; tags of anything else come last. */
const dateOf = (repository: Repository, name: string): number =>
  repository.objects.commits.get(peel(repository.objects, repository.refs.get(name) ?? ""))?.author.at ?? 0;

interface RefPaging extends Paging {
  readonly refPrefix: string;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" };
}

/** `RefConnection`: by name unless asked otherwise. */
export const refNodes = (
  context: Context,
  repository: Repository,
  { refPrefix, orderBy, ...paging }: RefPaging,
) => {
  demand(context, "contents", "read");
  const names = [...repository.refs.keys()].filter((name) => name.startsWith(refPrefix)).sort();
  if (orderBy?.field === "TAG_COMMIT_DATE")
    names.sort((a, b) => dateOf(repository, a) - dateOf(repository, b));
  if (orderBy?.direction === "DESC") names.reverse();
  const page = connection(names, paging);
  return { ...page, nodes: page.nodes.map((name) => refNode(context, repository, name)) };
};

/** What lies at a sha, or null. */
export const shaNode = (context: Context, repository: Repository, sha: string) => {
  demand(context, "contents", "read");
  return typeOf(repository.objects, sha) === undefined ? null : objectNode(context, repository, sha);
};

/** A file by an expression such as `HEAD:README.md`, or null. */
export const fileNode = (context: Context, repository: Repository, expression: string) => {
  demand(context, "contents", "read");
  const [revision = "", path = ""] = expression.split(":");
  const commit = resolveCommit(repository, revision === "HEAD" ? repository.defaultBranch : revision);
  const blob = commit && fileIn(commit.tree, path);
  return blob === undefined ? null : objectNode(context, repository, blob);
};
