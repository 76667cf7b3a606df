import { type Commit, type Signature, type TagObject, type Tree, typeOf } from "../github/git.ts";
import type { Comparison } from "../github/history.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import { simpleUser } from "./account.ts";
import { iso, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

const gitUser = ({ name, email, at }: Signature): Json => ({ name, email, date: iso(at) });

const UNSIGNED: Json = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
};

/** `commit`, without its files. */
export const commitShape = (urls: Urls, repository: Repository, commit: Commit): Json => {
  const api = repoApi(urls, repository);
  const html = repoHtml(urls, repository);
  const user = ({ account }: Signature) => (account ? simpleUser(urls, account) : null);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    commit: {
      author: gitUser(commit.author),
      committer: gitUser(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree.sha, url: `${api}/git/trees/${commit.tree.sha}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: user(commit.author),
    committer: user(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
};

const fileEntry = (
  at: { urls: Urls; repository: Repository; commit: Commit },
  path: string,
  status: string,
): Json => {
  const html = repoHtml(at.urls, at.repository);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: null,
    filename: path,
    status,
    additions: 0,
    deletions: 0,
    changes: 0,
    blob_url: `${html}/blob/${at.commit.sha}/${encoded}`,
    raw_url: `${html}/raw/${at.commit.sha}/${encoded}`,
    contents_url: `${repoApi(at.urls, at.repository)}/contents/${encoded}?ref=${at.commit.sha}`,
  };
};

/** `diff-entry` of every path a commit touched; the sandbox counts no lines. */
export const changedFiles = (urls: Urls, repository: Repository, commit: Commit): Json[] => {
  const at = { urls, repository, commit };
  return (["added", "modified", "removed"] as const).flatMap((kind) =>
    commit.changes[kind].map((path) => fileEntry(at, path, kind)),
  );
};

/** `git-ref`. */
export const refShape = (urls: Urls, repository: Repository, ref: string, sha: string): Json => {
  const api = repoApi(urls, repository);
  const type = typeOf(repository.objects, sha) ?? "commit";
  return {
    ref,
    node_id: nodeId("Ref", `${repository.id}:${ref}`),
    url: encodeURI(`${api}/git/${ref}`),
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
};

/** `git-tag`. */
export const tagObjectShape = (urls: Urls, repository: Repository, tag: TagObject): Json => {
  const api = repoApi(urls, repository);
  const type = typeOf(repository.objects, tag.target) ?? "commit";
  return {
    node_id: nodeId("Tag", tag.sha),
    sha: tag.sha,
    url: `${api}/git/tags/${tag.sha}`,
    tagger: gitUser(tag.tagger),
    object: { sha: tag.target, type, url: `${api}/git/${type}s/${tag.target}` },
    tag: tag.name,
    message: tag.message,
    verification: UNSIGNED,
  };
};

/** `tag` of the list of tags; its commit is the peeled one. */
export const tagShape = (urls: Urls, repository: Repository, name: string, commit: string): Json => {
  const api = repoApi(urls, repository);
  return {
    name,
    zipball_url: `${api}/zipball/refs/tags/${name}`,
    tarball_url: `${api}/tarball/refs/tags/${name}`,
    commit: { sha: commit, url: `${api}/commits/${commit}` },
    node_id: nodeId("Ref", `${repository.id}:refs/tags/${name}`),
  };
};

export interface ComparisonPage {
  readonly basehead: string;
  readonly comparison: Comparison;
  readonly commits: readonly Commit[];
  /** Files come with the first page only. */
  readonly withFiles: boolean;
}

/** `commit-comparison`. */
export const comparisonShape = (urls: Urls, repository: Repository, page: ComparisonPage): Json => {
  const { comparison, basehead } = page;
  const html = `${repoHtml(urls, repository)}/compare`;
  const { base, head, mergeBase } = comparison;
  const files = comparison.ahead.flatMap((commit) => changedFiles(urls, repository, commit));
  return {
    url: `${repoApi(urls, repository)}/compare/${basehead}`,
    html_url: `${html}/${basehead}`,
    permalink_url: `${html}/${repository.owner.login}:${base.sha.slice(0, 7)}...${repository.owner.login}:${head.sha.slice(0, 7)}`,
    diff_url: `${html}/${basehead}.diff`,
    patch_url: `${html}/${basehead}.patch`,
    base_commit: commitShape(urls, repository, base),
    merge_base_commit: commitShape(urls, repository, mergeBase),
    status: comparison.status,
    ahead_by: comparison.ahead.length,
    behind_by: comparison.behindBy,
    total_commits: comparison.ahead.length,
    commits: page.commits.map((commit) => commitShape(urls, repository, commit)),
    ...(page.withFiles ? { files: files.slice(0, 300) } : {}),
  };
};

type Entry = { readonly path: string; readonly ref: string; readonly size: number };

/** What GitHub tells of anything in a tree, whether alone or in the list of its folder. */
const contentLinks = (urls: Urls, repository: Repository, { path, ref, size }: Entry, git: string): Json => {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const self = `${repoApi(urls, repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const html = `${repoHtml(urls, repository)}/blob/${ref}/${encoded}`;
  return {
    name: path.replace(/^.*\//, ""),
    path,
    size,
    url: self,
    html_url: html,
    git_url: git,
    download_url: `https://raw.githubusercontent.com/${repository.owner.login}/${repository.name}/${ref}/${encoded}`,
    _links: { self, git, html },
  };
};

/** `content-file`. */
export const contentFile = (
  urls: Urls,
  repository: Repository,
  file: { readonly path: string; readonly ref: string; readonly blob: string; readonly bytes: Uint8Array },
): Json => {
  const { path, ref, blob, bytes } = file;
  const git = `${repoApi(urls, repository)}/git/blobs/${blob}`;
  // GitHub wraps base64 at 60 characters and ends it with a newline.
  const content = Buffer.from(bytes)
    .toString("base64")
    .replaceAll(/.{1,60}/g, "$&\n");
  return {
    ...contentLinks(urls, repository, { path, ref, size: bytes.byteLength }, git),
    sha: blob,
    type: "file",
    content,
    encoding: "base64",
  };
};

/** `content-directory`: what lies in a folder, in the order of the names. */
export const directoryEntries = (
  urls: Urls,
  repository: Repository,
  at: { readonly path: string; readonly ref: string; readonly directory: Tree },
): readonly Json[] => {
  const { directory, path, ref } = at;
  const git = `${repoApi(urls, repository)}/git`;
  const files = [...directory.files].map(([name, sha]) => ({
    ...contentLinks(
      urls,
      repository,
      { path: `${path}/${name}`, ref, size: repository.objects.blobs.get(sha)?.byteLength ?? 0 },
      `${git}/blobs/${sha}`,
    ),
    sha,
    type: "file",
  }));
  const folders = [...directory.directories].map(([name, { sha }]) => ({
    ...contentLinks(urls, repository, { path: `${path}/${name}`, ref, size: 0 }, `${git}/trees/${sha}`),
    download_url: null,
    sha,
    type: "dir",
  }));
  const entries: readonly Json[] = [...files, ...folders];
  return entries.toSorted((a, b) => (String(a["name"]) < String(b["name"]) ? -1 : 1));
};
