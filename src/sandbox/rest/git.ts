import { type Commit, fileIn, peel, type Tree } from "../github/git.ts";
import { compare, log, resolveCommit } from "../github/history.ts";
import { refuse } from "../github/refused.ts";
import {
  changedFiles,
  commitShape,
  comparisonShape,
  contentFile,
  directoryEntries,
  refShape,
  tagObjectShape,
  tagShape,
} from "../shapes/git.ts";
import { type Answer, ok } from "./answer.ts";
import { pageOf } from "./page.ts";
import { READERS, type RepositoryAsk, type Route } from "./route.ts";

const touches = (commit: Commit, path: string): boolean =>
  Object.values(commit.changes)
    .flat()
    .some((changed) => changed === path || changed.startsWith(`${path}/`));

const commitAt = (ask: RepositoryAsk, name: string): Commit =>
  resolveCommit(ask.repository, name) ??
  refuse(/^[0-9a-f]{40}$/.test(name) ? "no-commit-for-sha" : "not-found", name);

const listCommits = (ask: RepositoryAsk): Answer => {
  const query = ask.url.searchParams;
  const head = resolveCommit(ask.repository, query.get("sha") ?? ask.repository.defaultBranch);
  if (!head) return refuse("not-found");
  const path = query.get("path");
  const commits = log(ask.repository.objects, head.sha).filter((commit) => !path || touches(commit, path));
  const page = pageOf(ask.url, commits);
  return ok(
    page.items.map((commit) => commitShape(ask.urls, ask.repository, commit)),
    page.headers,
  );
};

const getCommit = (ask: RepositoryAsk): Answer => {
  const commit = commitAt(ask, ask.params["ref"] ?? "");
  return ok({
    ...commitShape(ask.urls, ask.repository, commit),
    stats: { total: 0, additions: 0, deletions: 0 },
    files: changedFiles(ask.urls, ask.repository, commit),
  });
};

const getRef = (ask: RepositoryAsk): Answer => {
  const ref = `refs/${ask.params["ref"]}`;
  const sha = ask.repository.refs.get(ref);
  return sha === undefined ? refuse("not-found") : ok(refShape(ask.urls, ask.repository, ref, sha));
};

const matchingRefs = (ask: RepositoryAsk): Answer => {
  const prefix = `refs/${ask.params["ref"]}`;
  const refs = [...ask.repository.refs].filter(([ref]) => ref.startsWith(prefix)).sort();
  return ok(refs.map(([ref, sha]) => refShape(ask.urls, ask.repository, ref, sha)));
};

const getTagObject = (ask: RepositoryAsk): Answer => {
  const tag = ask.repository.objects.tags.get(ask.params["tag_sha"] ?? "");
  return tag ? ok(tagObjectShape(ask.urls, ask.repository, tag)) : refuse("not-found");
};

const listTags = (ask: RepositoryAsk): Answer => {
  const { refs, objects } = ask.repository;
  const tags = [...refs]
    .filter(([ref]) => ref.startsWith("refs/tags/"))
    .map(([ref, sha]) => ({ name: ref.slice("refs/tags/".length), commit: peel(objects, sha) }))
    .sort((a, b) => (a.name < b.name ? 1 : -1));
  const page = pageOf(ask.url, tags);
  return ok(
    page.items.map(({ name, commit }) => tagShape(ask.urls, ask.repository, name, commit)),
    page.headers,
  );
};

/** Most commits an unpaged comparison shows; the newest ones are kept. */
const MOST_COMPARED = 250;

const compareCommits = (ask: RepositoryAsk): Answer => {
  const basehead = ask.params["basehead"] ?? "";
  const [base, head] = basehead.split("...").map((name) => resolveCommit(ask.repository, name));
  const comparison = base && head && compare(ask.repository.objects, base.sha, head.sha);
  if (!comparison) return refuse("not-found");
  const query = ask.url.searchParams;
  const paged = query.has("page") || query.has("per_page");
  const page = pageOf(ask.url, comparison.ahead);
  const commits = paged ? page.items : comparison.ahead.slice(-MOST_COMPARED);
  const withFiles = !paged || page.number === 1;
  return ok(
    comparisonShape(ask.urls, ask.repository, { basehead, comparison, commits, withFiles }),
    paged ? page.headers : {},
  );
};

const directoryAt = (tree: Tree, path: readonly string[]): Tree | undefined => {
  const [first, ...rest] = path;
  if (first === undefined) return tree;
  const inner = tree.directories.get(first);
  return inner && directoryAt(inner, rest);
};

const getContents = (ask: RepositoryAsk): Answer => {
  const ref = ask.url.searchParams.get("ref") ?? ask.repository.defaultBranch;
  const path = ask.params["path"] ?? "";
  const tree = resolveCommit(ask.repository, ref)?.tree;
  const blob = tree && fileIn(tree, path);
  const bytes = blob === undefined ? undefined : ask.repository.objects.blobs.get(blob);
  if (blob !== undefined && bytes)
    return ok(contentFile(ask.urls, ask.repository, { path, ref, blob, bytes }));
  const directory = tree && directoryAt(tree, path.split("/"));
  return directory
    ? ok(directoryEntries(ask.urls, ask.repository, { path, ref, directory }))
    : refuse("not-found");
};

const contents = { name: "contents", level: "read" } as const;
const read = (path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  about: "repository",
  method: "GET",
  path: `/repos/{owner}/{repo}${path}`,
  permission: contents,
  tokens: READERS,
  handle,
});

/** Files, commits, refs and tags. */
export const gitRoutes: readonly Route[] = [
  read("/contents/{path}", getContents),
  read("/commits", listCommits),
  read("/commits/{ref}", getCommit),
  read("/git/ref/{ref}", getRef),
  read("/git/tags/{tag_sha}", getTagObject),
  read("/git/matching-refs/{ref}", matchingRefs),
  read("/compare/{basehead}", compareCommits),
  { ...read("/tags", listTags), permission: { name: "metadata", level: "read" } },
];
