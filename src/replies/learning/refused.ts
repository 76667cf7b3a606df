import { commandsIn } from "../../commands/parse.ts";
import { isByAPerson } from "../../commands/person-rules.ts";
import type { Said } from "../../release/answer.ts";
import { given } from "../../release/fact.ts";
import type { Comment, Snapshot } from "../../release/snapshot.ts";

/** A command that was refused, and why as the app's reply has it; absent where that is gone or of an earlier version. */
export type RefusedSaid = { readonly said: Said; readonly why?: string };

/** Everything on the board that was refused, in the order in which it was said. */
export function refusedSaid(seen: Snapshot): readonly RefusedSaid[] {
  return (given(seen.comments) ?? [])
    .filter(isByAPerson)
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .flatMap((comment) => refusedIn(comment, seen));
}

/** Which commands of a comment were refused: all of them, where no reply says which. */
export function refusedIn(comment: Comment, seen: Snapshot): readonly RefusedSaid[] {
  if (comment.outcome !== "refused") {
    return [];
  }
  const reply = (given(seen.comments) ?? []).find(({ answers }) => answers === comment.id);
  const said = commandsIn(comment);
  if (reply?.refuses === undefined) {
    return said.map((one) => ({ said: one }));
  }
  return reply.refuses.flatMap(({ position, why }) =>
    said.filter((one) => one.position === position).map((one) => ({ said: one, why })),
  );
}
