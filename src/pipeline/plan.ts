import {
  type Conversation,
  conversations,
  isFinal,
  isWorded,
  openComments,
  stopsHeard,
} from "../commands/answers.ts";
import { overheard } from "../commands/overheard.ts";
import { leadOf, mates } from "../release/aboard.ts";
import { type Action, isIrreversible } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { isWaitingWithdrawn } from "../release/attempt.ts";
import { branchInKey } from "../release/branch-key.ts";
import { closedAs } from "../release/closed-as.ts";
import { issueAtDesk } from "../release/desk.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { given } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../release/instant.ts";
import { type Look, lookText, type Sight } from "../release/look.ts";
import type { Plan, PlannedPhase, ShutOut, Standing } from "../release/plan.ts";
import { isSetup } from "../release/setup-key.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import { isOver } from "../release/step.ts";
import { branchStep } from "./branch.ts";
import { calls } from "./calls.ts";
import { leaving, returning } from "./closed.ts";
import { deskStanding } from "./desk.ts";
import { nextLook } from "./next-look.ts";
import { pipeline } from "./pipeline.ts";
import { type Follows, setupStep } from "./setup.ts";
import { standingOf } from "./standing.ts";
import { stepsOf } from "./steps.ts";
import { unopenable } from "./unopenable.ts";

/** What follows from what is seen. Pure: the same snapshot gives the same plan. */
export function plan(seen: Snapshot): Plan {
  if (issueAtDesk(seen.key) !== undefined) {
    return atDesk(seen);
  }
  if (isSetup(seen.key)) {
    return toTell(setupStep(seen), seen);
  }
  if (branchInKey(seen.key) !== undefined) {
    return toTell(branchStep(seen), seen);
  }
  const { standing, look } = standingOf(seen);
  switch (standing.is) {
    case "conducted":
      return ofBoard(seen, given(seen.board));
    case "not-yet":
      return { ...nothing(standing), again: whenToAsk(seen) };
    case "shut-out":
      return hasWritableBoard(seen, standing.by)
        ? atStandstill(seen, standing)
        : { ...nothing(standing), ...toSay(seen), again: seen.now + SHUT_OUT_PAUSE };
    case "left-alone":
      return standing.why === "no-configuration" || standing.why === "tag-does-not-match"
        ? { ...nothing(standing), ...unopenable(seen) }
        : nothing(standing);
    case "refused":
      return { ...nothing(standing), ...unopenable(seen) };
    case "looking":
    case "finished":
    case "abandoned":
    case "at-desk":
    case "at-setup":
    case "at-branch":
      return { ...nothing(standing), look };
  }
}

/** What follows from the requests on an issue, whichever it is. */
function atDesk(seen: Snapshot): Plan {
  const { standing, look } = deskStanding(seen);
  if (standing.is !== "at-desk" || look.length > 0) {
    return { ...nothing(standing), look, ...(standing.is === "not-yet" ? { again: whenToAsk(seen) } : {}) };
  }
  const { open, look: more } = conversations({ seen, phases: [] });
  const answers = open.flatMap((conversation) => conversation.answered);
  const due = more.length > 0 ? [] : open.flatMap(answering);
  const again = nextLook([], answers, seen.now);
  return { ...nothing(standing), answers, look: more, due, ...(again === undefined ? {} : { again }) };
}

/** What is told of how a repository is set up, or of a branch's configuration. */
function toTell({ standing, ...follows }: Follows, seen: Snapshot): Plan {
  const again = standing.is === "not-yet" ? { again: whenToAsk(seen) } : {};
  return { ...nothing(standing), ...follows, ...again };
}

/** Whoever lets the app in again mostly causes an event; this is for those that were lost, or that GitHub does not send. */
const SHUT_OUT_PAUSE = 6 * HOUR;

function hasWritableBoard(seen: Snapshot, by: ShutOut): boolean {
  return (
    by.is === "not-granted" &&
    !by.permissions.includes("issues: write") &&
    given(seen.board)?.state === "open"
  );
}

/** Where the app is shut out from the board alone, the check run says why. */
function toSay(seen: Snapshot): Pick<Plan, "look"> {
  return { look: seen.repository.is === "seen" && seen.checkRun.is === "unseen" ? [{ at: "checkRun" }] : [] };
}

function nothing(standing: Standing): Plan {
  return { standing, phases: [], answers: [], look: [], due: [] };
}

function ofBoard(seen: Snapshot, board: Board | undefined): Plan {
  if (board === undefined) {
    const phases = stepsOf(pipeline(seen), seen);
    return { ...nothing({ is: "conducted" }), phases, look: lookedFor(phases, []) };
  }
  switch (seen.comments.is) {
    case "unseen":
      return { ...nothing({ is: "looking" }), look: toHear(board, seen).map((at) => ({ at })) };
    case "unknown":
      return board.state === "open" || closedAs(board) === undefined ? unheard(seen) : unheardWhenOver(seen);
    case "absent":
    case "seen":
      break;
  }
  if (board.state === "open") {
    return board.locked
      ? atStandstill(seen, { is: "shut-out", by: { is: "locked" } })
      : whole(seen, { is: "conducted" });
  }
  return ofClosedBoard(seen, board);
}

function ofClosedBoard(seen: Snapshot, board: Board): Plan {
  const is = closedAs(board);
  const back = returning(seen, board);
  if (back !== undefined) {
    return { ...nothing(back.standing), ...back };
  }
  if (is === undefined) {
    const left = whole(seen, { is: "abandoned" });
    return leaving(left, seen, left.phases.every(isBehindUs));
  }
  // In a locked one nobody can be answered; that it is unlocked is an event.
  return board.locked || openComments({ seen }).length === 0 ? nothing({ is }) : whole(seen, { is });
}

/** Whatever is said on an open board, these are looked at: asked for together, they cost fewer turns. */
function toHear({ state }: Board, seen: Snapshot): readonly Sight[] {
  const sights: readonly Sight[] =
    state === "open"
      ? ["comments", "tag", "runs", "deployments", "pending", "environments", "jobs"]
      : ["comments"];
  return sights.filter((at) => seen[at].is === "unseen");
}

/** What people say can't be read: nothing is decided, and nothing done that a `/hold` may have forbidden. */
function unheard(seen: Snapshot): Plan {
  const phases = stepsOf(pipeline(seen), seen);
  const look = lookedFor(phases, []);
  return { ...nothing({ is: "not-yet", why: "unanswered" }), phases, look, again: whenToAsk(seen) };
}

/** Of a release that is over, all that is left to do is to answer people. */
function unheardWhenOver(seen: Snapshot): Plan {
  return { ...nothing({ is: "not-yet", why: "unanswered" }), again: whenToAsk(seen) };
}

/** When to ask those anew who did not answer: when GitHub's limits allow, where they were the reason. */
function whenToAsk({ repository, configuration, board, comments, now }: Snapshot): Instant {
  const moments = [repository, configuration, board, comments].flatMap((fact) =>
    fact.is === "unknown" ? [fact.because.until ?? now + MINUTE] : [],
  );
  return moments.length === 0 ? now + MINUTE : Math.max(...moments);
}

/** Where the phases stand, and none of them moves: no command can be claimed or answered, or too little is seen. */
function atStandstill(seen: Snapshot, standing: Standing): Plan {
  const phases = stepsOf(pipeline(seen), seen);
  const look = lookedFor(phases, []);
  return { ...nothing(standing), phases, look, again: seen.now + SHUT_OUT_PAUSE };
}

/** The plan of a release with a board: every phase's step, every open comment's answer, and what is due of both. */
function whole(seen: Snapshot, standing: Standing): Plan {
  const phases = stepsOf(pipeline(seen), seen);
  const board = given(seen.board);
  const talk = conversations({ seen, phases });
  const answers = talk.open.flatMap((conversation) => conversation.answered);
  const beside = standing.is === "conducted" ? overheard(seen) : { due: [], look: [] };
  const look = lookedFor(phases, [...talk.look, ...beside.look]);
  if (look.length > 0) {
    return { standing, phases, answers, look, due: [] };
  }
  const called = board?.state === "open" ? calls(seen, phases) : { due: [] };
  const due = [
    ...closeTwins(seen),
    ...beside.due,
    // What is said after a hold is judged by it.
    ...(beside.due.length > 0 ? [] : talk.open.flatMap(answering)),
    ...called.due,
    ...phases.flatMap((phase) => movesOf(phase, standing)),
  ];
  const isPast = isWaitingWithdrawn(seen) || phases.every(isBehindUs);
  const over = due.length === 0 && talk.open.every(isClosed) && isPast;
  const awaited = mates(seen).some(({ board: one }) => one?.finished === false);
  const ended = over && (!awaited || leadOf(seen) !== undefined);
  const again = earliest(
    nextLook(phases, answers, seen.now),
    called.again,
    nextOfMates(seen, { waits: over && !ended, answers }),
  );
  return {
    standing: ended && standing.is === "conducted" ? { is: "finished" } : standing,
    phases,
    answers,
    look: [],
    due: withoutStopped(due, stopsHeard({ seen, phases }), seen),
    ...(again === undefined ? {} : { again }),
  };
}

/** Nobody but the others on a board tells of them: a lead that is through waits for them, and so does a hold for all. */
function nextOfMates(
  { now }: Snapshot,
  { waits, answers }: { readonly waits: boolean; readonly answers: Plan["answers"] },
): Instant | undefined {
  const isAwaited = answers.some(({ said, answer }) => said.command === "hold" && answer.is === "accepted");
  return earliest(isAwaited ? now + 10 * SECOND : undefined, waits ? now + 10 * MINUTE : undefined);
}

function earliest(...moments: readonly (Instant | undefined)[]): Instant | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function closeTwins(seen: Snapshot): readonly Action[] {
  const board = given(seen.board);
  const kind = board?.comment === undefined ? {} : { isComment: true as const };
  return (board?.twins ?? []).map((twin) => ({
    do: "close-twin",
    twin,
    board: board?.number ?? 0,
    ...kind,
  }));
}

function lookedFor(phases: readonly PlannedPhase[], more: readonly Look[]): readonly Look[] {
  const all = [...phases.flatMap(({ step }) => (step.is === "look" ? step.at : [])), ...more];
  return [...new Map(all.map((look) => [lookText(look), look])).values()];
}

/** Once a board is closed, only its announcements still move. */
function movesOf({ name, step }: PlannedPhase, standing: Standing): readonly Action[] {
  const moves = standing.is === "conducted" || (standing.is === "finished" && name.startsWith("announce "));
  return step.is === "due" && moves ? step.act : [];
}

function isBehindUs({ step, optional }: PlannedPhase): boolean {
  return optional || isOver(step);
}

function isClosed({ answered, silent }: Conversation): boolean {
  return silent || (answered.length > 0 && answered.every(isFinal));
}

/**
 * What a comment asks of us next: claim it before its effect; close it when all of it has come to an end. The
 * reply comes before the closing mark, so that a crash between them costs a mark and not the words.
 */
function answering({ comment, answered, silent }: Conversation): readonly Action[] {
  if (silent) {
    return [];
  }
  // What starts a workflow claims its comment itself, and is done where nobody has claimed it before.
  const claims =
    answered.some(({ answer, effect }) => answer.is === "accepted" && effect?.do !== "dispatch") &&
    !comment.claimed;
  const effects = answered.flatMap(({ effect }) => effect ?? []);
  if (!answered.every(isFinal)) {
    return [...(claims ? [react(comment.id, "eyes")] : []), ...effects];
  }
  const refused = answered.some(({ answer }) => answer.is === "refused");
  return [...reply(comment.id, answered), react(comment.id, refused ? "confused" : "rocket")];
}

function react(comment: number, mark: "eyes" | "rocket" | "confused"): Action {
  return { do: "react", comment, with: mark };
}

function reply(comment: number, answered: Conversation["answered"]): readonly Action[] {
  const worded = answered.filter(isWorded);
  return worded.length === 0 ? [] : [{ do: "reply", comment, to: worded }];
}

/** What somebody's word stops is not done while that word is being seen to, or the right to say it can't be seen yet. */
function withoutStopped(due: readonly Action[], stops: readonly Said[], seen: Snapshot): readonly Action[] {
  return due.filter((action) => !stops.some((stop) => isStoppedBy(action, stop, seen)));
}

function isStoppedBy(action: Action, { command, words }: Said, seen: Snapshot): boolean {
  if (command === "hold" || command === "yank") {
    return isIrreversible(action);
  }
  if (action.do !== "open-gate" && action.do !== "review-gate") {
    return false;
  }
  const rejected = gateNamed(seen, words[0] ?? "")?.name;
  return command === "cancel" || (rejected !== undefined && sameEnvironment(action.environment, rejected));
}
