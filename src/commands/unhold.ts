import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { acceptedWith, type Command, done, looking, refused } from "./command.ts";

/** `/unhold`: lifts every hold said before it. */
export const unhold: Command = {
  name: "unhold",
  usage: "/unhold",
  example: "/unhold",
  who: "maintain",
  effect: "lifts every hold",
  judge(said, { seen }) {
    const { createdAt, claimed } = said.comment;
    const board = given(seen.board);
    if (board === undefined) {
      return looking([]);
    }
    if (memoryOf(seen).holds.some((one) => one.at <= createdAt)) {
      const change = { to: "unhold", until: createdAt } as const;
      return acceptedWith({ do: "remember", board: board.number, change });
    }
    return claimed ? done : refused({ is: "nothing-held" });
  },
};
