import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { PATIENCE, say } from "./deeds.ts";
import { MINUTE, markUnder, runOf, type Town } from "./town.ts";

/**
 * Says it unless it was said at this attempt of the run and still stands. Said again when it was refused, was
 * taken back, or nobody has answered for long.
 */
export async function insist(town: Town, by: string, text: string): Promise<void> {
  const since = runOf(town)?.startedAt ?? 0;
  const last = town.said.findLast((one) => one.by === by && one.text === text && one.at >= since);
  if (last === undefined) {
    await say(town, by, text);
    return;
  }
  const waited = town.clock.now() - last.at;
  const gone = last.comment.deleted || last.comment.lastEditedAt !== null;
  const refused = gone || markUnder(last.comment) === "refused";
  if (waited > (refused ? MINUTE : PATIENCE)) {
    await say(town, by, text);
  }
}

/** Lifts the hold that somebody has put on the release; nobody lifts one twice. */
export async function unhold(town: Town): Promise<boolean> {
  const answered = (word: string) =>
    town.said.findLastIndex(({ text, comment }) => text.startsWith(word) && markUnder(comment) !== "none");
  const stands = answered("/hold") > answered("/unhold");
  if (stands) {
    await insist(town, PEOPLE.maintainer, "/unhold");
  }
  return stands;
}
