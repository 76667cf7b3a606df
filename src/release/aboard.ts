import { given } from "./fact.ts";
import type { Memory } from "./memory.ts";
import { placeOf } from "./neighbour.ts";
import type { Board, Comment, Snapshot } from "./snapshot.ts";

/** What the marker of a comment calls it that is a board: never what an issue's is called, whoever copies it there. */
export const BOARD_COMMENT = "board-comment";

/** Several releases on one board, as one of them sees it. */
export type Aboard = {
  readonly own: string;
  /** The release whose board the issue's body is; the others' boards are comments there. */
  readonly lead: string;
  /** All of them, the lead first. */
  readonly tags: readonly string[];
  /** The number of the comment that was the first such board: what was said before it was about the lead. */
  readonly since: number;
  /** The number of the comment that is the own board; absent for the lead, and until it is there. */
  readonly from?: number;
};

/** The board of a release that is a comment on another's. */
export type BoardComment = {
  readonly tag: string;
  readonly comment: number;
  readonly url: string;
  readonly finished: boolean;
  /** In a few words, without a full stop. */
  readonly state: string;
  readonly memory: Memory;
};

/** A release beside this one on its board, and what it remembers. */
export type Mate = {
  readonly tag: string;
  readonly finished: boolean;
  readonly memory: Memory;
  /** Of those whose board is a comment. */
  readonly board?: BoardComment;
};

/** Who is on the board, where there are several. A comment that was deleted takes nobody off: the lead remembers. */
export function aboardOf(
  own: string,
  board: Board,
  comments: readonly Pick<BoardComment, "tag" | "comment">[],
): Aboard | undefined {
  const lead = board.lead?.tag ?? own;
  const remembered = (board.lead?.memory ?? board.memory).sisters ?? [];
  const self = board.comment === undefined ? [] : [{ tag: own, comment: board.comment }];
  const sisters = [...remembered, ...comments, ...self].filter(({ tag }) => tag !== lead);
  return sisters.length === 0
    ? undefined
    : {
        own,
        lead,
        tags: [...new Set([lead, ...sisters.map(({ tag }) => tag).toSorted()])],
        since: Math.min(...sisters.map(({ comment }) => comment)),
        ...(board.comment === undefined ? {} : { from: board.comment }),
      };
}

/** The same of a snapshot; also of a release that is about to join another's board. */
export function aboard(seen: Snapshot): Aboard | undefined {
  const own = seen.key.tag;
  const board = given(seen.board);
  if (board !== undefined) {
    return aboardOf(own, board, boardsIn(seen));
  }
  const place = seen.board.is === "absent" ? placeOf(seen) : undefined;
  return place?.is === "join"
    ? { own, lead: place.tag, tags: [place.tag, own], since: Number.POSITIVE_INFINITY }
    : undefined;
}

/** The tag of the release on whose board this one is, where it is not its own. */
export function leadOf(seen: Snapshot): string | undefined {
  const on = aboard(seen);
  return on === undefined || on.lead === on.own ? undefined : on.lead;
}

/**
 * Whether the release's board was another comment once: that was deleted or made unreadable, and what it remembered is
 * lost with it. The lead noted which it was.
 */
export function isReplacement(seen: Snapshot): boolean {
  const board = given(seen.board);
  if (board === undefined) {
    const place = seen.board.is === "absent" ? placeOf(seen) : undefined;
    return place?.is === "join" && place.board === seen.knownBoard;
  }
  const noted = (board.lead?.memory.sisters ?? []).find(({ tag }) => tag === seen.key.tag);
  return board.comment !== undefined && noted !== undefined && noted.comment !== board.comment;
}

/** The other releases on the board. */
export function mates(seen: Snapshot): readonly Mate[] {
  const lead = given(seen.board)?.lead;
  const sisters = boardsIn(seen).filter(({ tag }) => tag !== seen.key.tag && tag !== lead?.tag);
  return [
    ...(lead === undefined ? [] : [{ ...lead, finished: false }]),
    ...sisters.map((board) => ({ tag: board.tag, finished: board.finished, memory: board.memory, board })),
  ];
}

/** What the lead remembers of those that have come on its board, in the order in which they came. */
export function sistersOf(seen: Snapshot): NonNullable<Memory["sisters"]> {
  const board = given(seen.board);
  if (board === undefined || board.lead !== undefined) {
    return [];
  }
  const known = board.memory.sisters ?? [];
  const news = boardsIn(seen).filter(
    ({ tag }) => tag !== seen.key.tag && !known.some((one) => one.tag === tag),
  );
  return [...known, ...news.map(({ tag, comment }) => ({ tag, comment }))];
}

/** Of several comments of one release the first is its board. */
function boardsIn(seen: Snapshot): readonly BoardComment[] {
  const all = (given(seen.comments) ?? []).flatMap((comment: Comment) => comment.board ?? []);
  return all.filter((one, index) => all.findIndex(({ tag }) => tag === one.tag) === index);
}
