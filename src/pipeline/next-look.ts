import type { Answered } from "../release/answer.ts";
import { DAY, HOUR, type Instant, MINUTE, SECOND } from "../release/instant.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Problem } from "../release/problem.ts";
import type { PublishFailure } from "../release/publish-failure.ts";
import type { Step } from "../release/step.ts";

/**
 * When to look without being woken; undefined where GitHub's events and the sweep suffice. Where something has lasted
 * too long that is told at that moment, whether anything wakes the release or not.
 */
export function nextLook(
  phases: readonly PlannedPhase[],
  answers: readonly Answered[],
  now: Instant,
): Instant | undefined {
  const unanswered = answers.some(({ answer }) => answer.is === "looking") ? [now + MINUTE] : [];
  const awaited = answers.flatMap(({ answer }) =>
    answer.is === "accepted" && answer.again !== undefined ? [answer.again] : [],
  );
  const moments = [...phases.flatMap(({ step }) => ofStep(step, now)), ...unanswered, ...awaited];
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Nobody tells us when an index, a channel or a silent GitHub has moved on: there we ask again. */
function ofStep(step: Step, now: Instant): readonly Instant[] {
  if (step.is === "stopped") {
    const pause = step.because.is === "version-held" ? HOUR : 5 * MINUTE;
    return mayPass(step.because) ? [now + pause] : [];
  }
  if (step.is !== "waiting") {
    return [];
  }
  return [
    ...ofWait(step, now),
    ...(step.deadline !== undefined && step.deadline > now ? [step.deadline] : []),
  ];
}

function ofWait(step: Extract<Step, { readonly is: "waiting" }>, now: Instant): readonly Instant[] {
  switch (step.on.for) {
    case "yank":
      return [now + patienceWithPeople(now - (step.since ?? now))];
    case "index":
      return [now + patience(now - (step.since ?? now))];
    case "channel":
    case "released-in":
      return [step.until ?? now + MINUTE];
    case "answer":
      return [step.on.until ?? now + MINUTE];
    // No event tells of pull requests.
    case "tag":
      return [now + HOUR];
    case "run":
    case "which-workflow":
      return [now + MINUTE];
    default:
      return [];
  }
}

/** The other tag's deletion is an event, and so is most of what a failure lacks: this is for those that were lost. */
function mayPass(problem: Problem): boolean {
  return isHalfKnown(problem) || problem.is === "version-held";
}

/** Why a publication failed, and whether a retry helps, is told as soon as log and index answer. */
function isHalfKnown(problem: Problem): boolean {
  return problem.is === "publish-failed" && isUnanswered(problem.found);
}

function isUnanswered({ log, holds }: PublishFailure): boolean {
  return (
    log === "silent" || holds.is === "silent" || (holds.is === "not-compared" && holds.detail !== undefined)
  );
}

/** Nobody tells us of a click on an index: it is asked less and less often, and at least once an hour. */
function patienceWithPeople(waited: number): number {
  if (waited < HOUR) {
    return 2 * MINUTE;
  }
  return waited < DAY ? 15 * MINUTE : HOUR;
}

/** An index is asked often at first, then every two minutes: nodes of its CDN differ for half an hour at worst. */
function patience(waited: number): number {
  if (waited < MINUTE) {
    return 10 * SECOND;
  }
  return waited < 5 * MINUTE ? 30 * SECOND : 2 * MINUTE;
}
