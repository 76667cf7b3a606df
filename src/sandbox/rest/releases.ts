import { addAsset, deleteAsset } from "../github/assets.ts";
import type { Commit } from "../github/git.ts";
import { resolveCommit } from "../github/history.ts";
import { generateNotes } from "../github/notes.ts";
import { refuse } from "../github/refused.ts";
import {
  createRelease,
  deleteRelease,
  editRelease,
  latestRelease,
  type Release,
  type ReleasePatch,
  releaseOf,
} from "../github/releases.ts";
import { assetShape, releaseShape } from "../shapes/release.ts";
import { type Answer, created, noContent, ok } from "./answer.ts";
import { type Fields, flag, given, text, textOrNull, word } from "./fields.ts";
import { allows, effective } from "./keyring.ts";
import { pageOf } from "./page.ts";
import { READERS, type RepositoryAsk, type Route } from "./route.ts";

const may = (ask: RepositoryAsk, permission: string): boolean =>
  ask.caller.kind !== "installation" || allows(effective(ask.caller), permission, "write");

/** Drafts are only for those who may push (docs: list releases). */
const visible = (ask: RepositoryAsk, release: Release): boolean => !release.draft || may(ask, "contents");

const releaseOfAsk = (ask: RepositoryAsk): Release => {
  const release = releaseOf(ask.repository, Number(ask.params["release_id"]));
  return visible(ask, release) ? release : refuse("not-found");
};

const shape = (ask: RepositoryAsk, release: Release) => releaseShape(ask.urls, ask.repository, release);

const patchOf = (ask: RepositoryAsk, body: Fields): ReleasePatch => ({
  ...given({
    tag: text(body, "tag_name"),
    targetCommitish: text(body, "target_commitish"),
    name: textOrNull(body, "name"),
    body: textOrNull(body, "body"),
    draft: flag(body, "draft"),
    prerelease: flag(body, "prerelease"),
    makeLatest: word(body, "make_latest", ["true", "false", "legacy"] as const),
    discussionCategory: text(body, "discussion_category_name"),
  }),
  mayDiscuss: may(ask, "discussions"),
});

const workflowsOf = (commit: Commit | undefined): string | undefined =>
  commit?.tree.directories.get(".github")?.directories.get("workflows")?.sha;

/** A commit with other workflows than the default branch's is hidden from tokens without `workflows`. */
const checkTarget = (ask: RepositoryAsk): void => {
  const target = text(ask.body, "target_commitish");
  if (target === undefined || may(ask, "workflows")) return;
  const [theirs, ours] = [target, ask.repository.defaultBranch].map((name) =>
    workflowsOf(resolveCommit(ask.repository, name)),
  );
  if (theirs !== ours) refuse("workflows-differ");
};

const list = (ask: RepositoryAsk): Answer => {
  const all = ask.repository.releases.filter((release) => visible(ask, release)).reverse();
  const page = pageOf(ask.url, all);
  return ok(
    page.items.map((release) => shape(ask, release)),
    page.headers,
  );
};

const create = (ask: RepositoryAsk): Answer => {
  checkTarget(ask);
  const patch = patchOf(ask, ask.body);
  const release = createRelease(ask.world, ask.repository, {
    ...patch,
    tag: patch.tag ?? refuse("tag-name-missing"),
    draft: patch.draft ?? false,
    author: ask.actor,
  });
  return created(shape(ask, release));
};

const latest = (ask: RepositoryAsk): Answer => {
  const release = latestRelease(ask.repository);
  return release ? ok(shape(ask, release)) : refuse("not-found");
};

const byTag = (ask: RepositoryAsk): Answer => {
  const release = ask.repository.releases.find(({ tag, draft }) => tag === ask.params["tag"] && !draft);
  return release ? ok(shape(ask, release)) : refuse("not-found");
};

const patch = (ask: RepositoryAsk): Answer => {
  const release = releaseOfAsk(ask);
  checkTarget(ask);
  editRelease(ask.world, ask.repository, release, { patch: patchOf(ask, ask.body), by: ask.actor });
  return ok(shape(ask, release));
};

const notes = (ask: RepositoryAsk): Answer =>
  ok(
    generateNotes(ask.repository, {
      tag: text(ask.body, "tag_name") ?? refuse("tag-name-missing"),
      targetCommitish: text(ask.body, "target_commitish"),
      previousTag: text(ask.body, "previous_tag_name"),
    }),
  );

const listAssets = (ask: RepositoryAsk): Answer => {
  const release = releaseOfAsk(ask);
  const page = pageOf(ask.url, release.assets);
  return ok(
    page.items.map((asset) => assetShape(ask.urls, ask.repository, { release, asset })),
    page.headers,
  );
};

const upload = (ask: RepositoryAsk): Answer => {
  const release = releaseOfAsk(ask);
  const query = ask.url.searchParams;
  const asset = addAsset(ask.world, release, {
    name: query.get("name") ?? refuse("asset-name-missing"),
    label: query.get("label"),
    ...(ask.contentType === null ? {} : { contentType: ask.contentType }),
    bytes: ask.bytes,
    uploader: ask.actor,
  });
  return created(assetShape(ask.urls, ask.repository, { release, asset }));
};

const route = (
  method: Route["method"],
  path: string,
  level: "read" | "write",
  handle: (ask: RepositoryAsk) => Answer,
): Route => ({
  about: "repository",
  method,
  path: `/repos/{owner}/{repo}/releases${path}`,
  permission: { name: "contents", level },
  tokens: level === "read" ? READERS : ["installation"],
  handle,
});

/** GitHub releases and their assets. */
export const releaseRoutes: readonly Route[] = [
  route("GET", "", "read", list),
  { ...route("POST", "", "write", create), create: true },
  route("GET", "/{release_id}", "read", (ask) => ok(shape(ask, releaseOfAsk(ask)))),
  route("PATCH", "/{release_id}", "write", patch),
  route("DELETE", "/{release_id}", "write", (ask) => {
    deleteRelease(ask.world, ask.repository, releaseOfAsk(ask), ask.actor);
    return noContent;
  }),
  route("GET", "/latest", "read", latest),
  route("GET", "/tags/{tag}", "read", byTag),
  route("POST", "/generate-notes", "write", notes),
  { ...route("POST", "/{release_id}/assets", "write", upload), uploads: true, create: true },
  route("GET", "/{release_id}/assets", "read", listAssets),
  route("DELETE", "/assets/{asset_id}", "write", (ask) => {
    deleteAsset(ask.repository, Number(ask.params["asset_id"]));
    return noContent;
  }),
];
