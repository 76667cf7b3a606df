import {
  boardOf,
  gatesWaiting,
  githubReleaseOf,
  jobsRunning,
  nextVersion,
  runOf,
  tagNow,
  versionInCode,
} from "./standing.ts";
import type { Playground } from "./world.ts";

/** What the page calls its parts. */
export const LABELS = {
  title: "Playground",
  next: "What to try next",
  happened: "What just happened",
  earlier: "Everything so far",
  tag: "The tag",
  jobs: "Jobs that run",
  talk: "Say something on the board",
  byHand: "By hand, on GitHub's own pages",
  time: "Let time pass",
  trouble: "Make trouble",
  inForce: "Now, or with the next chance:",
  board: "The board",
  run: "The workflow run",
  checkRun: "The check run",
  indexes: "The indexes",
  githubRelease: "The GitHub release",
  discord: "Discord",
  warnings: "The app's warnings",
} as const;

/** What stands in an empty part. */
export const EMPTY = {
  happened:
    "Nothing yet. Each thing you do takes a minute of this world's clock, which stands still in between.",
  board: "No board yet: the app opens an issue for a tag that is pushed.",
  comments: "Nobody has said anything.",
  run: "No run yet: GitHub starts the release workflow for a tag that is pushed.",
  jobs: "None. A job runs once those before it have ended, and its gate is open.",
  checkRun: "None on the tagged commit yet.",
  index: "serves nothing of the project.",
  githubRelease: "None yet: the app drafts one once the index serves the bytes that were tested.",
  discord: "Nothing is announced yet.",
  trouble: "Everything works.",
} as const;

/** What is answered to requests that no form of the page makes. */
export const ANSWERS = {
  host: "The playground answers only at the address that it has printed.",
  elsewhere: "Only the playground's own page may do something here: open it and press the button there.",
  form: "Only the page's own forms are understood.",
  tooLarge: "A comment holds no more than 64 KB.",
  unknown: "There is no such deed: choose one of those on the page.",
  failed: "This failed, and the cause stands on the terminal. Start over if the page looks odd.",
} as const;

export const BUTTONS = {
  pushRight: (version: string) => `Push v${version}, with its version set`,
  pushWrong: (version: string, said: string) => `Push v${version}, though the code says ${said}`,
  moveTag: "Move the tag to a new commit",
  deleteTag: "Delete the tag",
  finishJobs: "Finish all of them",
  finish: "Finish",
  fail: "Fail",
  speaker: "Who speaks",
  text: "In your own words",
  comment: "Comment",
  edit: "Edit",
  save: "Save",
  remove: "Delete",
  startWaiting: "Start all waiting jobs, as an admin",
  publish: "Publish the draft",
  heal: "Let everything work again",
  startOver: "Start over",
} as const;

/** What somebody who is here for the first time could do now, in a sentence or two of Markdown. */
export function hint(world: Playground): string {
  return (
    hints(world).find(({ when }) => when)?.says ??
    "Let ten minutes pass: the app looks again by itself, and the board says what it waits for."
  );
}

type Hint = { readonly when: boolean; readonly says: string };

function hints(world: Playground): readonly Hint[] {
  const tag = tagNow(world);
  const board = boardOf(world);
  const run = runOf(world);
  const [running, gates] = [jobsRunning(world), gatesWaiting(world)];
  const release = githubReleaseOf(world);
  const publishing = running.filter((name) => name.startsWith("publish-"));
  const hasFailed = run?.status === "completed" && run.conclusion !== "success";
  return [
    {
      when: world.trouble.inForce().includes("github-down"),
      says: "GitHub is down. What is said there now is not lost: let an hour pass, and the app looks at everything anew.",
    },
    {
      when: tag === undefined,
      says: "Push the tag: the app answers with a board. To see a mistake caught, push it before its version is set.",
    },
    {
      when: board?.state === "closed",
      says: `\`${tag}\` is released. Push \`v${nextVersion(world)}\` and let something go wrong this time: fail a job, lose a webhook, take GitHub down.`,
    },
    {
      when: tag !== undefined && tag !== `v${versionInCode(world)}`,
      says: "The board says both versions and what to do about it. Move the tag to a commit that has the right one.",
    },
    {
      when: hasFailed,
      says: "The run has failed, and the board says which job. Somebody who may write says `/retry`: it runs once more.",
    },
    {
      when: board?.body?.includes("[!CAUTION]") === true,
      says: "The release is stopped. The board says why, and under “What to do” what gets it going again; the command is on a button.",
    },
    {
      when: publishing.length > 0,
      says: `The gate is open and \`${publishing[0]}\` runs. Finish it, and the app compares what the index serves with what was tested.`,
    },
    {
      when: running.length > 0,
      says: "Finish the jobs up to the gates, or let one fail. The board follows.",
    },
    {
      when: gates.length > 0,
      says: `${gates.map((gate) => `\`${gate}\``).join(" and ")} ${gates.length > 1 ? "wait" : "waits"}. The board's first table says who can open what; try \`/approve\` as \`${world.people.outsider}\`, too.`,
    },
    {
      when: release?.draft === true,
      says: "The draft is below, with notes, thanks and the installer. Read it, and say `/publish` as a maintainer.",
    },
  ];
}
