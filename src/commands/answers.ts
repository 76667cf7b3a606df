import { type Action, actionText } from "../release/action.ts";
import type { Answered, Said } from "../release/answer.ts";
import { COMMANDS, isStop } from "../release/answer.ts";
import { releaseRun } from "../release/attempt.ts";
import { closedAs } from "../release/closed-as.ts";
import { issueAtDesk } from "../release/desk.ts";
import { given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Board, Comment, Person, Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused, type Sight } from "./command.ts";
import { againstCommand } from "./command-rules.ts";
import { mayApprove } from "./delegations.ts";
import { overheard } from "./overheard.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { isOurs, isOutOfPlace, isRequest } from "./requests.ts";
import { hasRole } from "./rights.ts";
import { commandTable } from "./table.ts";
import { onYankedBoard } from "./yank.ts";

/** What a comment's commands come to, as far as it can be said now. */
export type Conversation = {
  readonly comment: Comment;
  readonly answered: readonly Answered[];
  /** Whether the comment is by somebody without any right here, who was answered once already. */
  readonly silent: boolean;
};

/** By what these leave, the words after them are judged: two comments that ask for one board get one. */
const JUDGED_BY: ReadonlySet<Action["do"]> = new Set<Action["do"]>([
  "remember",
  "prepare-release",
  "take-up-release",
  "dispatch",
]);

/**
 * Comments with commands that are not closed yet, each judged in the order of its lines, and one after the other:
 * what one of them makes the board remember, opens or starts, those after it are judged by in the next round.
 */
export function conversations(sight: Sight): {
  readonly open: readonly Conversation[];
  readonly look: readonly Look[];
} {
  const open: Conversation[] = [];
  for (const comment of openComments(sight)) {
    const conversation = converse(sight, comment, open);
    open.push(conversation);
    if (conversation.answered.some(({ effect }) => effect !== undefined && JUDGED_BY.has(effect.do))) {
      break;
    }
  }
  const look = open.flatMap(({ answered }) =>
    answered.flatMap(({ answer }) => (answer.is === "looking" ? answer.at : [])),
  );
  return { open, look };
}

/** The comments that wait for an answer of ours. */
export function openComments({ seen }: Pick<Sight, "seen">): readonly Comment[] {
  const since = abandonedSince(seen);
  return (given(seen.comments) ?? []).filter(
    (comment) =>
      isByAPerson(comment) &&
      comment.outcome === undefined &&
      comment.createdAt > since &&
      commandsIn(comment).length > 0 &&
      isOurs(comment, seen),
  );
}

/** What was said before a person closed the board waits with the release, and is judged once that goes on. */
function abandonedSince(seen: Snapshot): Instant {
  const board = given(seen.board);
  const isAbandoned = board?.state === "closed" && closedAs(board) !== "finished";
  return isAbandoned ? (board.closed?.at ?? 0) : Number.NEGATIVE_INFINITY;
}

/** A later line is judged once the line before it has come to its end; a word that stops something waits for none. */
function converse(sight: Sight, comment: Comment, before: readonly Conversation[]): Conversation {
  const answered: Answered[] = [];
  for (const said of commandsIn(comment)) {
    if (answered.every(isFinal) || isStop(said)) {
      answered.push({ said, ...judge(said, sight) });
    }
    if (answered.at(-1)?.effect?.do === "remember") {
      break;
    }
  }
  const conversation = { comment, answered, silent: false };
  return { ...conversation, silent: isSilent(sight, conversation, before) };
}

/**
 * The words by which somebody stops something and that are still being seen to, or whose right is not known yet:
 * each by itself, so that none is overlooked for what stands before it.
 */
export function stopsHeard(sight: Sight): readonly Said[] {
  const own = openComments(sight)
    .flatMap(commandsIn)
    .filter((said) => isStop(said) && !isFinal(judge(said, sight)));
  return [...own, ...overheard(sight.seen).stops];
}

/** Whoever it is, what they may do here comes first: it decides how much is said to them. */
function judge(said: Said, sight: Sight): Judgement {
  const by = said.comment.author;
  if (by === undefined) {
    return looking([]);
  }
  const right = hasRole(sight.seen, by, "triage");
  if (right.is === "looking") {
    return looking(right.at);
  }
  if (isOutOfPlace(said, sight.seen)) {
    return refused({ is: "out-of-place", isRequest: isRequest(said) });
  }
  if (said.astray !== undefined) {
    return refused({ is: "which-release", ...said.astray });
  }
  if (said.early !== undefined) {
    return refused({ is: "before-board" });
  }
  const over = onceOver(said, sight);
  if (over !== undefined || said.command === undefined) {
    return over ?? unknownCommand(said.word);
  }
  const command = commandTable[said.command];
  const against = againstCommand({ said, seen: sight.seen, by, who: command.who });
  return against ?? unlessRefused(command.judge(said, sight, by), sight.seen);
}

/** What GitHub has refused three times is not asked for again: it would stand before all that others ask for. */
function unlessRefused(judgement: Judgement, seen: Snapshot): Judgement {
  const { effect } = judgement;
  return effect !== undefined && seen.refused.includes(actionText(effect))
    ? refused({ is: "refused-thrice", action: effect.do, ...urlOfRun(effect, seen) })
    : judgement;
}

/** Where people do it themselves, of what is done to the release run. */
function urlOfRun(effect: Action, seen: Snapshot): { readonly url?: string } {
  const url = "run" in effect ? releaseRun(seen)?.url : undefined;
  return url === undefined ? {} : { url };
}

function unknownCommand(word: string): Judgement {
  const near = COMMANDS.find((name) => isNear(name, word));
  return refused({ is: "unknown-command", word, ...(near === undefined ? {} : { near }) });
}

/** On a closed board people may still ask, have its notes written anew, announce it again, and say that it is bad. */
const STILL_HEARD: ReadonlySet<Said["command"]> = new Set<Said["command"]>([
  "announce",
  "notes",
  "resume",
  "yank",
]);

function onceOver(said: Said, { seen }: Sight): Judgement | undefined {
  const board = given(seen.board);
  if (board?.state !== "closed" || said.command === "status" || said.command === "help") {
    return onYankedBoard(said, { seen });
  }
  if (closedAs(board) !== "finished") {
    return refused({ is: "abandoned" });
  }
  return (
    onYankedBoard(said, { seen }) ?? (isForClosed(said, board) ? undefined : refused({ is: "finished" }))
  );
}

/** What still does something there; the word that closed the board has its answer yet to come. */
function isForClosed({ command, comment }: Said, { memory: { left } }: Board): boolean {
  const closes = left?.is === "withdrawn" && left.comment === comment.id;
  return STILL_HEARD.has(command) || (command === "cancel" && closes);
}

/** Whether nothing more is to come of a command. */
export function isFinal({ answer }: Pick<Answered, "answer">): boolean {
  return answer.is === "done" || answer.is === "refused" || answer.is === "told";
}

/**
 * People without a right here get one refusal, and none for words we do not know: an open issue of a popular
 * project is a public place. At a desk, any issue of it, they get none. Whoever may approve is always answered, though a team's members may have no role here.
 */
function isSilent(
  sight: Sight,
  { comment, answered }: Conversation,
  before: readonly Conversation[],
): boolean {
  const { author } = comment;
  const worded = answered.filter(isWorded);
  if (author === undefined || worded.length === 0 || !isOutsider(sight, author)) {
    return false;
  }
  if (issueAtDesk(sight.seen.key) !== undefined) {
    return true;
  }
  const unknown = worded.every(
    ({ answer }) => answer.is === "refused" && answer.because.is === "unknown-command",
  );
  const beingAnswered = before.some(
    (other) => other.comment.author?.id === author.id && !other.silent && other.answered.some(isWorded),
  );
  return unknown || beingAnswered || answersTo(sight, author.id, comment.id);
}

function isOutsider({ seen }: Sight, person: Person): boolean {
  return (
    hasRole(seen, person, "triage").is === "may-not" &&
    !gatesOf(seen).some((gate) => mayApprove(seen, person, gate).is === "may")
  );
}

/** Whether a command is answered in words. */
export function isWorded({ answer }: Pick<Answered, "answer">): boolean {
  return answer.is === "refused" || answer.is === "told";
}

/** Whether one of our replies answers another comment of this person. */
function answersTo({ seen }: Sight, person: number, except: number): boolean {
  const comments = given(seen.comments) ?? [];
  const theirs = comments
    .filter((one) => one.author?.id === person && one.id !== except)
    .map((one) => one.id);
  return comments.some((one) => one.answers !== undefined && theirs.includes(one.answers));
}

/** One letter added, lost, changed, or two swapped. */
function isNear(name: string, word: string): boolean {
  if (Math.abs(name.length - word.length) > 1) {
    return false;
  }
  let start = 0;
  while (start < name.length && name[start] === word[start]) {
    start += 1;
  }
  const [a, b] = [name.slice(start), word.slice(start)];
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || swapped;
}
