import type { Comment } from "../../src/sandbox/github/comments.ts";
import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { answerTo, say, tag } from "./deeds.ts";
import { happen } from "./incidents.ts";
import { insist, unhold } from "./insist.ts";
import { befall, type Mishap } from "./mishaps.ts";
import type { Script } from "./script.ts";
import {
  boardOf,
  isPending,
  MINUTE,
  markUnder,
  momentOf,
  pause,
  publishJob,
  runOf,
  type Town,
  tagOf,
} from "./town.ts";

/** Longer than this nobody waits for a release. */
const DEADLINE = 24 * 60 * MINUTE;

/** Who hears nothing of a request asks again, so many times. */
const MOST_ASKED = 5;

/** Whoever says more than this has lost their temper. */
const MOST_COMMENTS = 80;

/**
 * People and CI live through a release: they look at GitHub now and then, and say what is needed until it is done.
 * What their script has in store for them comes before what is sensible. False when it was never done.
 */
export async function live(town: Town): Promise<boolean> {
  const latest = town.clock.now() + DEADLINE;
  const ahead = [...town.script.incidents];
  await begin(town);
  while (town.clock.now() < latest && town.said.length < MOST_COMMENTS) {
    const happens = nextEvent(town, ahead);
    if (happens !== undefined) {
      await happens();
    } else if (momentOf(town) === "over") {
      return asksAgain(town);
    } else {
      await beSensible(town);
    }
    await pause(town, town.chance.between(15, 40) * 1000);
  }
  return false;
}

/** What is in store at this moment, taken from what is ahead: the script's incidents, and after them the mishap. */
function nextEvent(town: Town, ahead: Script["incidents"][number][]): (() => Promise<void>) | undefined {
  const moment = momentOf(town);
  const next = ahead.findIndex((incident) => incident.at === moment);
  const { mishap } = town;
  // What is over is first half finished again: of what is yanked `/resume` completes nothing.
  if (mishap?.at === moment && (next === -1 || moment === "over")) {
    return () => meet(town, mishap);
  }
  const [incident] = next === -1 ? [] : ahead.splice(next, 1);
  return incident && (() => happen(town, incident.is));
}

/** What people do past the app they do once the rehearsal index has what it is to have: after the release it gets nothing. */
async function meet(town: Town, mishap: Mishap): Promise<void> {
  if (mishap.at === "drafted" && !(await prepared(town))) {
    return;
  }
  town.mishap = undefined;
  await befall(town, mishap);
}

/** Who asks on a closed board and hears nothing asks again: nobody looks at it any more unless told. */
async function asksAgain(town: Town): Promise<boolean> {
  const last = town.said.findLast(({ comment }) => boardOf(town)?.comments.includes(comment));
  if (last === undefined || !last.text.startsWith("/") || last.by === PEOPLE.outsider) {
    return true;
  }
  let comment: Comment | undefined = last.comment;
  for (let times = 0; comment !== undefined && times < 4; times += 1) {
    await answerTo(town, comment);
    if (markUnder(comment) !== "none" || comment.deleted) {
      return true;
    }
    comment = await say(town, last.by, last.text);
  }
  return false;
}

/** Somebody asks on an issue for the board of the release to come, and calls those who are still at work for it. */
async function prepare(town: Town): Promise<void> {
  const { repo } = town.project;
  const { number } = repo.openIssue({ title: "The next release", by: PEOPLE.writer });
  for (let times = 0; times < MOST_ASKED && boardOf(town) === undefined; times += 1) {
    const request = `/prepare ${tagOf(town)}`;
    town.note(`${PEOPLE.maintainer} says "${request}" on issue ${number}`);
    await answerTo(town, repo.comment(number, PEOPLE.maintainer, request));
  }
  await say(town, PEOPLE.writer, "/call-out");
}

/** The tests are told how often to fail; then the tag is pushed, with the right version or without. */
async function begin(town: Town): Promise<void> {
  const { script, project } = town;
  for (let time = 0; time < script.flakyTests; time += 1) {
    project.repo.outcome("tests", "failure");
  }
  if (script.flakyPublish) {
    project.repo.outcome("publish-pypi", "failure");
  }
  if (script.prepared) {
    await prepare(town);
  }
  project.pypi.lag({ jsonSeconds: script.indexLag, simpleSeconds: script.indexLag });
  if (!script.mismatch) {
    project.setVersion(script.version);
    tag(town);
    return;
  }
  project.setVersion("4.9.9", "Forget the version");
  tag(town);
  const latest = town.clock.now() + DEADLINE;
  while (boardOf(town) === undefined && town.clock.now() < latest) {
    await pause(town, MINUTE);
  }
  await pause(town, town.chance.between(0, 10) * MINUTE);
  project.setVersion(script.version);
  tag(town);
}

/** The next sensible thing, if there is one. */
async function beSensible(town: Town): Promise<void> {
  switch (momentOf(town)) {
    case "failed":
      return (await unhold(town)) ? undefined : retry(town);
    case "stuck":
      return (await unhold(town)) ? undefined : insist(town, PEOPLE.maintainer, "/cancel");
    case "gates":
      return (await prepared(town)) ? approve(town) : undefined;
    case "drafted":
      return (await prepared(town)) ? insist(town, PEOPLE.otherMaintainer, "/publish") : undefined;
    case "announcing":
      return (await unhold(town)) ? undefined : lookIntoTheChannel(town);
    case "untagged":
    case "no board":
    case "checks":
    case "publishing":
    case "drafting":
    case "over":
      return undefined;
  }
}

async function retry(town: Town): Promise<void> {
  const run = runOf(town);
  if (run === undefined) {
    return;
  }
  if (town.script.retriedBy === "command") {
    return insist(town, PEOPLE.writer, "/retry");
  }
  town.project.repo.rerunFailed(run, PEOPLE.writer);
  town.note(`${PEOPLE.writer} re-runs the failed jobs of run ${run.id}`);
}

/** Nobody holds the release, and the rehearsal index has what it is to have. */
async function prepared(town: Town): Promise<boolean> {
  const { testpypi } = town.script;
  const run = runOf(town);
  if (run === undefined || (await unhold(town))) {
    return false;
  }
  if (testpypi !== "left" && isPending(town, run, "testpypi")) {
    await insist(town, PEOPLE.maintainer, testpypi === "approved" ? "/approve testpypi" : "/reject testpypi");
    return false;
  }
  return testpypi === "left" || publishJob(town, run, "testpypi")?.status === "completed";
}

async function approve(town: Town): Promise<void> {
  const { approvals, smokeTested } = town.script;
  if (smokeTested) {
    await insist(town, PEOPLE.triager, "/tested linux ok");
  }
  await insist(town, PEOPLE.maintainer, "/approve pypi");
  if (approvals === 2) {
    await insist(town, PEOPLE.otherMaintainer, "/approve pypi");
  }
}

/** Where the board asks whether the post was made, somebody looks, and does what the board says. */
async function lookIntoTheChannel(town: Town): Promise<void> {
  const board = boardOf(town);
  if (board === undefined || !/it is unclear whether it was made/.test(board.body ?? "")) {
    return;
  }
  if (town.project.discord.messages.length === 0) {
    return insist(town, PEOPLE.writer, "/announce");
  }
  town.project.repo.closeIssue(board.number, PEOPLE.maintainer);
  town.note(`${PEOPLE.maintainer} closes the board: the post is there`);
}
