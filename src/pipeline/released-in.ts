import { settled } from "../notes/reverts.ts";
import type { Action } from "../release/action.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { ReleasedIn } from "../release/configuration.ts";
import { factAt, given } from "../release/fact.ts";
import { githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import { SECOND } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { releasedInText } from "../replies/released-in.ts";
import { ask, waitFor } from "./ask.ts";

/** Pull requests seen to in one go: with the issues they close no more than a few comments, so that nobody waits for them. */
const BATCH = 5;

/** Between two of them, what people say on the board is heard. The limiter spaces the comments besides. */
const PAUSE = 10 * SECOND;

/** GitHub takes 500 comments an hour, and the board stays open until the last one is made. */
const MOST = 500;

/**
 * Tells the pull requests of a release, and the issues they close, in which release they came out: of finals, and of
 * the pre-releases that are announced somewhere. In the order of their numbers, so that the board needs to remember only
 * how far the app has come; after a crash, the comments themselves say whom it had told.
 */
export function releasedIn(where: readonly ReleasedIn[]): (seen: Snapshot) => Step {
  return (seen) => {
    const asked = ask(seen, "githubReleases", "board", "ranges");
    if ("step" in asked) {
      return asked.step;
    }
    const all = pullRequestsOf(seen);
    const meant = all.slice(0, MOST);
    const open = meant.filter((number) => number > (memoryOf(seen).releasedIn?.through ?? 0));
    if (isPrerelease(seen) && !announcesPrereleases(seen)) {
      return { is: "skipped", why: { is: "prerelease-not-announced" } };
    }
    if (open.length === 0) {
      const counts = { pullRequests: meant.length, left: all.length - meant.length };
      return { is: "done", why: { is: "released-in-told", ...counts } };
    }
    return notNow(seen, open.length) ?? tell(seen, where, open.slice(0, BATCH));
  };
}

/** The step to take while nobody is told, though some are still to be. */
function notNow(seen: Snapshot, left: number): Step | undefined {
  const { releasedIn: progress, holds } = memoryOf(seen);
  if (given(seen.board)?.state === "closed") {
    return { is: "skipped", why: { is: "released-in-late" } };
  }
  if (holds[0] !== undefined) {
    return { is: "waiting", on: { for: "unhold", by: holds[0].by } };
  }
  const until = progress === undefined ? 0 : progress.at + PAUSE;
  return seen.now < until ? { is: "waiting", on: { for: "released-in", left }, until } : undefined;
}

function announcesPrereleases(seen: Snapshot): boolean {
  return (configurationOf(seen)?.announce ?? []).some(({ prereleases }) => prereleases);
}

/** Of people and not taken back, in the order of their numbers: nobody is waiting for news below a bot's. */
function pullRequestsOf(seen: Snapshot): readonly number[] {
  const range = given(seen.ranges)?.list;
  return (range === undefined ? [] : settled(range).pullRequests)
    .filter(({ author }) => author?.bot !== true)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

function tell(seen: Snapshot, where: readonly ReleasedIn[], pullRequests: readonly number[]): Step {
  const unseen = lookAt(seen, pullRequests);
  if (unseen !== undefined) {
    return unseen;
  }
  const issues = where.includes("issues") ? closedBy(seen, pullRequests) : [];
  const unseenIssues = lookAt(seen, issues);
  if (unseenIssues !== undefined) {
    return unseenIssues;
  }
  const release = githubReleaseOf(seen);
  const board = given(seen.board)?.number ?? 0;
  const through = pullRequests.at(-1) ?? 0;
  const remember: Action = {
    do: "remember",
    board,
    change: { to: "released-in", progress: { through, at: seen.now } },
  };
  const text = release === undefined ? "" : releasedInText(release);
  const numbers = [...(where.includes("pull-requests") ? pullRequests : []), ...issues];
  const [first = remember, ...more] = numbers
    .filter((number) => isOpenTo(seen, number))
    .map((thread): Action => ({ do: "tell-released", thread, text }));
  return { is: "due", act: first === remember ? [remember] : [first, ...more, remember] };
}

/** The step to take while some of them are unseen, or GitHub does not answer. */
function lookAt(seen: Snapshot, numbers: readonly number[]): Step | undefined {
  const facts = numbers.map((number) => ({ number, fact: factAt(seen.threads, `${number}`) }));
  const [first, ...more] = facts.flatMap(({ number, fact }): Look[] =>
    fact.is === "unseen" ? [{ at: "thread", number }] : [],
  );
  if (first !== undefined) {
    return { is: "look", at: [first, ...more] };
  }
  const silent = facts.find(({ fact }) => fact.is === "unknown")?.fact;
  return silent?.is === "unknown" ? waitFor(silent.because) : undefined;
}

/** Each once, also where several pull requests close it. */
function closedBy(seen: Snapshot, pullRequests: readonly number[]): readonly number[] {
  const closed = pullRequests.flatMap((number) => given(factAt(seen.threads, `${number}`))?.closes ?? []);
  return [...new Set(closed)].filter((number) => !pullRequests.includes(number));
}

/** Neither deleted nor locked, and not told before. */
function isOpenTo(seen: Snapshot, number: number): boolean {
  const thread = given(factAt(seen.threads, `${number}`));
  return thread !== undefined && !thread.locked && !thread.told;
}
