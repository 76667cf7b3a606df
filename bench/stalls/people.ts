import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { say, tag } from "../../test/worlds/deeds.ts";
import { boardOf, isPending, markUnder, momentOf, pause, runOf, type Town } from "../../test/worlds/town.ts";

/** People in a hurry look at GitHub's pages this often, in milliseconds. */
const GLANCE = 700;
/** Refused or unanswered for so long, they say it again. */
const REFUSED = 3_000;
const UNANSWERED = 45_000;

/** Lives through one release on the real clock, until its board is closed or time is up. False: it was never done. */
export async function release(town: Town, latest: number): Promise<boolean> {
  town.project.setVersion(town.script.version);
  tag(town);
  while (town.clock.now() < latest) {
    const moment = momentOf(town);
    if (moment === "over" && isAnswered(town)) return true;
    if (moment === "gates") await approve(town);
    if (moment === "drafted") await insist(town, "/publish");
    if (moment === "announcing") await lookIntoTheChannel(town);
    await pause(town, GLANCE);
  }
  return false;
}

/** Who asked on a board that was closed meanwhile has an answer, too. */
function isAnswered({ said }: Town): boolean {
  const last = said.at(-1);
  return last === undefined || markUnder(last.comment) !== "none";
}

async function approve(town: Town): Promise<void> {
  const run = runOf(town);
  if (run !== undefined && isPending(town, run, "testpypi")) await insist(town, "/approve testpypi");
  else await insist(town, "/approve pypi");
}

/** Where the board asks whether the post was made, somebody looks and says what the board names. */
async function lookIntoTheChannel(town: Town): Promise<void> {
  const board = boardOf(town);
  if (!/it is unclear whether it was made/.test(board?.body ?? "") || board === undefined) return;
  if (town.project.discord.messages.length === 0) return insist(town, "/announce");
  town.project.repo.closeIssue(board.number, PEOPLE.maintainer);
}

async function insist(town: Town, text: string): Promise<void> {
  const last = town.said.findLast((one) => one.text === text);
  if (last !== undefined) {
    const waited = town.clock.now() - last.at;
    const mark = markUnder(last.comment);
    if (mark === "refused" ? waited < REFUSED : waited < UNANSWERED) return;
  }
  await say(town, PEOPLE.maintainer, text);
}
