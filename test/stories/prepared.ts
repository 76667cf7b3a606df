import type { Issue } from "../../src/sandbox/github/issues.ts";
import { MINUTE, type Told } from "./stage.ts";

/** Opens the board of a release to come, from an issue where people talk of it, and waits until it says what it knows. */
export async function prepared({ repo, people, until, pass }: Told, tag: string): Promise<Issue> {
  const issue = repo.openIssue({ title: "What is left?", by: people.writer });
  repo.comment(issue.number, people.maintainer, `/prepare ${tag}`);
  const board = await until("the board", () => repo.issues().find(({ title }) => title === `Release ${tag}`));
  await until("the board written", () => (board.body ?? "").includes("### Before the tag"));
  await pass(MINUTE);
  return board;
}
