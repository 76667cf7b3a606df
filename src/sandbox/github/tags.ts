import { type Account, accountOf } from "./accounts.ts";
import { stamp } from "./clock.ts";
import { signature } from "./commits.ts";
import { NO_SHA, peel, tagSha, typeOf } from "./git.ts";
import { refuse } from "./refused.ts";
import { untagReleases } from "./releases.ts";
import type { Repository } from "./repository.ts";
import { type Run, startMatching } from "./runs.ts";
import type { World } from "./world.ts";

export interface TagOptions {
  /** What is tagged; the head of the default branch unless given. */
  readonly sha?: string;
  /** Makes an annotated tag: the ref then points at a tag object of its own. */
  readonly annotated?: { readonly message: string };
  /** Login of who pushes. */
  readonly by: string;
  /** More than three tags in one push: GitHub sends no event and Actions starts nothing. */
  readonly silent?: boolean;
  readonly at?: number;
}

export interface PushedTag {
  /** What the ref points at: the commit, or the tag object of an annotated tag. */
  readonly tagSha: string;
  /** What the tag finally names, tag objects followed. */
  readonly commit: string;
  /** Runs the push started. */
  readonly runs: readonly Run[];
}

const annotate = (
  world: World,
  repository: Repository,
  name: string,
  options: TagOptions & { sha: string },
) => {
  const type = typeOf(repository.objects, options.sha) ?? "commit";
  const tag = {
    name,
    message: options.annotated?.message ?? "",
    tagger: signature(world, { login: options.by }, options.at ?? stamp(world.clock)),
    target: options.sha,
  };
  const sha = tagSha(tag, type);
  repository.objects.tags.set(sha, { ...tag, sha });
  return sha;
};

const targetOf = (repository: Repository, options: TagOptions): string => {
  const sha = options.sha ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (sha === undefined || typeOf(repository.objects, sha) === undefined) {
    throw new Error(
      `The sandbox has no object ${sha ?? `on ${repository.defaultBranch}`} to tag: commit first`,
    );
  }
  return sha;
};

/** A published immutable release locks its tag. */
const checkUnlocked = (repository: Repository, name: string): void => {
  const locked = repository.releases.some(
    (release) => release.tag === name && release.immutable && !release.draft,
  );
  if (locked) refuse("immutable-tag", name);
};

/**
 * Pushes a tag: creates it, or moves it by force when it exists. Sends `push` (and `create` for a new one), and
 * starts the workflows whose `on.tags` match.
 */
export const pushTag = (
  world: World,
  repository: Repository,
  name: string,
  options: TagOptions,
): PushedTag => {
  checkUnlocked(repository, name);
  const target = targetOf(repository, options);
  const ref = `refs/tags/${name}`;
  const before = repository.refs.get(ref) ?? NO_SHA;
  const after = options.annotated ? annotate(world, repository, name, { ...options, sha: target }) : target;
  repository.refs.set(ref, after);
  // Every push moves it, tags and deletions included (captured payloads of @octokit/webhooks-examples).
  repository.pushedAt = stamp(world.clock);
  const commit = peel(repository.objects, after);
  if (options.silent || before === after) return { tagSha: after, commit, runs: [] };
  const sender = accountOf(world, options.by);
  const head = repository.objects.commits.get(commit) ?? null;
  world.emit({ name: "push", repository, sender, ref, before, after, commits: [], head });
  if (before === NO_SHA) world.emit({ name: "create", repository, sender, refType: "tag", ref: name });
  const runs = head
    ? startMatching(world, repository, { ref, sha: commit, before, event: "push", actor: sender })
    : [];
  return { tagSha: after, commit, runs };
};

/** Deletes a tag. A GitHub release published for it turns into a draft `untagged-…`. */
export const deleteTag = (
  world: World,
  repository: Repository,
  name: string,
  how: { readonly by: Account; readonly silent?: boolean },
): void => {
  checkUnlocked(repository, name);
  const ref = `refs/tags/${name}`;
  const before = repository.refs.get(ref);
  if (before === undefined) throw new Error(`The sandbox's repository has no tag ${name} to delete`);
  repository.refs.delete(ref);
  repository.pushedAt = stamp(world.clock);
  untagReleases(world, repository, name);
  if (how.silent) return;
  world.emit({
    name: "push",
    repository,
    sender: how.by,
    ref,
    before,
    after: NO_SHA,
    commits: [],
    head: null,
  });
  world.emit({ name: "delete", repository, sender: how.by, refType: "tag", ref: name });
};

/** Docs, "Webhook events and payloads": nothing is sent, and nothing starts, for more tags than this at once. */
const MOST_TAGS_TOLD = 3;

/** Pushes several tags in one push, as `git push --tags` does. */
export const pushTags = (
  world: World,
  repository: Repository,
  names: readonly string[],
  options: Omit<TagOptions, "silent">,
): PushedTag[] =>
  names.map((name) =>
    pushTag(world, repository, name, { ...options, silent: names.length > MOST_TAGS_TOLD }),
  );
