import type { TakeUpRelease } from "../release/action.ts";
import { emptyMemory } from "../release/memory.ts";
import { takingUpText } from "../replies/preparing.ts";
import { openBoardOf } from "./board.ts";
import type { Executor } from "./hands.ts";

/** Opens the board of a tag that is there already; its own conduct writes it out. */
export const takeUpRelease: Executor<TakeUpRelease> = async (hands, { tag, labels, takenUp }) => {
  const memory = { ...emptyMemory, takenUp };
  return { result: { prepared: await openBoardOf(hands, { tag, labels, memory, text: takingUpText(tag) }) } };
};
