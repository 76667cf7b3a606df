import { expect } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Told } from "../stories/stage.ts";

/** All that a release of 5.0.0 does, once, whatever happens to it on the way. */
export const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

/** What a refused `/approve pypi` of a release leaves behind. */
export const NOTHING: readonly string[] = [];

/** The board of a tag; waits for it. */
export function boardOf({ repo, until }: Told, tag: string): Promise<Issue> {
  return until(`a board of ${tag}`, () =>
    repo.issues().find(({ title, author }) => author.type === "Bot" && title.endsWith(` ${tag}`)),
  );
}

/** Waits until a board says this. */
export function says({ until }: Told, board: Issue, words: string): Promise<unknown> {
  return until(`"${words}" on the board`, () => board.body?.includes(words));
}

/** Comments on a board, and waits until the app has closed the comment with this reaction. */
export async function answered(
  { repo, marks, until }: Told,
  { board, by, text }: { readonly board: Issue; readonly by: string; readonly text: string },
  mark: "rocket" | "confused",
): Promise<Comment> {
  const comment = repo.comment(board.number, by, text);
  await until(
    `an answer to ${text}`,
    () => marks(comment).includes("rocket") || marks(comment).includes("confused"),
  );
  expect(marks(comment), text).toContain(mark);
  return comment;
}

/** Approves `pypi`, and conducts the release to its end. */
export async function toTheEnd(told: Told, board: Issue): Promise<void> {
  told.say(told.people.maintainer, "/approve pypi");
  await finish(told, board);
}

/** Publishes what is drafted, and waits until the board is closed. */
export async function finish({ repo, people, ask, until }: Told, board: Issue): Promise<void> {
  await until("a draft with its asset", () => repo.releases().find(({ assets }) => assets.length > 0));
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  await until("the board closed", () => board.state === "closed");
}
