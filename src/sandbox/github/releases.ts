import { createHash } from "node:crypto";
import type { Account } from "./accounts.ts";
import type { Asset } from "./assets.ts";
import { stamp } from "./clock.ts";
import { refuse } from "./refused.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** GitHub's own release object. */
export interface Release {
  readonly id: number;
  tag: string;
  /** What shows in the address of a draft. */
  readonly untagged: string;
  targetCommitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  makeLatest: "true" | "false" | "legacy";
  immutable: boolean;
  readonly author: Account;
  readonly createdAt: number;
  updatedAt: number;
  publishedAt: number | null;
  discussionNumber: number | null;
  assets: Asset[];
}

export interface ReleasePatch {
  readonly tag?: string;
  readonly targetCommitish?: string;
  readonly name?: string | null;
  readonly body?: string | null;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
  readonly makeLatest?: "true" | "false" | "legacy";
  readonly discussionCategory?: string;
  /** Whether the token may open discussions; people may. */
  readonly mayDiscuss?: boolean;
}

const LONGEST_BODY = 125_000;

/** The release of that id. */
export const releaseOf = (repository: Repository, id: number): Release =>
  repository.releases.find((release) => release.id === id) ?? refuse("not-found");

/**
 * The repository's latest release: the one last marked so, else the newest; never a draft or a pre-release (docs: get
 * the latest release).
 */
export const latestRelease = (repository: Repository): Release | undefined => {
  const all = repository.releases.filter((release) => !release.draft && !release.prerelease);
  const newestFirst = all.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  return all.find((release) => release.makeLatest === "true") ?? newestFirst[0];
};

/** Marks a release as the latest, and no other any more. */
const becomeLatest = (repository: Repository, release: Release): void => {
  for (const other of repository.releases) {
    if (other.makeLatest === "true") other.makeLatest = "false";
  }
  release.makeLatest = "true";
};

/** A tag carries one published release, and never again one after an immutable release has used it. */
const checkTagFree = (repository: Repository, tag: string, current: Release | undefined): void => {
  const twin = repository.releases.some((other) => other !== current && other.tag === tag && !other.draft);
  if (twin) refuse("release-exists");
  if (repository.burntTags.has(tag) && !current?.immutable) refuse("immutable-tag-used");
};

const checkPatch = (repository: Repository, patch: ReleasePatch, current: Release | undefined): void => {
  const wanted = { draft: false, prerelease: false, tag: "", ...current, ...patch };
  if (wanted.tag === "") refuse("tag-name-missing");
  if ((patch.body ?? "").length > LONGEST_BODY) refuse("release-body-too-long");
  if (patch.makeLatest === "true" && (wanted.draft || wanted.prerelease)) refuse("draft-cannot-be-latest");
  if (!wanted.draft) checkTagFree(repository, wanted.tag, current);
};

/** GitHub opens the discussion only when it publishes, and words every hindrance as a 404. */
const discuss = (world: World, repository: Repository, patch: ReleasePatch): number | null => {
  if (patch.discussionCategory === undefined) return null;
  const known =
    repository.hasDiscussions && repository.discussionCategories.includes(patch.discussionCategory);
  if (!known || patch.mayDiscuss === false) refuse("discussion-not-created");
  repository.lastNumber += 1;
  world.ids("category");
  return repository.lastNumber;
};

const ensureTag = (repository: Repository, release: Release): void => {
  const ref = `refs/tags/${release.tag}`;
  if (repository.refs.has(ref)) return;
  const head = repository.refs.get(`refs/heads/${release.targetCommitish}`) ?? release.targetCommitish;
  if (repository.objects.commits.has(head)) repository.refs.set(ref, head);
};

const publish = (world: World, repository: Repository, release: Release, patch: ReleasePatch): void => {
  // Where the discussion is refused nothing is published, and nothing changed.
  release.discussionNumber = discuss(world, repository, patch);
  release.tag = patch.tag ?? release.tag;
  release.draft = false;
  release.publishedAt = stamp(world.clock);
  release.prerelease = patch.prerelease ?? release.prerelease;
  // "Defaults to true for newly published releases" (docs: update a release).
  if (!release.prerelease && (patch.makeLatest ?? "true") === "true") becomeLatest(repository, release);
  release.immutable = repository.immutableReleases;
  if (release.immutable) repository.burntTags.add(release.tag);
  ensureTag(repository, release);
};

/** Creates a release. What a draft says of a discussion is forgotten, as GitHub does. */
export const createRelease = (
  world: World,
  repository: Repository,
  draft: ReleasePatch & { readonly tag: string; readonly draft: boolean; readonly author: Account },
): Release => {
  checkPatch(repository, draft, undefined);
  const now = stamp(world.clock);
  const id = world.ids("release");
  const release: Release = {
    id,
    tag: draft.tag,
    untagged: `untagged-${createHash("sha1").update(String(id)).digest("hex").slice(0, 20)}`,
    targetCommitish: draft.targetCommitish ?? repository.defaultBranch,
    name: draft.name ?? null,
    body: draft.body ?? null,
    draft: true,
    prerelease: draft.prerelease ?? false,
    makeLatest: draft.makeLatest ?? "legacy",
    immutable: false,
    author: draft.author,
    createdAt: now,
    updatedAt: now,
    publishedAt: null,
    discussionNumber: null,
    assets: [],
  };
  if (!draft.draft) publish(world, repository, release, draft);
  repository.releases.push(release);
  world.emit({ name: "release", action: "created", repository, sender: draft.author, release });
  if (!release.draft)
    world.emit({ name: "release", action: "published", repository, sender: draft.author, release });
  return release;
};

const apply = (repository: Repository, release: Release, patch: ReleasePatch): void => {
  release.tag = patch.tag ?? release.tag;
  release.targetCommitish = patch.targetCommitish ?? release.targetCommitish;
  release.name = patch.name === undefined ? release.name : patch.name;
  release.body = patch.body === undefined ? release.body : patch.body;
  release.prerelease = patch.prerelease ?? release.prerelease;
  if (patch.makeLatest === "true") becomeLatest(repository, release);
  release.makeLatest = patch.makeLatest ?? release.makeLatest;
};

const differences = (before: Release, after: Release): { name?: string; body?: string; tag?: string } => ({
  ...(before.name === after.name ? {} : { name: before.name ?? "" }),
  ...(before.body === after.body ? {} : { body: before.body ?? "" }),
  ...(before.tag === after.tag ? {} : { tag: before.tag }),
});

/** Changes a release; `draft: false` publishes it. */
export const editRelease = (
  world: World,
  repository: Repository,
  release: Release,
  edit: { readonly patch: ReleasePatch; readonly by: Account },
): void => {
  const { patch, by } = edit;
  checkPatch(repository, patch, release);
  if (release.immutable && patch.tag !== undefined && patch.tag !== release.tag)
    refuse("immutable-tag", release.tag);
  const before = { ...release };
  const publishes = release.draft && patch.draft === false;
  if (publishes) publish(world, repository, release, patch);
  apply(repository, release, patch);
  if (!before.draft && patch.draft === true) {
    release.draft = true;
    release.publishedAt = null;
  }
  release.updatedAt = stamp(world.clock);
  const from = differences(before, release);
  if (Object.keys(from).length > 0) {
    world.emit({ name: "release", action: "edited", repository, sender: by, release, from });
  }
  if (publishes) world.emit({ name: "release", action: "published", repository, sender: by, release });
};

/** Deletes a release. An immutable one's tag name stays used up. */
export const deleteRelease = (world: World, repository: Repository, release: Release, by: Account): void => {
  repository.releases = repository.releases.filter((candidate) => candidate !== release);
  world.emit({ name: "release", action: "deleted", repository, sender: by, release });
};

/** When a tag goes, its published release becomes a draft named `untagged-…` (reported by users of GitHub). */
export const untagReleases = (world: World, repository: Repository, tag: string): void => {
  for (const release of repository.releases.filter(
    (candidate) => candidate.tag === tag && !candidate.draft,
  )) {
    release.draft = true;
    release.publishedAt = null;
    release.tag = release.untagged;
    release.updatedAt = stamp(world.clock);
    world.emit({ name: "release", action: "unpublished", repository, sender: release.author, release });
  }
};
