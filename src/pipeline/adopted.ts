import { announceRequests } from "../commands/announce-requests.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Phase, Step } from "../release/step.ts";

/**
 * The phases of a release that was public before `/release` took it up: what can still be told of it is told, and what
 * can't is not waited for. A run that is at work, and its gates, are conducted like any other.
 */
export function adopted(phases: readonly Phase[], seen: Snapshot): readonly Phase[] {
  return memoryOf(seen).takenUp?.released === true
    ? phases.map((phase) => ({ ...phase, step: (known) => stepOf(phase, known) }))
    : phases;
}

function stepOf(phase: Phase, seen: Snapshot): Step {
  if (seen.githubReleases.is === "unseen" || seen.runs.is === "unseen") {
    return { is: "look", at: [{ at: "githubReleases" }, { at: "runs" }] };
  }
  const release = githubReleaseOf(seen);
  const isAtWork = (releaseRun(seen)?.status ?? "completed") !== "completed";
  const step = phase.step(seen);
  return release === undefined || release.draft || isAtWork ? step : afterwards(phase, step, seen);
}

const BEFORE: readonly string[] = ["tag", "version", "checks", "build", "rehearse"];

function afterwards({ name }: Phase, step: Step, seen: Snapshot): Step {
  const [kind = "", channel] = name.split(" ");
  if (BEFORE.includes(kind) || kind === "publish") {
    return isOpen(step) && !isGone(step) ? { is: "skipped", why: { is: "released-before" } } : step;
  }
  if (kind === "verify") {
    return ofIndex(step);
  }
  if (kind === "released-in" && step.is === "due") {
    return { is: "skipped", why: { is: "released-before" } };
  }
  // What was told of it then was told without the app: it asks, and does not tell it again.
  return kind === "announce" && isToBeTold(step) && !isAskedFor(seen, channel ?? "")
    ? { is: "skipped", why: { is: "announced-before", channel: channel ?? "" } }
    : step;
}

/** At once, or once the post that it links to is made. */
function isToBeTold(step: Step): boolean {
  return step.is === "due" || (step.is === "waiting" && step.on.for === "phases");
}

/** Nobody moves any more for what is over; what a fact is still missing for is looked at as ever. */
function isOpen(step: Step): boolean {
  return step.is === "stopped" || (step.is === "waiting" && step.on.for !== "answer");
}

function isGone(step: Step): boolean {
  return step.is === "stopped" && step.because.is.startsWith("tag-");
}

/** Other bytes than those built stop it as ever. What is not served is told, and not waited for. */
function ofIndex(step: Step): Step {
  const notice = notServed(step);
  return notice === undefined ? step : { is: "skipped", why: { is: "released-before" }, notices: [notice] };
}

function notServed(step: Step): Problem | undefined {
  if (step.is === "stopped" && step.because.is === "index-missing-files") {
    return step.because;
  }
  if (step.is !== "waiting" || step.on.for !== "index") {
    return undefined;
  }
  const { index, missing, packages } = step.on;
  return { is: "index-missing-files", index, missing, ...(packages === undefined ? {} : { packages }) };
}

/** Or begun: what failed is tried again, and what was posted is brought up to date. */
function isAskedFor(seen: Snapshot, channel: string): boolean {
  const began = memoryOf(seen).announcements.some((one) => one.channel === channel);
  const asked = announceRequests(seen, channel).requests.length > 0;
  return began || asked || given(seen.board)?.state === "closed";
}
