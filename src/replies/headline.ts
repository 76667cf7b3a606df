import { memoryOf, releaseRun } from "../release/attempt.ts";
import { currentJobs, gateJobNames } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Plan, PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { actionText } from "./action.ts";
import { isComplete, phasesIn, troubles } from "./phase-state.ts";
import { phaseText } from "./phase-title.ts";
import { holders } from "./places.ts";
import { problemText } from "./problem.ts";
import { asCode, asText, quoted } from "./safe.ts";
import { shutOutText } from "./shut-out.ts";
import { waitText } from "./wait.ts";
import { count, firstLine, listed, utc } from "./words.ts";

/** Where a release stands, as far as one line can say it. */
export type Headline = {
  readonly kind: "refused" | "abandoned" | "stopped" | "held" | "people" | "machines" | "complete";
  /** The state in a few words, without a full stop; to print bold. */
  readonly state: string;
  readonly since?: Instant;
  /** The fact behind it. */
  readonly says: string;
};

/** What the headline goes by. */
export type Told = Pick<Plan, "standing" | "phases">;

/** The one line of Markdown that a tired maintainer reads first. */
export function headlineText(told: Told, seen: Snapshot): string {
  const { state, since, says } = headline(told, seen);
  const when = since === undefined ? "" : ` since ${utc(since)}`;
  return `**${state}${when}.** ${says}`.trimEnd();
}

/** The state that matters most: what stops the release, then whom it waits for. */
export function headline(told: Told, seen: Snapshot): Headline {
  if (told.standing.is === "refused") {
    return { kind: "refused", state: "Refused", says: refusedText(told.standing.heldBy, seen) };
  }
  if (told.standing.is === "abandoned") {
    return {
      kind: "abandoned",
      state: "Left alone",
      says: "This issue was closed by hand; reopen it to go on.",
    };
  }
  if (told.standing.is === "shut-out") {
    const { state, says, remedy } = shutOutText(told.standing.by, seen);
    return { kind: "stopped", state, says: `${says} ${remedy}` };
  }
  if (told.standing.is === "not-yet" && told.standing.why === "unanswered") {
    return unanswered(seen);
  }
  return stopped(told, seen) ?? held(seen) ?? underWay(told, seen);
}

function refusedText(heldBy: string | undefined, seen: Snapshot): string {
  const tag = `The tag ${asCode(seen.key.tag)}`;
  return heldBy === undefined
    ? `${tag} is no version.`
    : `${tag} names the same version as ${asCode(heldBy)}, which is its release.`;
}

/** What people said can't be read, or nothing at all: whatever is known of the phases, none of it moves. */
function unanswered(seen: Snapshot): Headline {
  const silent = [seen.repository, seen.configuration, seen.board, seen.comments, seen.tag, seen.runs].find(
    (fact) => fact.is === "unknown",
  );
  if (silent?.is === "unknown" && silent.because.status === 401) {
    return {
      kind: "machines",
      state: "Waiting for the app's key",
      says: `GitHub refuses the app's key (${asText(silent.because.detail, 400)}), so nothing is decided or done. Whoever runs the app: put a private key of this App into \`PRIVATE_KEY\`, and start it again.`,
    };
  }
  const detail = silent?.is === "unknown" ? ` (${asText(silent.because.detail, 400)})` : "";
  return {
    kind: "machines",
    state: "Waiting for GitHub",
    says: `GitHub does not answer${detail}, so nothing is decided or done. Nothing to do: it is asked again by itself, and what was said meanwhile is answered then.`,
  };
}

function stopped({ phases }: Told, seen: Snapshot): Headline | undefined {
  const [first, ...others] = troubles(phases).filter((one) => one.stops);
  if (first === undefined) {
    return undefined;
  }
  const more = others.length === 0 ? "" : ` And ${count(others.length, "more problem")} below.`;
  const says = `${firstLine(problemText(first.problem, seen).says)}${more}`;
  return { kind: "stopped", state: `Stopped at ${phaseText(first.phase)}`, says };
}

function held(seen: Snapshot): Headline | undefined {
  const hold = memoryOf(seen).holds[0];
  if (hold === undefined) {
    return undefined;
  }
  const reason = hold.reason === undefined ? "" : `${quoted(hold.reason)}. `;
  const says = `${reason}Nothing irreversible happens before \`/unhold\` (${holders("maintain", seen)}).`;
  return { kind: "held", state: `On hold by ${asCode(hold.by)}`, since: hold.at, says };
}

function underWay(told: Told, seen: Snapshot): Headline {
  if (isComplete(told.phases) || told.standing.is === "finished") {
    return complete(told.phases, seen);
  }
  const people = phasesIn(told.phases, "people").find(({ optional }) => !optional);
  const [phase] = people === undefined ? phasesIn(told.phases, "machines") : [people];
  const step = phase?.step;
  if (step?.is === "waiting") {
    const { who, says } = waitText(step.on, seen);
    const since = waitingSince(step, seen);
    return {
      kind: people === undefined ? "machines" : "people",
      state: `Waiting for ${who}`,
      ...(since === undefined ? {} : { since }),
      says,
    };
  }
  const says = step?.is === "due" ? actionText(step.act[0]) : "";
  return { kind: "machines", state: "At work", says };
}

function complete(phases: readonly PlannedPhase[], seen: Snapshot): Headline {
  const over = (kind: string) =>
    phases.filter(({ name, step }) => name.startsWith(kind) && step.is === "done");
  const gates = over("publish ").map(({ name }) => asCode(name.slice("publish ".length)));
  const done = [
    ...(gates.length === 0 ? [] : [`published on ${listed(gates)}`]),
    ...(over("draft").length === 0 ? [] : ["public on GitHub"]),
    ...(over("announce ").length === 0 ? [] : ["announced"]),
  ];
  const left = phases.filter(({ name, step }) => name.startsWith("publish ") && step.is === "waiting");
  const note =
    left.length === 0
      ? ""
      : ` The run still waits at ${listed(left.map(({ name }) => asCode(name.slice("publish ".length))))}; left alone, it turns red after 30 days.`;
  const says = done.length === 0 ? "Everything is done." : `It is ${listed(done)}.`;
  return { kind: "complete", state: `${asCode(seen.key.tag)} is released`, says: `${says}${note}` };
}

/** Since when a phase waits: as its step says, else as the facts behind the wait do. */
export function waitingSince(step: Extract<Step, { is: "waiting" }>, seen: Snapshot): Instant | undefined {
  switch (step.on.for) {
    case "jobs":
    case "run-end":
    case "gate-reached":
      return step.since ?? releaseRun(seen)?.startedAt;
    case "smoke-tests":
      return step.since ?? lastCheckEnded(seen);
    case "unhold":
      return memoryOf(seen).holds[0]?.at;
    case "phases":
    case "run":
    case "which-workflow":
    case "approval":
    case "review":
    case "notes":
    case "gate-opening":
    case "publish-job":
    case "index":
    case "publish-command":
    case "channel":
    case "announce-command":
    case "released-in":
    case "answer":
      return step.since;
  }
}

function lastCheckEnded(seen: Snapshot): Instant | undefined {
  const behind = gateJobNames(seen);
  const ended = currentJobs(seen)
    .filter((job) => !behind.has(job.name))
    .flatMap((job) => job.completedAt ?? []);
  return ended.length === 0 ? undefined : Math.max(...ended);
}
