import type { Action } from "../release/action.ts";
import type { ReleasedIn } from "../release/configuration.ts";
import { factAt, given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Look } from "../release/look.ts";
import type { ReleasedInProgress } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { releasedInText } from "../replies/released-in.ts";
import { waitFor } from "./ask.ts";

/** Comments made in one go, or else those of one pull request and the issues it closes: nobody waits for them for long. */
const BATCH = 5;

type Telling = { readonly progress: ReleasedInProgress; readonly open: readonly number[] };

/**
 * The comments that are due next, and the note of how far the app has come then; or the step to take while it is not
 * known whom they are for.
 */
export function tell(seen: Snapshot, where: readonly ReleasedIn[], { progress, open }: Telling): Step {
  const next = open.slice(0, BATCH);
  const unseen = lookAt(seen, next);
  if (unseen !== undefined) {
    return unseen;
  }
  const issues = where.includes("issues") ? closedBy(seen, next) : [];
  const unseenIssues = lookAt(seen, issues);
  if (unseenIssues !== undefined) {
    return unseenIssues;
  }
  const { downTo, threads } = batch(seen, where, next);
  const release = githubReleaseOf(seen);
  const text = release === undefined ? "" : releasedInText(release);
  const comments = progress.comments + threads.length;
  const note = noted(seen, { ...progress, downTo, at: seen.now, comments });
  const [first = note, ...more] = threads.map((thread): Action => ({ do: "tell-released", thread, text }));
  return { is: "due", act: first === note ? [note] : [first, ...more, note] };
}

/** How far the app has come, to be remembered on the board. */
export function noted(seen: Snapshot, progress: ReleasedInProgress): Action {
  const board = given(seen.board)?.number ?? 0;
  return { do: "remember", board, change: { to: "released-in", progress } };
}

/** As many of the pull requests as fit, at least one, and where to tell it for them. */
function batch(
  seen: Snapshot,
  where: readonly ReleasedIn[],
  pullRequests: readonly number[],
): { readonly downTo: number; readonly threads: readonly number[] } {
  let taken = { downTo: 0, threads: [] as readonly number[] };
  for (const number of pullRequests) {
    const own = where.includes("pull-requests") ? [number] : [];
    const issues = where.includes("issues") ? closedBy(seen, [number]) : [];
    const open = [...own, ...issues].filter((one) => isOpenTo(seen, one));
    const threads = [...new Set([...taken.threads, ...open])];
    if (taken.downTo !== 0 && threads.length > BATCH) {
      break;
    }
    taken = { downTo: number, threads };
  }
  return taken;
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
  return [...new Set(closed)];
}

/** Neither deleted nor locked, and not told before. */
function isOpenTo(seen: Snapshot, number: number): boolean {
  const thread = given(factAt(seen.threads, `${number}`));
  return thread !== undefined && !thread.locked && !thread.told;
}
