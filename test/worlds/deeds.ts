import type { Comment } from "../../src/sandbox/github/comments.ts";
import { PEOPLE, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { boardOf, MINUTE, markUnder, pause, type Town, tagOf } from "./town.ts";

/** Unanswered for so long, people say it once more. */
export const PATIENCE = 30 * MINUTE;

/** What people write into a draft. */
export const GREETING = "Hello.";

/** Deletes the tag. */
export function deleteTag(town: Town): void {
  town.project.repo.deleteTag(tagOf(town), PEOPLE.writer);
  town.tagged = undefined;
  town.note(`${PEOPLE.writer} deletes the tag`);
}

/** Pushes the tag to the head of the branch, by force when it is there already. */
export function tag(town: Town): void {
  const { project, script, note } = town;
  const annotated = script.annotated ? { annotated: { message: `${tagOf(town)} again` } } : {};
  const { commit } = project.repo.pushTag(tagOf(town), { by: PEOPLE.writer, ...annotated });
  town.tagged = { commit };
  note(`${PEOPLE.writer} pushes ${tagOf(town)} at ${commit.slice(0, 7)} (${versionAt(town, commit)})`);
}

function versionAt({ project }: Town, commit: string): string {
  return project.repo.file(commit, VERSION_FILE)?.trim() ?? "no version file";
}

/** Says something on the board; patient people wait until it is answered. */
export async function say(town: Town, by: string, text: string): Promise<Comment | undefined> {
  const board = boardOf(town);
  if (board === undefined) {
    return undefined;
  }
  const comment = town.project.repo.comment(board.number, by, text);
  town.said.push({ by, text, at: town.clock.now(), comment });
  town.note(`${by} says ${JSON.stringify(text)} (${comment.id})`);
  if (town.script.patient && text.startsWith("/")) {
    await answerTo(town, comment);
  }
  return comment;
}

/** Waits until a comment is answered, as long as people wait for anything. */
export async function answerTo(town: Town, comment: Comment): Promise<void> {
  const latest = town.clock.now() + PATIENCE;
  const isOpen = () => !comment.deleted && !["done", "refused"].includes(markUnder(comment));
  while (town.clock.now() < latest && isOpen()) {
    await pause(town, 10_000);
  }
}

/** What a person has closed, also where the board asked for it, a person opens again: what is said on it counts no more. */
export function reopen(town: Town): void {
  const board = boardOf(town);
  if (board?.state === "closed" && board.closedBy?.type !== "Bot") {
    town.project.repo.reopenIssue(board.number, PEOPLE.maintainer);
    town.note(`${PEOPLE.maintainer} reopens the board`);
  }
}
