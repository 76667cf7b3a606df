import { type Git, parts, said, whyFailed } from "./git.ts";
import type { TagProblem } from "./problem.ts";

/** What stands here, before anybody else is asked. */
export type Checkout = {
  readonly head: { readonly commit: string; readonly subject: string };
  /** Absent: HEAD is at no branch. */
  readonly branch?: string;
  readonly shallow: boolean;
  /** Files under version control that differ from the commit. */
  readonly changed: readonly string[];
  readonly untracked: readonly string[];
  /** Git knows who tags. */
  readonly named: boolean;
};

/** The first with `rev-parse --is-shallow-repository`. https://github.com/git/git/blob/master/Documentation/RelNotes/2.15.0.txt */
const LEAST = [2, 15] as const;

/** The folder at whose top the files of the repository lie, or why there is none to work with. */
export async function findRepository(
  git: Git,
): Promise<{ readonly top: string } | { readonly problem: TagProblem }> {
  const version = await git("--version");
  if (version.code === undefined) {
    return { problem: { is: "no-git" } };
  }
  const number = /\d+(?:\.\d+)+/.exec(version.output)?.[0] ?? "";
  if (isOlder(number)) {
    return { problem: { is: "old-git", version: number } };
  }
  const top = await git("rev-parse", "--show-toplevel");
  if (top.code !== 0) {
    return { problem: { is: "no-repository", why: whyFailed(top) } };
  }
  const head = await git("rev-parse", "--quiet", "--verify", "HEAD^{commit}");
  return head.code === 0 ? { top: said(top) ?? "" } : { problem: { is: "no-commit" } };
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
}

export async function readCheckout(git: Git): Promise<Checkout> {
  const head = said(await git("log", "-1", "--format=%H %s", "HEAD")) ?? "";
  const branch = said(await git("symbolic-ref", "--quiet", "HEAD"))?.replace(/^refs\/heads\//, "");
  const shallow = said(await git("rev-parse", "--is-shallow-repository"));
  const status = await git("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal");
  const entries = parts(status.output).map((entry) => ({ state: entry.slice(0, 2), file: entry.slice(3) }));
  // Without this git makes up an address from the machine's name.
  const identity = await git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT");
  return {
    head: { commit: head.slice(0, head.indexOf(" ")), subject: head.slice(head.indexOf(" ") + 1) },
    ...(branch === undefined ? {} : { branch }),
    shallow: shallow !== "false",
    changed: entries.filter(({ state }) => state !== "??").map(({ file }) => file),
    untracked: entries.filter(({ state }) => state === "??").map(({ file }) => file),
    named: identity.code === 0,
  };
}

export function checkoutProblems({ changed, branch, head, named }: Checkout): readonly TagProblem[] {
  return [
    ...(changed.length === 0 ? [] : [{ is: "changed", files: changed } as const]),
    ...(branch === undefined ? [{ is: "detached", commit: head.commit } as const] : []),
    ...(named ? [] : [{ is: "nameless" } as const]),
  ];
}
