import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { answerTo, deleteTag, GREETING, PATIENCE, say, tag } from "./deeds.ts";
import { askForBuild, askForRelease, closeAndReopen, withdraw, yank } from "./detours.ts";
import type { Incident } from "./script.ts";
import { MINUTE, pause, releaseOf, runOf, type Town } from "./town.ts";

const { maintainer, otherMaintainer, writer, triager, outsider } = PEOPLE;

/** How long the project builds. */
const BUILD_TIME = 2 * MINUTE;

/** What the commit says to which a tag is moved. */
export const FIX = "Fix what was found";

/** One for every incident of the scripts. */
const INCIDENTS: { readonly [I in Incident]: (town: Town) => Promise<unknown> } = {
  "premature approval": (town) => say(town, maintainer, "/approve pypi"),
  "outsider approves": (town) => say(town, outsider, "/approve pypi"),
  "outsider shouts": async (town) => {
    await say(town, outsider, "/ship it now");
    await say(town, outsider, "Why not?\n\n/publish");
  },
  "outsider publishes": (town) => say(town, outsider, "/publish"),
  "writer approves": (town) => say(town, writer, "/approve pypi"),
  "approval edited": async (town) => {
    const comment = await say(town, maintainer, "I will try it.");
    if (comment !== undefined) {
      town.project.repo.editComment(comment.id, "/approve pypi", maintainer);
      town.note(`${maintainer} edits ${comment.id} to "/approve pypi"`);
    }
  },
  "approval deleted": async (town) => {
    const comment = await say(town, otherMaintainer, "/approve pypi");
    await pause(town, town.chance.between(0, 20) * 1000);
    takeBack(town, comment?.id);
  },
  "approval a moment too early": async (town) => {
    await untilBuilt(town);
    await say(town, maintainer, "/approve pypi");
  },
  "approval taken back while the app looks": (town) =>
    approveAnd(town, /^POST \/graphql$/, () => takeBack(town, town.said.at(-1)?.comment.id)),
  "tag moved while the app looks": (town) => approveAnd(town, /^GET .*\/deployments$/, () => moveTag(town)),
  "approval held": async (town) => {
    await say(town, maintainer, "/approve pypi");
    await hold(town);
  },
  "approval quoted": (town) =>
    say(town, maintainer, "> /approve pypi\n\n```\n/approve pypi\n```\n\nNot yet: - /approve pypi"),
  "publish deleted": async (town) => {
    const comment = await say(town, maintainer, "/publish");
    takeBack(town, comment?.id);
  },
  "premature publish": (town) => say(town, otherMaintainer, "/publish"),
  "approved too late": (town) => say(town, maintainer, "/approve pypi"),
  "release asked for": askForRelease,
  "build asked for": askForBuild,
  "board closed and reopened": closeAndReopen,
  withdrawn: withdraw,
  yanked: yank,
  "resume asked": (town) => say(town, writer, "/resume"),
  "status asked": (town) => say(town, triager, "/status"),
  "help asked": (town) => say(town, writer, "/help"),
  "words mistyped": (town) => say(town, maintainer, "/aprove pypi"),
  talk: (town) => say(town, otherMaintainer, "Looks good so far. I would say /approve soon."),
  held: hold,
  rejected: (town) => say(town, maintainer, "/reject pypi the wheel has no front end"),
  cancelled: (town) => say(town, maintainer, "/cancel"),
  "tag moved": async (town) => moveTag(town),
  "tag recreated": async (town) => {
    deleteTag(town);
    await pause(town, town.chance.between(5, 300) * 1000);
    tag(town);
  },
  "draft edited": async (town) => {
    const release = releaseOf(town);
    if (release !== undefined) {
      town.project.repo.editRelease(release.id, { body: `${GREETING}\n\n${release.body}` }, writer);
      town.note(`${writer} edits the draft`);
    }
  },
  "notes deleted and asked for": async (town) => {
    const release = releaseOf(town);
    if (release !== undefined) {
      town.project.repo.editRelease(release.id, { body: GREETING }, writer);
      town.note(`${writer} deletes the notes`);
      await answered(town, say(town, writer, "/notes"));
    }
  },
};

/** Lets an incident of the script happen. */
export async function happen(town: Town, incident: Incident): Promise<void> {
  town.note(`— ${incident}`);
  town.happened.push(incident);
  await INCIDENTS[incident](town);
}

/** Whoever holds a release back makes sure that it is heard. */
async function hold(town: Town): Promise<void> {
  const comment = await say(town, triager, "/hold the installer crashes");
  if (comment !== undefined) {
    await answerTo(town, comment);
  }
  await pause(town, town.chance.between(0, 3) * MINUTE);
}

function moveTag(town: Town): void {
  town.project.repo.commit({
    files: { "fix.txt": String(town.clock.now()) },
    message: FIX,
    author: { login: writer },
  });
  tag(town);
}

/** Says the last word that a gate lacks, and does something in the very moment in which the app has read what the pattern tells. */
async function approveAnd(town: Town, read: RegExp, deed: () => void): Promise<void> {
  if (town.script.smokeTested) {
    await answered(town, say(town, triager, "/tested linux ok"));
  }
  if (town.script.approvals === 2) {
    await answered(town, say(town, otherMaintainer, "/approve pypi"));
  }
  let isDone = false;
  const once = () => {
    stop();
    if (!isDone) {
      isDone = true;
      deed();
    }
  };
  const stop = town.project.sandbox.faults.intercept(({ when, method, path }) => {
    if (when === "after" && read.test(`${method} ${path}`)) {
      once();
    }
    return undefined;
  });
  await say(town, maintainer, "/approve pypi");
  const latest = town.clock.now() + PATIENCE;
  while (!isDone && town.clock.now() < latest) {
    await pause(town, 1000);
  }
  once();
}

async function answered(town: Town, saying: ReturnType<typeof say>): Promise<void> {
  const comment = await saying;
  if (comment !== undefined) {
    await answerTo(town, comment);
  }
}

/** A moment before the build ends, and with it the way to the gates is free. */
async function untilBuilt(town: Town): Promise<void> {
  const run = runOf(town);
  const build = run && town.project.repo.jobs(run).findLast(({ name }) => name.startsWith("build"));
  if (build?.status === "in_progress") {
    await town.clock.sleepUntil(build.startedAt + BUILD_TIME - 2000);
  }
}

function takeBack(town: Town, comment: number | undefined): void {
  if (comment !== undefined) {
    town.project.repo.deleteComment(comment, otherMaintainer);
    town.note(`${otherMaintainer} deletes ${comment}`);
  }
}
