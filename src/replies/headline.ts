import { memoryOf } from "../release/attempt.ts";
import { ANSWER_COMES } from "../release/deadlines.ts";
import { given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Plan, PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { recordedSince, UNHEARD } from "../release/waited.ts";
import { actionText } from "./action.ts";
import { isComplete, phasesIn, troubles } from "./phase-state.ts";
import { phaseText } from "./phase-title.ts";
import { holders } from "./places.ts";
import { toTagText } from "./preparing.ts";
import { problemText } from "./problem.ts";
import { asCode, asLink, asText, quoted } from "./safe.ts";
import { shutOutText } from "./shut-out.ts";
import { untilText } from "./until.ts";
import { waitText } from "./wait.ts";
import { count, firstLine, listed, utc } from "./words.ts";
import { yankHeadline } from "./yank-headline.ts";

/** Where a release stands, as far as one line can say it. */
export type Headline = {
  readonly kind:
    | "refused"
    | "abandoned"
    | "withdrawn"
    | "stopped"
    | "yanked"
    | "held"
    | "people"
    | "machines"
    | "complete";
  /** The state in a few words, without a full stop; to print bold. */
  readonly state: string;
  readonly since?: Instant;
  /** How long that may last, as a clause; empty: nothing is said of it. */
  readonly until?: string;
  /** The fact behind it. */
  readonly says: string;
};

/** What the headline goes by. */
export type Told = Pick<Plan, "standing" | "phases">;

/** The one line of Markdown that a tired maintainer reads first. */
export function headlineText(told: Told, seen: Snapshot): string {
  const { state, since, until = "", says } = headline(told, seen);
  const when = since === undefined ? "" : ` since ${utc(since)}${until}`;
  return `**${state}${when}.** ${says}`.trimEnd();
}

/** The state that matters most: what stops the release, then whom it waits for. */
export function headline(told: Told, seen: Snapshot): Headline {
  if (told.standing.is === "refused") {
    return { kind: "refused", state: "Refused", says: refusedText(told.standing.heldBy, seen) };
  }
  if (told.standing.is === "abandoned") {
    return abandoned(seen);
  }
  if (told.standing.is === "shut-out") {
    const { state, says, remedy } = shutOutText(told.standing.by, seen);
    return { kind: "stopped", state, says: `${says} ${remedy}` };
  }
  if (told.standing.is === "not-yet" && told.standing.why === "unanswered") {
    return unanswered(seen);
  }
  return (
    withdrawn(told, seen) ??
    stopped(told, seen) ??
    yankHeadline(told, seen) ??
    held(told, seen) ??
    preparing(told, seen) ??
    underWay(told, seen)
  );
}

function abandoned({ board }: Snapshot): Headline {
  const { by, at } = given(board)?.closed ?? {};
  const who = by === undefined ? "This issue was closed by hand" : `${asCode(by)} closed this issue`;
  return {
    kind: "abandoned",
    state: "Abandoned",
    ...(at === undefined || at === 0 ? {} : { since: at }),
    says: `${who}, so nothing more is done; reopen it to take the release up again.`,
  };
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
  const since = recordedSince(seen, UNHEARD, "answer");
  return {
    kind: "machines",
    state: "Waiting for GitHub",
    ...(since === undefined ? {} : { since }),
    says: `GitHub does not answer${detail}, so nothing is decided or done. ${unansweredTodo(seen, since)}`,
  };
}

function unansweredTodo({ now }: Snapshot, since: Instant = now): string {
  return now - since < ANSWER_COMES
    ? "Nothing to do: it is asked again by itself, and what was said meanwhile is answered then."
    : `It has not answered for an hour or more: see ${asLink("githubstatus.com", "https://www.githubstatus.com")}. If all is well there, whoever runs the app sees in its log what was asked. It is asked again by itself, and what was said meanwhile is answered then.`;
}

function withdrawn({ phases }: Told, seen: Snapshot): Headline | undefined {
  const step = phases.find(({ name }) => name === "tag")?.step;
  if (step?.is !== "stopped" || step.because.is !== "tag-deleted") {
    return undefined;
  }
  return { kind: "withdrawn", state: "Withdrawn", says: firstLine(problemText(step.because, seen).says) };
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

function held(told: Told, seen: Snapshot): Headline | undefined {
  const hold = memoryOf(seen).holds[0];
  if (hold === undefined) {
    return undefined;
  }
  const reason = hold.reason === undefined ? "" : `${quoted(hold.reason)}. `;
  const nothing =
    preparing(told, seen) === undefined ? "Nothing irreversible happens" : "It should not be tagged";
  const says = `${reason}${nothing} before \`/unhold\` (${holders("maintain", seen)}).`;
  return { kind: "held", state: `On hold by ${asCode(hold.by)}`, since: hold.at, says };
}

/** Before the tag: what is still in its way, else that it can be pushed. */
function preparing({ phases }: Told, seen: Snapshot): Headline | undefined {
  const step = phases.find(({ name }) => name === "tag")?.step;
  return step?.is === "waiting" && step.on.for === "tag"
    ? { kind: "people", state: `Preparing ${asCode(seen.key.tag)}`, says: toTagText(seen) }
    : undefined;
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
    return {
      kind: people === undefined ? "machines" : "people",
      state: `Waiting for ${who}`,
      ...(step.since === undefined ? {} : { since: step.since, until: untilText(step) }),
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
