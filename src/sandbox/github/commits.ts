import { type Account, accountByEmail, accountOf } from "./accounts.ts";
import { stamp } from "./clock.ts";
import {
  applyEdits,
  type Commit,
  commitSha,
  EMPTY_TREE,
  fileIn,
  NO_SHA,
  type Signature,
  type Tree,
} from "./git.ts";
import { resolveCommit } from "./history.ts";
import type { Repository } from "./repository.ts";
import { startMatching } from "./runs.ts";
import type { World } from "./world.ts";

export interface Person {
  readonly login?: string;
  readonly name?: string;
  readonly email?: string;
}

export interface CommitOptions {
  /** Branch to move; null makes a commit on no branch. The default branch unless given. */
  readonly branch?: string | null;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly removes?: readonly string[];
  readonly message: string;
  readonly author: Person;
  /** The author unless given. */
  readonly committer?: Person;
  /** Login of who pushes; the author unless given. */
  readonly by?: string;
  readonly coAuthors?: readonly { readonly name: string; readonly email: string }[];
  readonly at?: number;
  /** The branch's head unless given. */
  readonly parents?: readonly string[];
  /** Instead of the sha git would compute: for histories that exist elsewhere. */
  readonly sha?: string;
  /** Sends no push event and starts no run. */
  readonly silent?: boolean;
}

/** Who wrote something, as git records it, with the account GitHub links to it. */
export const signature = (world: World, person: Person, at: number): Signature => {
  const account =
    person.login === undefined ? accountByEmail(world, person.email ?? "") : accountOf(world, person.login);
  const name = person.name ?? account?.name ?? person.login ?? "Somebody";
  return {
    name,
    email: person.email ?? account?.email ?? "somebody@example.com",
    at: Math.floor(at / 1000) * 1000,
    account: account ?? null,
  };
};

const trailers = (people: readonly { name: string; email: string }[]): string =>
  people.length === 0
    ? ""
    : `\n\n${people.map((who) => `Co-authored-by: ${who.name} <${who.email}>`).join("\n")}`;

const baseTree = (repository: Repository, parents: readonly string[]): Tree =>
  repository.objects.commits.get(parents[0] ?? "")?.tree ?? EMPTY_TREE;

const parentsOf = (
  repository: Repository,
  branch: string | null,
  options: CommitOptions,
): readonly string[] => {
  const parents = options.parents ?? [repository.refs.get(`refs/heads/${branch}`) ?? []].flat();
  const missing = parents.find((sha) => !repository.objects.commits.has(sha));
  if (missing !== undefined)
    throw new Error(`The sandbox has no commit ${missing} to be a parent: commit it first`);
  return parents;
};

const build = (
  world: World,
  repository: Repository,
  branch: string | null,
  options: CommitOptions,
): Commit => {
  const at = options.at ?? stamp(world.clock);
  const parents = parentsOf(repository, branch, options);
  const { tree, changes } = applyEdits(repository.objects, baseTree(repository, parents), {
    files: options.files ?? {},
    removes: options.removes ?? [],
  });
  const coAuthors = options.coAuthors ?? [];
  const core = {
    tree,
    parents,
    message: options.message + trailers(coAuthors),
    author: signature(world, options.author, at),
    committer: signature(world, options.committer ?? options.author, at),
  };
  return {
    ...core,
    sha: options.sha ?? commitSha(core),
    coAuthors: coAuthors.map((who) => signature(world, who, at)),
    changes,
    order: repository.objects.commits.size,
  };
};

const pusherOf = (world: World, repository: Repository, made: Commit, by: string | undefined): Account =>
  by === undefined ? (made.author.account ?? repository.owner) : accountOf(world, by);

const pushed = (
  world: World,
  repository: Repository,
  move: { ref: string; before: string; commit: Commit; sender: Account },
): void => {
  const { sender } = move;
  const created = move.before === NO_SHA;
  repository.pushedAt = stamp(world.clock);
  world.emit({
    name: "push",
    repository,
    sender,
    ref: move.ref,
    before: move.before,
    after: move.commit.sha,
    commits: [move.commit],
    head: move.commit,
  });
  if (created) world.emit({ name: "create", repository, sender, refType: "branch", ref: move.ref.slice(11) });
  startMatching(world, repository, {
    ref: move.ref,
    sha: move.commit.sha,
    before: move.before,
    event: "push",
    actor: sender,
  });
};

/**
 * Commits and, unless `branch` is null, moves the branch there and pushes it. Gives the commit's sha, the one git
 * computes for the same content.
 */
export const commit = (world: World, repository: Repository, options: CommitOptions): string => {
  const branch = options.branch === undefined ? repository.defaultBranch : options.branch;
  const made = build(world, repository, branch, options);
  repository.objects.commits.set(made.sha, made);
  if (branch === null) return made.sha;
  const ref = `refs/heads/${branch}`;
  const before = repository.refs.get(ref) ?? NO_SHA;
  repository.refs.set(ref, made.sha);
  if (!options.silent) {
    const sender = pusherOf(world, repository, made, options.by);
    pushed(world, repository, { ref, before, commit: made, sender });
  }
  return made.sha;
};

/** Deletes a branch. */
export const deleteBranch = (world: World, repository: Repository, name: string, by: Account): void => {
  const ref = `refs/heads/${name}`;
  const before = repository.refs.get(ref);
  if (before === undefined) throw new Error(`The sandbox's repository has no branch ${name} to delete`);
  repository.refs.delete(ref);
  repository.pushedAt = stamp(world.clock);
  const sender = by;
  world.emit({ name: "push", repository, sender, ref, before, after: NO_SHA, commits: [], head: null });
  world.emit({ name: "delete", repository, sender, refType: "branch", ref: name });
};

/** The text of a file at a ref, or undefined. */
export const fileAt = (repository: Repository, name: string, path: string): string | undefined => {
  const found = resolveCommit(repository, name);
  const blob = found && fileIn(found.tree, path);
  const bytes = blob === undefined ? undefined : repository.objects.blobs.get(blob);
  return bytes && Buffer.from(bytes).toString("utf8");
};
