import type { Said } from "../release/answer.ts";
import { memoryOf } from "../release/attempt.ts";
import { factAt, given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isOut, realGates } from "../release/yank.ts";
import {
  ABOUT_GATES,
  acceptedWith,
  type Command,
  done,
  type Judgement,
  looking,
  refused,
  type Sight,
  unlessSeen,
} from "./command.ts";
import { reasonIn } from "./reason.ts";

/**
 * `/yank <reason>`: says that the published bytes are bad. Like a hold it stands once it is noted on the board, whatever
 * becomes of the comment; what follows from it is the phase of that name.
 */
export const yank: Command = {
  name: "yank",
  usage: "/yank <reason>",
  example: "/yank the wheel has no front end",
  who: "maintain",
  effect:
    "says that what was published is bad: marks it, conducts the yank, opens the board of the next version",
  judge(said, { seen }, by) {
    const board = given(seen.board);
    if (said.words.length === 0) {
      return refused({ is: "wrong-words", usage: yank.usage });
    }
    if (board === undefined) {
      return looking([]);
    }
    if (isNoted(said, seen)) {
      return done;
    }
    const { id: comment, createdAt: at } = said.comment;
    const change = { to: "yank", yank: { by: by.login, comment, at, reason: reasonIn(said) } } as const;
    return unlessOut(seen) ?? acceptedWith({ do: "remember", board: board.number, change });
  },
};

/** As this one, or as a later one, which has taken its place; also of an attempt that the tag has left behind. */
function isNoted({ comment }: Said, seen: Snapshot): boolean {
  const { yank: current, superseded } = memoryOf(seen);
  const all = [current, ...superseded.map((attempt) => attempt.yank)].filter((one) => one !== undefined);
  return all.some((one) => one.at > comment.createdAt || one.comment >= comment.id);
}

/** The judgement while nothing is known to be out; undefined once something is, or was yanked before. */
function unlessOut(seen: Snapshot): Judgement | undefined {
  const unclear = unlessSeen(seen, "githubReleases");
  if (unclear !== undefined || memoryOf(seen).yank !== undefined || githubReleaseOf(seen)?.draft === false) {
    return unclear;
  }
  const aboutGates = unlessSeen(seen, ...ABOUT_GATES, "artifacts", "contents");
  if (aboutGates !== undefined) {
    return aboutGates;
  }
  const facts = realGates(seen).map(({ name }) => ({ name, fact: factAt(seen.index, name) }));
  const looks = facts
    .filter(({ fact }) => fact.is === "unseen")
    .map(({ name }): Look => ({ at: "index", gate: name }));
  if (looks.length > 0) {
    return looking(looks);
  }
  if (isOut(seen)) {
    return undefined;
  }
  return facts.some(({ fact }) => fact.is === "unknown") ? looking([]) : refused({ is: "not-out-yet" });
}

/** What lets out more of it, or tells people of it. */
const FORWARD: ReadonlySet<Said["command"]> = new Set<Said["command"]>([
  "approve",
  "delegate",
  "retry",
  "publish",
  "announce",
]);

/** Of a yanked release nothing more is let out or told. */
export function onYankedBoard({ command }: Said, { seen }: Pick<Sight, "seen">): Judgement | undefined {
  return memoryOf(seen).yank !== undefined && FORWARD.has(command) ? refused({ is: "yanked" }) : undefined;
}
