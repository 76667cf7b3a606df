import { commandsIn } from "../../commands/parse.ts";
import { isByAPerson } from "../../commands/person-rules.ts";
import { releaseRun } from "../../release/attempt.ts";
import { given } from "../../release/fact.ts";
import type { Interval } from "../../release/interval.ts";
import type { Comment, Snapshot } from "../../release/snapshot.ts";
import { refusedIn } from "./refused.ts";

/** The times in which somebody's `/hold` stood, in this attempt: one of which the comment is gone is not known. */
export function holdsOf(seen: Snapshot): readonly Interval[] {
  const began = releaseRun(seen)?.createdAt ?? 0;
  const said = (given(seen.comments) ?? [])
    .filter((comment) => comment.createdAt >= began && isByAPerson(comment) && comment.outcome !== undefined)
    .flatMap((comment) => countedIn(comment, seen).map((command) => ({ command, at: comment.createdAt })))
    .toSorted((a, b) => a.at - b.at);
  const holds: Interval[] = [];
  let since: number | undefined;
  for (const { command, at } of said) {
    if (command === "hold") {
      since ??= at;
    }
    if (command === "unhold" && since !== undefined) {
      holds.push({ from: since, to: at });
      since = undefined;
    }
  }
  return holds;
}

function countedIn(comment: Comment, seen: Snapshot): readonly (string | undefined)[] {
  const refused = refusedIn(comment, seen).map(({ said }) => said);
  return commandsIn(comment)
    .filter((said) => !refused.includes(said))
    .map(({ command }) => command);
}
