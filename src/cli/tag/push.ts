import { type Git, said, whyFailed } from "./git.ts";
import type { Plan } from "./look.ts";
import type { Holder } from "./problem.ts";
import { listRefs, localTag, whoTagged } from "./remote.ts";

export type How = { readonly message: string; readonly sign: boolean };

/** What came of it. */
export type Outcome =
  | { readonly is: "pushed"; readonly object: string }
  /** Git made no tag: nothing has changed. */
  | { readonly is: "unmade"; readonly why: string }
  /** The remote took it not: what was made here is taken away again, where `undone` says so. */
  | { readonly is: "refused"; readonly why: string; readonly undone: boolean }
  /** Somebody else was first. */
  | { readonly is: "outrun"; readonly holder?: Holder; readonly undone: boolean }
  /** The remote gave no answer, and none when asked whether it has the tag. */
  | { readonly is: "unclear"; readonly why: string; readonly object: string };

/**
 * Makes the tag here and pushes it, and no other ref. On the remote nothing is deleted: a tag that is moved goes from
 * what was looked at to the new one in one step, or not at all.
 */
export async function makeAndPush(git: Git, plan: Plan, how: How): Promise<Outcome> {
  const before = await localTag(git, plan.tag);
  const made = await git("tag", ...tagWords(plan, how));
  const object = (await localTag(git, plan.tag))?.object;
  if (made.code !== 0 || object === undefined) {
    return { is: "unmade", why: whyFailed(made) };
  }
  const pushed = await git(...pushWords(plan));
  if (pushed.code === 0) {
    return { is: "pushed", object };
  }
  return afterFailure(git, plan, { object, before, why: whyFailed(pushed) });
}

/** The commit that was looked at, though HEAD may have moved on. */
function tagWords({ tag, commit, moves }: Plan, { message, sign }: How): readonly string[] {
  return [
    sign ? "--sign" : "--annotate",
    // Lines that begin with `#` are part of the message.
    "--cleanup=whitespace",
    ...(moves === undefined ? [] : ["--force"]),
    `--message=${message}`,
    "--",
    tag,
    commit,
  ];
}

/** https://git-scm.com/docs/git-push#Documentation/git-push.txt---force-with-leaseltrefnamegtltexpectgt */
function pushWords({ tag, moves, remote }: Plan): readonly string[] {
  const ref = `refs/tags/${tag}`;
  return [
    ...["-c", "push.followTags=false", "push", "--quiet", "--recurse-submodules=no"],
    ...(moves === undefined ? [] : [`--force-with-lease=${ref}:${moves.object}`]),
    "--",
    remote.name,
    `${ref}:${ref}`,
  ];
}

type Failed = { readonly object: string; readonly before: Holder | undefined; readonly why: string };

/** A push may fail after it was done; what the remote has then tells. */
async function afterFailure(git: Git, plan: Plan, { object, before, why }: Failed): Promise<Outcome> {
  const refs = await listRefs(git, plan.remote);
  if ("problem" in refs) {
    return { is: "unclear", why, object };
  }
  const there = refs.tags.get(plan.tag);
  if (there?.object === object) {
    return { is: "pushed", object };
  }
  const undone = await undo(git, plan.tag, object, before);
  if (there?.object === plan.moves?.object) {
    return { is: "refused", why, undone };
  }
  const holder = there && (await whoTagged(git, plan.remote, plan.tag, there));
  return { is: "outrun", undone, ...(holder === undefined ? {} : { holder }) };
}

/** Takes the fresh tag away here, or puts the one before back; nothing where somebody has changed it since. */
async function undo(git: Git, tag: string, object: string, before: Holder | undefined): Promise<boolean> {
  const ref = `refs/tags/${tag}`;
  const undone =
    before === undefined
      ? await git("update-ref", "-d", ref, object)
      : await git("update-ref", ref, before.object, object);
  return said(undone) !== undefined;
}
