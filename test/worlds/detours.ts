import type { Comment } from "../../src/sandbox/github/comments.ts";
import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { answerTo, deleteTag, reopen, say, tag } from "./deeds.ts";
import { unhold } from "./insist.ts";
import { boardOf, MINUTE, markUnder, pause, type Town, tagOf } from "./town.ts";

/** Ways round that a release takes and comes back from: the end is as if it had gone straight on. */

/** Whoever hears nothing asks again, so many times. */
const MOST_ASKED = 5;

/** How long people wait for what is to follow from an answer. */
const LONGEST_WAIT = 60 * MINUTE;

/** Somebody asks on another issue for a release that is under way. */
export async function askForRelease(town: Town): Promise<void> {
  await ask(town, `/release ${tagOf(town)}`);
}

/** Somebody asks on another issue for a build of what is on the branch. */
export async function askForBuild(town: Town): Promise<void> {
  await ask(town, "/build main");
}

/** On an issue of its own; whoever hears nothing says it again. */
async function ask(town: Town, text: string): Promise<void> {
  const { repo } = town.project;
  const { number } = repo.openIssue({ title: "What about this?", by: PEOPLE.outsider });
  for (let times = 0; times < MOST_ASKED; times += 1) {
    const comment = repo.comment(number, PEOPLE.otherMaintainer, text);
    town.said.push({ by: PEOPLE.otherMaintainer, text, at: town.clock.now(), comment });
    town.note(`${PEOPLE.otherMaintainer} says ${JSON.stringify(text)} on issue ${number} (${comment.id})`);
    await answerTo(town, comment);
    if (markUnder(comment) !== "none") {
      return;
    }
  }
}

/** Somebody closes the board, and opens it again. */
export async function closeAndReopen(town: Town): Promise<void> {
  const board = boardOf(town);
  if (board === undefined) {
    return;
  }
  town.project.repo.closeIssue(board.number, PEOPLE.maintainer);
  town.note(`${PEOPLE.maintainer} closes the board`);
  await pause(town, town.chance.between(5, 900) * 1000);
  town.project.repo.reopenIssue(board.number, PEOPLE.otherMaintainer);
  town.note(`${PEOPLE.otherMaintainer} reopens the board`);
}

/** The tag is deleted, the release given up, and then it is tagged after all. */
export async function withdraw(town: Town): Promise<void> {
  await unhold(town);
  deleteTag(town);
  await pause(town, town.chance.between(5, 300) * 1000);
  await untilSo(town, "/cancel", () => boardOf(town)?.state === "closed");
  await pause(town, town.chance.between(0, 10) * MINUTE);
  tag(town);
  await wait(town, () => boardOf(town)?.state === "open");
}

/** What was published is bad: somebody says so, and its owner yanks it on the index. */
export async function yank(town: Town): Promise<void> {
  reopen(town);
  const isNoted = () =>
    town.said.some(({ text, comment }) => text.startsWith("/yank") && markUnder(comment) === "done");
  await untilSo(town, "/yank the wheel has no front end", isNoted);
  town.project.pypi.yank(town.project.distribution, town.script.version, "no front end");
  town.note("the version is yanked on pypi");
  await wait(town, () => boardOf(town)?.state === "closed");
}

/** Says it on the board until it is so. */
async function untilSo(town: Town, text: string, isSo: () => boolean): Promise<void> {
  for (let times = 0; times < MOST_ASKED && !isSo(); times += 1) {
    const comment = await say(town, PEOPLE.maintainer, text);
    await wait(town, () => isSo() || isRefused(comment));
  }
}

function isRefused(comment: Comment | undefined): boolean {
  return comment === undefined || markUnder(comment) === "refused";
}

async function wait(town: Town, isSo: () => boolean): Promise<void> {
  const latest = town.clock.now() + LONGEST_WAIT;
  while (town.clock.now() < latest && !isSo()) {
    await pause(town, 10_000);
  }
}
