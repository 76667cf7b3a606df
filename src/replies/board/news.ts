import { leadOf, mates } from "../../release/aboard.ts";
import { attemptOf, attemptText, memoryOf, releaseRun } from "../../release/attempt.ts";
import { gatesOf } from "../../release/gate.ts";
import { githubReleaseOf } from "../../release/github-release.ts";
import type { Plan, PlannedPhase } from "../../release/plan.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { decidedBy } from "../gate-opener.ts";
import { headline } from "../headline.ts";
import { phaseState, troubles } from "../phase-state.ts";

/**
 * What people must know at once, as one canonical text: equal texts, nothing new. Numbers of jobs, whoever did
 * not answer, and what is under way are progress and not in it.
 */
export function newsOf(plan: Plan, seen: Snapshot): string {
  const attempt = attemptOf(seen);
  const memory = memoryOf(seen);
  const release = githubReleaseOf(seen);
  const beside = leadOf(seen) === undefined ? mates(seen) : [];
  return JSON.stringify({
    attempt: attempt === undefined ? null : attemptText(attempt),
    runAttempt: releaseRun(seen)?.attempt ?? null,
    rules: memory.configuration?.blob ?? null,
    state: headline(plan, seen).kind,
    ...(plan.standing.is === "shut-out" ? { shutOut: plan.standing.by.is } : {}),
    ...(beside.length === 0 ? {} : { beside: beside.map(({ tag, board }) => [tag, board?.state ?? null]) }),
    people: plan.phases.flatMap(peopleNews),
    problems: troubles(plan.phases).map(({ phase, problem, stops }) => [phase, stops, problemNews(problem)]),
    ...(memory.yank === undefined ? {} : { yank: [memory.yank, isThrough(plan.phases)] }),
    holds: memory.holds.map(({ by, at, reason }) => [by, at, reason ?? null]),
    gates: gatesOf(seen).map(({ name }) => [
      name,
      decidedBy(seen, name, "approved"),
      decidedBy(seen, name, "rejected"),
    ]),
    verified: plan.phases.filter(isVerified).map(({ name }) => name),
    release: release === undefined ? null : [release.draft, release.url],
    announced: memory.announcements.map(({ channel, comment, outcome }) => [
      channel,
      comment ?? null,
      outcome?.is ?? null,
    ]),
  });
}

/** What a phase waits for people to do, with everything that changes what they should say. */
function peopleNews({ name, step }: PlannedPhase): readonly unknown[] {
  return step.is === "waiting" && phaseState(step) === "people" ? [[name, step.on]] : [];
}

/**
 * One failed job or ten, the news is that jobs failed, and later that the run has ended and can be run again. When a
 * status page was read is none: each replica reads it by itself.
 */
function problemNews(problem: Problem): unknown {
  switch (problem.is) {
    case "jobs-failed":
      return { is: problem.is, ended: problem.running === 0 };
    case "index-status":
      return { ...problem, readAt: null };
    default:
      return problem;
  }
}

/** Whether all is done that follows from a yank. */
function isThrough(phases: readonly PlannedPhase[]): boolean {
  return phases.some(({ name, step }) => name === "yank" && step.is === "done");
}

function isVerified({ name, step }: PlannedPhase): boolean {
  return name.startsWith("verify ") && step.is === "done";
}
