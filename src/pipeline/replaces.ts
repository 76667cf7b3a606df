import { warningOf, withWarning } from "../notes/merge.ts";
import { LONGEST } from "../notes/release-body.ts";
import { insteadLine, preparedLine } from "../notes/warning-text.ts";
import type { MarkYanked } from "../release/action.ts";
import { factAt, given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Look } from "../release/look.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { asCode } from "../replies/safe.ts";
import { ask, askAll } from "./ask.ts";

/** Of a version whose fix is bad again, and again: nobody is sent further back than this. */
const MOST = 5;

/** The yanked releases whose warning names this one as the one to use. */
export function namingThis(seen: Snapshot): readonly GithubRelease[] {
  const name = asCode(seen.key.tag);
  return (given(seen.githubReleases) ?? [])
    .filter(({ draft, tag }) => !draft && tag !== seen.key.tag)
    .filter(({ body }) => warningOf(body)?.includes(name) === true)
    .slice(0, MOST);
}

/**
 * Once this release is public, the warnings of those in whose place it comes link to it. What the notes say is anybody's
 * who may write them: it is done only where the other release's own board remembers it.
 */
export function replaces(seen: Snapshot): Step {
  const asked = ask(seen, "githubReleases");
  if ("step" in asked) {
    return asked.step;
  }
  const named = namingThis(seen);
  const boards = named.map(({ tag }) => ({
    fact: factAt(seen.boards, tag),
    look: { at: "boardOf", tag } satisfies Look,
  }));
  const missing = askAll(boards);
  if (missing !== undefined) {
    return missing;
  }
  const [first, ...rest] = named.flatMap((release) => linking(seen, release));
  return first === undefined
    ? { is: "done", why: { is: "replaces", tags: named.map(({ tag }) => tag) } }
    : { is: "due", act: [first, ...rest] };
}

function linking(seen: Snapshot, { id, tag, body }: GithubRelease): readonly MarkYanked[] {
  const own = githubReleaseOf(seen);
  const yank = given(factAt(seen.boards, tag))?.memory.yank;
  const before = warningOf(body);
  if (own === undefined || own.draft || yank?.next !== seen.key.tag || before === undefined) {
    return [];
  }
  const text = before.replace(preparedLine(seen.key.tag), () => insteadLine(seen.key.tag, own.url));
  return text === before || withWarning(body, text).length > LONGEST
    ? []
    : [{ do: "mark-yanked", release: id, tag, text, comment: yank.comment }];
}
