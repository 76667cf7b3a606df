import { actionText } from "../release/action.ts";
import { gatesOf } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { beforePublication, isOver, type Phase, type PhaseName, type Step } from "../release/step.ts";
import { onceYanked } from "./once-yanked.ts";
import { withDeadline } from "./overdue.ts";
import { publishedEarly } from "./published.ts";

/** Every phase's step, in order. A phase whose needs are not done waits for them. */
export function stepsOf(phases: readonly Phase[], seen: Snapshot): readonly PlannedPhase[] {
  const steps = new Map<PhaseName, Step>();
  for (const phase of phases) {
    const open = phase.needs.filter((name) => !isOver(steps.get(name)));
    const step = unlessBarred(open.length === 0 ? phase.step(seen) : waitingFor(open, phase, seen), seen);
    steps.set(phase.name, phase.name === "draft" ? besideVerification(step, steps, seen) : step);
  }
  return phases
    .map((phase) => ({
      name: phase.name,
      optional: phase.optional,
      step: onceYanked(phase.name, steps.get(phase.name) ?? waitingForPhases(phase.needs), seen),
    }))
    .map((phase) => withDeadline(phase, seen));
}

/** What was accepted three times and never had an effect is not tried a fourth time; what is not granted, not once. */
function unlessBarred(step: Step, seen: Snapshot): Step {
  if (step.is !== "due") {
    return step;
  }
  const futile = step.act.find((action) => seen.futile.includes(actionText(action)));
  if (futile !== undefined) {
    return { is: "stopped", because: { is: "no-effect", action: futile.do } };
  }
  const barred = step.act.find((action) => notGranted(seen, action.do).length > 0);
  if (barred === undefined) {
    return step;
  }
  const permissions = notGranted(seen, barred.do);
  return { is: "stopped", because: { is: "not-granted", action: barred.do, permissions } };
}

/**
 * A phase whose needs are open moves nothing. But people can do by hand what we would not yet: what is done is
 * done, and what is still to be seen for saying so is looked at, or waited for where nobody answers.
 */
function waitingFor(open: readonly PhaseName[], phase: Phase, seen: Snapshot): Step {
  if (phase.name.startsWith("announce ")) {
    const step = phase.step(seen);
    // An earlier phase may open again, as when GitHub does not answer: a question that people were asked stays asked.
    return step.is === "stopped" && step.because.is === "announcement-unclear"
      ? step
      : waitingForPhases(open);
  }
  if (!phase.name.startsWith("publish ")) {
    return waitingForPhases(open);
  }
  const step = phase.step(seen);
  const alreadyUnderWay =
    step.is === "done" ||
    step.is === "look" ||
    (step.is === "waiting" && (step.on.for === "publish-job" || step.on.for === "answer")) ||
    (step.is === "stopped" && (step.because.is === "gate-rejected" || step.because.is === "publish-failed"));
  // What is worth telling of a gate is told while it waits, whatever for.
  const notices = step.notices === undefined ? {} : { notices: step.notices };
  return alreadyUnderWay ? step : { ...waitingForPhases(open), ...notices };
}

/**
 * The draft's step, with the news that somebody has published before everything was verified, whenever it was drafted.
 * That can be done at any moment, so it is looked for while the draft waits, too.
 */
function besideVerification(step: Step, steps: ReadonlyMap<PhaseName, Step>, seen: Snapshot): Step {
  if (step.is === "waiting" && seen.githubReleases.is === "unseen") {
    return { is: "look", at: [{ at: "githubReleases" }] };
  }
  const before = beforePublication(gatesOf(seen).filter((gate) => !gate.optional));
  const open = before.filter((name) => !isOver(steps.get(name)));
  if (open.length === 0) {
    return step;
  }
  const early = publishedEarly(seen);
  const told = early === undefined ? {} : { notices: [...(step.notices ?? []), early] };
  return { ...notYetAsked(step, open), ...told };
}

/** Nobody is asked to publish an early draft while that would be refused. */
function notYetAsked(step: Step, names: readonly PhaseName[]): Step {
  if (step.is !== "waiting" || step.on.for !== "publish-command") {
    return step;
  }
  const { url, edited } = step.on;
  return { ...step, on: { for: "phases", names, draft: { url, ...(edited && { edited }) } } };
}

function waitingForPhases(names: readonly PhaseName[]): Step {
  return { is: "waiting", on: { for: "phases", names } };
}
