import { type Git, parts, said, whyFailed } from "./git.ts";
import type { TagProblem } from "./problem.ts";

/** What stands here, before anybody else is asked. */
export type Checkout = {
  readonly head: { readonly commit: string; readonly subject: string };
  /** Absent: HEAD is at no branch. */
  readonly branch?: string;
  /** Files under version control that differ from the commit. */
  readonly changed: readonly string[];
  readonly untracked: readonly string[];
  /** Git knows who tags. */
  readonly named: boolean;
};

/** The first with `rev-parse --is-shallow-repository`. https://github.com/git/git/blob/master/Documentation/RelNotes/2.15.0.txt */
const LEAST = [2, 15] as const;

/** Where the files of the repository lie, or why there is none to work with. */
export type Found = { readonly top: string; readonly shallow: boolean };

export async function findRepository(git: Git): Promise<Found | { readonly problem: TagProblem }> {
  const version = await git("--version");
  if (version.code === undefined) {
    return { problem: { is: "no-git" } };
  }
  const number = /\d+(?:\.\d+)+/.exec(version.output)?.[0] ?? "";
  if (isOlder(number)) {
    return { problem: { is: "old-git", version: number } };
  }
  const top = await git("rev-parse", "--show-toplevel", "--is-shallow-repository");
  if (top.code !== 0) {
    return { problem: { is: "no-repository", why: whyFailed(top) } };
  }
  const [folder = "", shallow] = top.output.split("\n");
  const head = said(await git("rev-parse", "--quiet", "--verify", "HEAD^{commit}"));
  return head === undefined
    ? { problem: { is: "no-commit" } }
    : { top: folder, shallow: shallow !== "false" };
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
}

export async function readCheckout(git: Git): Promise<Checkout> {
  const [head, ref, status, identity] = await Promise.all([
    git("log", "-1", "--format=%H %s", "HEAD"),
    git("symbolic-ref", "--quiet", "HEAD"),
    git("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal"),
    // Without this git makes up an address from the machine's name.
    git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"),
  ]);
  const [, commit = "", subject = ""] = /^(\S+) (.*)$/.exec(said(head) ?? "") ?? [];
  const branch = said(ref)?.replace(/^refs\/heads\//, "");
  const entries = parts(status.output).map((entry) => ({ state: entry.slice(0, 2), file: entry.slice(3) }));
  return {
    head: { commit, subject },
    ...(branch === undefined ? {} : { branch }),
    changed: entries.filter(({ state }) => state !== "??").map(({ file }) => file),
    untracked: entries.filter(({ state }) => state === "??").map(({ file }) => file),
    named: identity.code === 0,
  };
}

/** What is the matter with it; `main` is the remote's default branch, where that is known. */
export function checkoutProblems(
  { changed, branch, head, named }: Checkout,
  main: string | undefined,
): readonly TagProblem[] {
  const released = main === undefined ? {} : { main };
  return [
    ...(changed.length === 0 ? [] : [{ is: "changed", files: changed } as const]),
    ...(branch === undefined ? [{ is: "detached", commit: head.commit, ...released } as const] : []),
    ...(named ? [] : [{ is: "nameless" } as const]),
  ];
}
