import { nextTags, taggedVersions } from "../notes/proposal.ts";
import type { PrepareRelease } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { configurationOf } from "../release/attempt.ts";
import { issueAtDesk } from "../release/desk.ts";
import { factAt, given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import { tagPatterns } from "../release/release-version.ts";
import type { OtherBoard, Person, Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { matchesPattern } from "../release/tag-pattern.ts";
import { acceptedWith, type Command, type Judgement, looking, refused, unlessSeen } from "./command.ts";
import { isAnswered } from "./refs.ts";

/** `/prepare <tag>`: opens the board of a release before its tag is there. */
export const prepare: Command = {
  name: "prepare",
  usage: "/prepare <tag>",
  example: "/prepare v4.3.0",
  who: "maintain",
  effect: "opens the board of a release before its tag is there; said on any issue",
  judge(said, { seen }, by) {
    const [tag, ...rest] = said.words;
    if (rest.length > 0) {
      return refused({ is: "wrong-words", usage: prepare.usage });
    }
    const patterns = tagPatterns(seen);
    if (configurationOf(seen) === undefined) {
      return refused({ is: "configuration-broken" });
    }
    if (tag === undefined) {
      return unlessSeen(seen, "tags") ?? refused({ is: "no-tag-said", next: nextTags(seen) });
    }
    if (!isReleaseTag(tag, patterns)) {
      return refused({ is: "no-release-tag", said: tag, patterns });
    }
    return ofTag(said, seen, { tag, by });
  },
};

/** Whether a name is one of the configured tags, and names a version. */
export function isReleaseTag(tag: string, patterns: readonly string[]): boolean {
  const isVersion = (["pep440", "semver"] as const).some(
    (scheme) => versionOfTag(tag, patterns, scheme) !== undefined,
  );
  return matchesPattern(tag, patterns) && isVersion;
}

type Asked = { readonly tag: string; readonly by: Person };

function ofTag(said: Said, seen: Snapshot, { tag, by }: Asked): Judgement {
  const board = factAt(seen.boards, tag);
  const ref = factAt(seen.refs, `tags/${tag}`);
  if (!isAnswered(board) || !isAnswered(ref) || !isAnswered(seen.tags)) {
    const looks: readonly Look[] = [
      { at: "boardOf", tag },
      { at: "ref", ref: `tags/${tag}` },
      { at: "tags" },
    ];
    return looking(looks.filter((_, index) => [board, ref, seen.tags][index]?.is === "unseen"));
  }
  const there = given(board);
  if (there !== undefined) {
    return ofBoard(said, tag, there);
  }
  return ref.is === "seen"
    ? refused({ is: "tag-there", tag })
    : acceptedWith(preparing(said, seen, { tag, by }));
}

function ofBoard(said: Said, tag: string, { url, state, closedByApp, memory }: OtherBoard): Judgement {
  return memory.prepared?.comment === said.comment.id
    ? { answer: { is: "told", what: "board", tag, url } }
    : refused({ is: "board-there", tag, url, state, closedByApp });
}

function preparing(said: Said, seen: Snapshot, { tag, by }: Asked): PrepareRelease {
  const issue = issueAtDesk(seen.key) ?? 0;
  const [newest] = taggedVersions(seen);
  const highest = newest === undefined ? {} : { newest: newest.tag };
  return {
    do: "prepare-release",
    tag,
    labels: configurationOf(seen)?.board.labels ?? [],
    prepared: { by: by.login, issue, comment: said.comment.id, at: said.comment.createdAt, ...highest },
  };
}
