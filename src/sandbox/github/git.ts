import { createHash } from "node:crypto";
import type { Account } from "./accounts.ts";

/** A directory: names to files (their blob's sha) and directories, shared between the commits that agree on it. */
export interface Tree {
  readonly sha: string;
  readonly files: ReadonlyMap<string, string>;
  readonly directories: ReadonlyMap<string, Tree>;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly account: Account | null;
}

export interface Changes {
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

export interface Commit {
  readonly sha: string;
  readonly tree: Tree;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly coAuthors: readonly Signature[];
  readonly changes: Changes;
  /** Order of arrival; a parent always comes before its children. */
  readonly order: number;
}

/** An annotated tag's own object. */
export interface TagObject {
  readonly sha: string;
  readonly name: string;
  readonly message: string;
  readonly tagger: Signature;
  readonly target: string;
}

export type ObjectType = "commit" | "tag" | "tree" | "blob";

/** The object store of a repository. */
export interface Objects {
  readonly blobs: Map<string, Uint8Array>;
  readonly trees: Map<string, Tree>;
  readonly commits: Map<string, Commit>;
  readonly tags: Map<string, TagObject>;
}

export const NO_SHA = "0".repeat(40);

/** Sha-1 of an object as git computes it: over type, length and content. */
const shaOf = (type: ObjectType, content: Uint8Array): string =>
  createHash("sha1").update(`${type} ${content.byteLength}\0`).update(content).digest("hex");

const encode = (text: string): Uint8Array => Buffer.from(text, "utf8");

const treeOf = (files: ReadonlyMap<string, string>, directories: ReadonlyMap<string, Tree>): Tree => {
  const entries = [
    ...[...files].map(([name, sha]) => ({ key: name, mode: "100644", name, sha })),
    // Git orders a directory as if its name ended in a slash.
    ...[...directories].map(([name, tree]) => ({ key: `${name}/`, mode: "40000", name, sha: tree.sha })),
  ].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const content = Buffer.concat(
    entries.flatMap(({ mode, name, sha }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, "hex")]),
  );
  return { sha: shaOf("tree", content), files, directories };
};

export const EMPTY_TREE: Tree = treeOf(new Map(), new Map());

export const createObjects = (): Objects => ({
  blobs: new Map(),
  trees: new Map([[EMPTY_TREE.sha, EMPTY_TREE]]),
  commits: new Map(),
  tags: new Map(),
});

/** The sha of the file at a path, or undefined. */
export const fileIn = (tree: Tree, path: string): string | undefined => {
  const slash = path.indexOf("/");
  if (slash < 0) return tree.files.get(path);
  const directory = tree.directories.get(path.slice(0, slash));
  return directory && fileIn(directory, path.slice(slash + 1));
};

/** A tree with the file at a path set to a blob, or removed when the blob is null. Unchanged parts are shared. */
const withFile = (tree: Tree, path: string, blob: string | null): Tree => {
  const slash = path.indexOf("/");
  if (slash < 0) {
    const files = new Map(tree.files);
    if (blob === null) files.delete(path);
    else files.set(path, blob);
    return treeOf(files, tree.directories);
  }
  const name = path.slice(0, slash);
  const directories = new Map(tree.directories);
  const inner = withFile(directories.get(name) ?? EMPTY_TREE, path.slice(slash + 1), blob);
  if (inner.files.size + inner.directories.size === 0) directories.delete(name);
  else directories.set(name, inner);
  return treeOf(tree.files, directories);
};

export interface Edits {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly removes: readonly string[];
}

/** Applies edits to a tree, stores what is new, and says which paths changed. */
export const applyEdits = (objects: Objects, base: Tree, edits: Edits): { tree: Tree; changes: Changes } => {
  const changes = { added: [] as string[], modified: [] as string[], removed: [] as string[] };
  let tree = base;
  for (const [path, content] of Object.entries(edits.files)) {
    const bytes = typeof content === "string" ? encode(content) : content;
    const blob = shaOf("blob", bytes);
    const before = fileIn(tree, path);
    if (before === blob) continue;
    objects.blobs.set(blob, bytes);
    changes[before === undefined ? "added" : "modified"].push(path);
    tree = withFile(tree, path, blob);
  }
  for (const path of edits.removes) {
    if (fileIn(tree, path) === undefined) continue;
    changes.removed.push(path);
    tree = withFile(tree, path, null);
  }
  objects.trees.set(tree.sha, tree);
  return { tree, changes };
};

const line = ({ name, email, at }: Signature): string => `${name} <${email}> ${Math.floor(at / 1000)} +0000`;

/** The sha git would give this commit. */
export const commitSha = (
  commit: Pick<Commit, "tree" | "parents" | "author" | "committer" | "message">,
): string => {
  const parents = commit.parents.map((parent) => `parent ${parent}\n`).join("");
  const people = `author ${line(commit.author)}\ncommitter ${line(commit.committer)}\n`;
  return shaOf("commit", encode(`tree ${commit.tree.sha}\n${parents}${people}\n${commit.message}`));
};

/** The sha git would give this tag object. */
export const tagSha = (tag: Omit<TagObject, "sha">, type: ObjectType): string =>
  shaOf(
    "tag",
    encode(
      `object ${tag.target}\ntype ${type}\ntag ${tag.name}\ntagger ${line(tag.tagger)}\n\n${tag.message}\n`,
    ),
  );

/** What kind of object a sha names, or undefined when the store has none. */
export const typeOf = (objects: Objects, sha: string): ObjectType | undefined => {
  if (objects.commits.has(sha)) return "commit";
  if (objects.tags.has(sha)) return "tag";
  if (objects.trees.has(sha)) return "tree";
  return objects.blobs.has(sha) ? "blob" : undefined;
};

/** Follows tag objects to what they finally name. */
export const peel = (objects: Objects, sha: string): string => {
  const tag = objects.tags.get(sha);
  return tag ? peel(objects, tag.target) : sha;
};
