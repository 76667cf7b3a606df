import { type Mate, mates } from "../release/aboard.ts";
import type { Said } from "../release/answer.ts";
import { MINUTE } from "../release/instant.ts";
import type { Memory } from "../release/memory.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { isForAll } from "./address.ts";

/** A release that does not take a hold over for so long is waited for no more: it will, once it is looked at. */
const PATIENCE = 5 * MINUTE;

/** Whether the others on the board have taken a hold over: only then it is answered. */
export function isHeldByAll(seen: Snapshot, said: Said): boolean {
  const { comment } = said;
  const { aboard } = comment;
  return (
    aboard === undefined ||
    !isForAll(said, aboard) ||
    seen.now - comment.createdAt > PATIENCE ||
    mates(seen).every((mate) => mate.finished || joinedAfter(mate, comment) || hasHeard(mate.memory, comment))
  );
}

function joinedAfter({ board }: Mate, { id }: Comment): boolean {
  return board !== undefined && board.comment > id;
}

function hasHeard({ heard = 0, holds }: Memory, { id }: Comment): boolean {
  return heard >= id || holds.some(({ comment }) => comment === id);
}
