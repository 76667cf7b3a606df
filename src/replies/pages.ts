import type { PhaseState } from "./phase-state.ts";

/** The headings and labels of the app's own pages. What is said of a release comes from its board. */
export const LABELS = {
  app: "Release Conductor",
  releases: "Releases",
  health: "Health",
  signIn: "Sign in with GitHub",
  signOut: "Sign out",
  skip: "Skip to the content",
  underWay: "Under way",
  past: "Released lately",
  history: "Past releases",
  repositories: "Repositories",
  older: "Older releases",
  toDo: "What to say or do now",
  problems: "Problems",
  course: "Where the time goes",
  phases: "Phases",
  gates: "Gates",
  evidence: "Evidence",
  ledger: "Ledger",
  points: "How it went",
  board: "Board",
  run: "Workflow run",
  githubRelease: "GitHub release",
  leadTime: "Lead time",
  people: "People",
  machines: "Machines",
  other: "Not known",
  failures: "Failed jobs",
  again: "Begun again",
  release: "Release",
  began: "Began",
  median: "Median of the releases shown",
  asOf: "As of",
  pages: "Pages",
  parts: "Parts",
  works: "works",
  worksNot: "does not work",
  repository: "Repository",
  who: "Who",
  entry: "Entry",
  when: "When",
  what: "What",
  hash: "Hash",
} as const;

/** What stands where there is nothing to show. */
export const EMPTY = {
  underWay: "No release is under way.",
  past: "No release is over yet.",
  nothing: "There is nothing to show yet: no release that you may see has been conducted.",
  ledger: "The ledger has nothing of this release.",
} as const;

/** That something is not shown, and why. */
export const NOT_SHOWN =
  "Not all repositories are shown: GitHub has not said of each whether you may read it. Load the page again in a minute.";

/** The names of the states of a phase, for those who see no colour. */
export const PHASE_STATES: { readonly [State in PhaseState]: string } = {
  done: "done",
  "left-out": "not needed",
  people: "waiting for people",
  machines: "under way",
  stopped: "stopped",
  "to-come": "to come",
};

/** Why there is no page, what it is about, and what to do next. */
export type NoPage =
  | "not-found"
  | "sign-in"
  | "no-answer"
  | "off"
  | "store"
  | "signed-out"
  | "get-only"
  | "not-begun-here"
  | "not-signed-in"
  | "denied"
  | "set-up"
  | "sign-in-silent";

type Message = { readonly title: string; readonly says: string; readonly remedy: string };

/** Sentences; what stands in backquotes is code. */
export const NO_PAGE: Readonly<Record<NoPage, Message>> = {
  // One page for all of it: whoever may not read a repository must not learn that it is there.
  "not-found": {
    title: "Nothing to see here",
    says: "There is no such release or repository here, or you may not read it on GitHub.",
    remedy:
      "Check the address. If it is right, ask somebody who administers the repository whether you may read it and whether the app is installed there; and check that you are signed in as the right person.",
  },
  "sign-in": {
    title: "Sign in to see releases",
    says: "You see here the releases of the repositories that you may read on GitHub, so GitHub has to say who you are.",
    remedy:
      "Sign in with GitHub. The app learns your name and what you may read, and changes nothing in your name.",
  },
  "signed-out": {
    title: "You are signed out",
    says: "This browser shows nothing any more that needs you to be signed in.",
    remedy:
      "You can sign in again at any time. To take back what you have allowed the app on GitHub, open your settings there, *Applications*, *Authorized GitHub Apps*.",
  },
  "not-begun-here": {
    title: "Not begun here",
    says: "This request did not come from this server's own page, so nothing was done.",
    remedy: "Open the page yourself and press its button.",
  },
  "not-signed-in": {
    title: "Not signed in",
    says: "This answer from GitHub does not belong to a sign-in that was begun in this browser within the last ten minutes, it was used before, or GitHub did not accept it any more.",
    remedy: "Sign in again. If you never began, close this page: somebody may have sent you here.",
  },
  denied: {
    title: "Not signed in",
    says: "You did not authorize the app on GitHub, so it can't ask what you may read.",
    remedy: "You can sign in again, or look at the boards, which are issues of the repositories.",
  },
  "set-up": {
    title: "Not signed in",
    says: "GitHub did not accept this server's own settings for logins.",
    remedy: "Tell whoever runs this server: its log says what to correct.",
  },
  "sign-in-silent": {
    title: "Not signed in",
    says: "GitHub gave no answer, or this server could not note it.",
    remedy: "Sign in again in a few minutes.",
  },
  "no-answer": {
    title: "GitHub does not answer",
    says: "GitHub has not said whether you may read this, so it is not shown. Releases go on: none waits for these pages.",
    remedy: "Load the page again in a minute. If it lasts, see `githubstatus.com`.",
  },
  off: {
    title: "There are no pages here",
    says: "This server shows its pages to nobody: neither is it set up for people to sign in, nor does it show public repositories to everybody.",
    remedy:
      "Each release has its board, an issue of its repository. Whoever runs the server can set up the pages: `docs/operations.md`, *Pages*.",
  },
  store: {
    title: "The pages can't be read just now",
    says: "The server's database does not answer. Nothing is lost: releases are looked at again once it does.",
    remedy:
      "Load the page again in a minute. If it lasts, tell whoever runs the server: its log says what is wrong.",
  },
  "get-only": {
    title: "These pages are only to be read",
    says: "Nothing here can be changed, so nothing was done.",
    remedy: "What moves a release is said in a comment on its board.",
  },
};

/** The parts of the server, and what a red one means to people. */
export const PARTS: Readonly<Record<string, { readonly name: string; readonly red: string }>> = {
  store: { name: "Database", red: "It does not take writes: releases stand still until it does." },
  key: { name: "Key of the App", red: "GitHub refuses it: nothing can be read or done on GitHub." },
  conductor: { name: "Conductor", red: "No release is being looked at: the server has to be started again." },
  stopping: { name: "Stopping", red: "The server is being stopped; another one or the next start goes on." },
};

/** How the server is, in one sentence. */
export function healthText(isWell: boolean): string {
  return isWell
    ? "All is well: releases are looked at and moved on."
    : "Something is wrong. Whoever runs the server finds the cause in its log and what to do in `docs/operations.md`.";
}

/** What an entry of the ledger tells: that something was seen, decided, done, or failed. */
export function ledgerText(
  kind: string,
  { action, fault }: { readonly action?: string; readonly fault?: string },
): string {
  const what = (action ?? "").replaceAll("-", " ");
  switch (kind) {
    case "saw":
      return "Saw what ties the bytes together";
    case "decided":
      return `Decided to ${what}`;
    case "did":
      return `Did ${what}`;
    case "failed":
      return `Failed to ${what}${fault === undefined ? "" : `: ${fault}`}`;
    default:
      return kind;
  }
}

/** Whether the ledger is as it was written. */
export function chainText(broken: number | undefined): string {
  return broken === undefined
    ? "Each entry carries the hash of the one before, and all of them fit."
    : `The chain of hashes breaks at entry ${broken}: somebody has changed the database, or it is damaged.`;
}

/** How many jobs of a release failed, and how often it was begun again. */
export function failuresText({ jobs, again }: { readonly jobs: number; readonly again: number }): string {
  return again === 0 ? String(jobs) : `${jobs}, begun again ${again}×`;
}
