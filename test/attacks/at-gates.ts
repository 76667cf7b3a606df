import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import type { Told } from "../stories/stage.ts";

/** Tags 5.0.0, and waits until its run stands at both gates. */
export async function toGates({
  tagRelease,
  board,
  atGates,
}: Told): Promise<{ readonly issue: Issue; readonly run: Run }> {
  tagRelease();
  const issue = await board();
  const run = await atGates("testpypi", "pypi");
  return { issue, run };
}

/** Moves the tag to a commit of its own. */
export function moveTag({ repo, people, setVersion }: Told): string {
  const sha = setVersion("5.0.0", "Fix the installer");
  repo.pushTag("v5.0.0", { sha, by: people.writer });
  return sha;
}

/** Approves `pypi`, as the first of several who have to, and waits until that counts. */
export async function firstOfTwo({ say, people, until }: Told, issue: Issue): Promise<void> {
  say(people.maintainer, "/approve pypi");
  await until("the first approval counted", () => issue.body?.includes("1 of 2"));
}

/** A commit as the app abbreviates it. */
export function short(sha: string): string {
  return sha.slice(0, 7);
}

/** From now on none but these events reach the app; without any, none at all. */
export function deaf({ sandbox }: Told, but: readonly string[] = []): void {
  sandbox.deliveries.only(but);
}
