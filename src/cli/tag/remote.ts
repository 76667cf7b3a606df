import type { Checkout } from "./checkout.ts";
import { type Git, parts, said, whyFailed } from "./git.ts";
import type { Holder, TagProblem } from "./problem.ts";

/** Where the tag goes. */
export type Remote = {
  readonly name: string;
  /** Where it is pushed to. */
  readonly url: string;
  /** By what it is read: its name, which keeps a password out of the list of processes; else where it is pushed to. */
  readonly address: string;
  /** As it is configured: another name may stand for it. */
  readonly written: string;
};

/** What the remote has. */
export type RemoteRefs = {
  readonly branches: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, Holder>;
  /** Its default branch; absent where it tells none, or one that is not there. */
  readonly main?: string;
};

/** The remote that was asked for, else the branch's own, else `origin`, else the only one. */
export async function chooseRemote(
  git: Git,
  { branch }: Pick<Checkout, "branch">,
  asked: string | undefined,
): Promise<{ readonly remote: Remote } | { readonly problem: TagProblem }> {
  const settings = settingsOf(said(await git("config", "--null", "--get-regexp", "^(remote|branch)\\.")));
  const remotes = namesIn(settings);
  if (remotes.length === 0) {
    return { problem: { is: "no-remote" } };
  }
  if (asked !== undefined && !remotes.includes(asked)) {
    return { problem: { is: "unknown-remote", remote: asked, remotes } };
  }
  const own = settings.findLast(([key]) => key === `branch.${branch}.remote`)?.[1];
  const name = [asked, own, "origin", remotes.length === 1 ? remotes[0] : undefined].find(
    (one): one is string => one !== undefined && remotes.includes(one),
  );
  if (name === undefined) {
    return { problem: { is: "several-remotes", remotes } };
  }
  const [places, read] = await Promise.all([
    git("remote", "get-url", "--push", "--all", name),
    git("remote", "get-url", name),
  ]);
  const [url, ...more] = lines(said(places));
  if (url === undefined || more.length > 0) {
    return { problem: { is: "several-places", remote: name, count: more.length + 1 } };
  }
  const written = settings.find(([key]) => key === `remote.${name}.url`)?.[1] ?? "";
  // What is read has to be what is pushed to.
  return { remote: { name, url, address: said(read) === url ? name : url, written } };
}

type Settings = readonly (readonly [key: string, value: string])[];

/** As `git config --null` lists them: the key, a line break, the value. */
function settingsOf(listed: string | undefined): Settings {
  return parts(listed ?? "").map((one) => {
    const end = one.indexOf("\n");
    return end === -1 ? [one, ""] : [one.slice(0, end), one.slice(end + 1)];
  });
}

function namesIn(settings: Settings): readonly string[] {
  const names = settings.flatMap(([key]) => /^remote\.(?<name>.+)\.url$/.exec(key)?.groups?.["name"] ?? []);
  return [...new Set(names)];
}

/** Branches and tags where the remote is pushed to, asked for once: each connection may want a touch of somebody's key. */
export async function listRefs(
  git: Git,
  { address, name }: Remote,
): Promise<RemoteRefs | { readonly problem: TagProblem }> {
  const listed = await git("ls-remote", "--symref", "--", address, "HEAD", "refs/heads/*", "refs/tags/*");
  if (listed.code !== 0) {
    return { problem: { is: "remote-silent", remote: name, why: whyFailed(listed) } };
  }
  const branches = new Map<string, string>();
  const tags = new Map<string, Holder>();
  for (const line of lines(listed.output)) {
    const [object = "", ref = ""] = line.split("\t");
    const tag = ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined;
    if (ref.startsWith("refs/heads/")) {
      branches.set(ref.slice("refs/heads/".length), object);
    } else if (tag?.endsWith("^{}")) {
      // What a tag object leads to stands in a line of its own, after it.
      const bare = tag.slice(0, -"^{}".length);
      tags.set(bare, { object: tags.get(bare)?.object ?? object, commit: object });
    } else if (tag !== undefined) {
      tags.set(tag, { object, commit: object });
    }
  }
  return { branches, tags, ...defaultIn(listed.output, branches) };
}

/** https://git-scm.com/docs/git-ls-remote#Documentation/git-ls-remote.txt---symref */
function defaultIn(listed: string, branches: RemoteRefs["branches"]): Pick<RemoteRefs, "main"> {
  const main = /^ref: refs\/heads\/(?<main>.+)\tHEAD$/m.exec(listed)?.groups?.["main"];
  return main === undefined || !branches.has(main) ? {} : { main };
}

/**
 * Brings the remote's branches up to date here, and nothing else of it: no tag comes along that a later `--tags` of
 * somebody would push.
 */
export async function fetchBranches(git: Git, { name, address }: Remote): Promise<TagProblem | undefined> {
  const refs = `+refs/heads/*:refs/remotes/${name}/*`;
  const fetched = await git("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--", address, refs);
  return fetched.code === 0 ? undefined : { is: "remote-silent", remote: name, why: whyFailed(fetched) };
}

/** The branches of the remote that have a commit; they have to be fetched before. */
export async function branchesWith(
  git: Git,
  { name }: Remote,
  { branches }: RemoteRefs,
  commit: string,
): Promise<readonly string[]> {
  const below = `refs/remotes/${name}/`;
  const refs = await git("for-each-ref", `--contains=${commit}`, "--format=%(refname)", below);
  const there = lines(said(refs)).map((ref) => ref.slice(below.length));
  return there.filter((branch) => branches.has(branch));
}

/** How many commits a branch of the remote has that are not in the checkout; 0 where that is not known. */
export async function behind(git: Git, { name }: Remote, branch: string): Promise<number> {
  return Number(said(await git("rev-list", "--count", `HEAD..refs/remotes/${name}/${branch}`, "--")) ?? 0);
}

/** How many commits came after an earlier one; undefined where that is not here. */
export async function commitsSince(git: Git, from: string, to: string): Promise<number | undefined> {
  const count = said(await git("rev-list", "--count", `${from}..${to}`, "--"));
  return count === undefined ? undefined : Number(count);
}

/** What a tag is here; undefined: there is none. */
export async function localTag(git: Git, tag: string): Promise<Holder | undefined> {
  const ref = `refs/tags/${tag}`;
  const listed = await git("for-each-ref", "--format=%(refname) %(objectname) %(*objectname)", ref);
  const line = lines(said(listed)).find((one) => one.startsWith(`${ref} `));
  const [, object, commit] = line?.split(" ") ?? [];
  return object === undefined ? undefined : { object, commit: commit || object };
}

/** Who made a tag of the remote, as the tag itself says, or its commit does; brings no ref along. */
export async function whoTagged(git: Git, { address }: Remote, tag: string, holder: Holder): Promise<Holder> {
  await git("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--", address, `refs/tags/${tag}`);
  const object = said(await git("cat-file", "-p", holder.object)) ?? "";
  const by = /^tagger (?<name>.*) <.*$/m.exec(object)?.groups?.["name"];
  const committer = said(await git("log", "-1", "--format=%cn", holder.commit, "--"));
  const name = by ?? committer;
  return name === undefined ? holder : { ...holder, by: name };
}

function lines(text: string | undefined): readonly string[] {
  return (text ?? "").split("\n").filter((line) => line !== "");
}
