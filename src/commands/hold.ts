import type { Said } from "../release/answer.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { gateState, gatesOf } from "../release/gate.ts";
import type { Change } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isForAll } from "./address.ts";
import { accepted, acceptedWith, type Command, done, type Judgement, looking, refused } from "./command.ts";
import { isHeldByAll } from "./held-by-all.ts";
import { reasonIn } from "./reason.ts";

/** `/hold [reason]`: remembered on the board, so that it stands whatever becomes of the comment. */
export const hold: Command = {
  name: "hold",
  usage: "/hold [reason]",
  example: "/hold waiting for the fix of the installer",
  who: "triage",
  effect: "nothing irreversible happens while the hold stands",
  judge(said, { seen }, by) {
    const board = given(seen.board);
    if (board === undefined) {
      return looking([]);
    }
    if (!stands(seen, said, by.login)) {
      return acceptedWith({ do: "remember", board: board.number, change: holdOf(said) });
    }
    return isHeldByAll(seen, said) ? unlessTooLate(seen) : accepted;
  },
};

/** As this hold, or as one no older of the same person, which has taken its place. */
function stands(seen: Snapshot, { comment }: Said, by: string): boolean {
  return memoryOf(seen).holds.some(
    (one) => one.comment === comment.id || (one.by === by && one.at >= comment.createdAt),
  );
}

/** What a gate has let out no hold brings back; ending its run may still help. */
function unlessTooLate(seen: Snapshot): Judgement {
  const gates = gatesOf(seen)
    .map(({ name }) => name)
    .filter((name) => gateState(seen, name).is === "open");
  return gates.length === 0 ? done : { answer: { is: "told", what: "too-late", gates } };
}

/** The hold that somebody's word is, as the board remembers it. */
export function holdOf(said: Said): Extract<Change, { readonly to: "hold" }> {
  const { words, comment } = said;
  const reason = words.length === 0 ? {} : { reason: reasonIn(said) };
  const by = comment.author?.login ?? "";
  const hold = { by, comment: comment.id, at: comment.createdAt, ...reason };
  const isHeard = comment.aboard !== undefined && isForAll(said, comment.aboard);
  return { to: "hold", hold, ...(isHeard ? { heard: comment.id } : {}) };
}

/** The refusal of whatever can't be undone, while a hold stands. */
export function heldBack(seen: Snapshot): Judgement | undefined {
  const [first] = memoryOf(seen).holds;
  return first === undefined
    ? undefined
    : refused({ is: "held", by: first.by, ...(first.reason === undefined ? {} : { reason: first.reason }) });
}
