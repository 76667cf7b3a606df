import type { Commit, Objects } from "./git.ts";
import { peel } from "./git.ts";
import type { Repository } from "./repository.ts";

/** Every commit reachable from one, itself included. */
export const reachable = (objects: Objects, from: string): Set<string> => {
  const seen = new Set<string>([from]);
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    for (const parent of objects.commits.get(sha)?.parents ?? []) {
      if (!seen.has(parent)) {
        seen.add(parent);
        open.push(parent);
      }
    }
  }
  return seen;
};

const inOrder = (objects: Objects, shas: Iterable<string>): Commit[] =>
  [...shas]
    .flatMap((sha) => objects.commits.get(sha) ?? [])
    .sort((a, b) => a.author.at - b.author.at || a.order - b.order);

/** Commits reachable from one, newest first. */
export const log = (objects: Objects, from: string): Commit[] =>
  inOrder(objects, reachable(objects, from)).reverse();

export interface Comparison {
  readonly status: "identical" | "ahead" | "behind" | "diverged";
  readonly base: Commit;
  readonly head: Commit;
  readonly mergeBase: Commit;
  /** Commits of head that base lacks, oldest first. */
  readonly ahead: readonly Commit[];
  readonly behindBy: number;
}

const statusOf = (ahead: number, behind: number): Comparison["status"] => {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
};

/** Compares two commits over their newest common ancestor (`base...head`); undefined when they share none. */
export const compare = (objects: Objects, base: string, head: string): Comparison | undefined => {
  const ofBase = reachable(objects, base);
  const ofHead = reachable(objects, head);
  const mergeBase = inOrder(
    objects,
    [...ofHead].filter((sha) => ofBase.has(sha)),
  ).at(-1);
  const [baseCommit, headCommit] = [objects.commits.get(base), objects.commits.get(head)];
  if (!mergeBase || !baseCommit || !headCommit) return undefined;
  const ahead = inOrder(
    objects,
    [...ofHead].filter((sha) => !ofBase.has(sha)),
  );
  const behindBy = [...ofBase].filter((sha) => !ofHead.has(sha)).length;
  return {
    status: statusOf(ahead.length, behindBy),
    base: baseCommit,
    head: headCommit,
    mergeBase,
    ahead,
    behindBy,
  };
};

/**
 * The sha a name stands for: a full ref, a branch, a tag, a full sha or a unique short one (7 characters or
 * more). Branches win over tags of the same name.
 */
const resolve = (repository: Repository, name: string): string | undefined => {
  const ref = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]
    .map((candidate) => repository.refs.get(candidate))
    .find((sha) => sha !== undefined);
  if (ref !== undefined) return ref;
  if (name === "HEAD") return repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (!/^[0-9a-f]{7,40}$/.test(name)) return undefined;
  const { commits, tags } = repository.objects;
  if (commits.has(name) || tags.has(name)) return name;
  return [...commits.keys()].find((sha) => sha.startsWith(name));
};

/** The commit a name stands for, tag objects followed. */
export const resolveCommit = (repository: Repository, name: string): Commit | undefined => {
  const sha = resolve(repository, name);
  return sha === undefined ? undefined : repository.objects.commits.get(peel(repository.objects, sha));
};
