import { isStop, REQUESTS, type Request, type Said } from "../release/answer.ts";
import { issueAtDesk } from "../release/desk.ts";
import { DAY } from "../release/instant.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { everyCommandIn } from "./parse.ts";

/** A request that nobody has taken up for so long is history: the app may have come to the repository after it. */
const FRESH = DAY;

export function isRequest({ command }: Pick<Said, "command">): boolean {
  return command !== undefined && REQUESTS.includes(command as Request);
}

/**
 * Whether a comment is answered where it was read. On a board two look at it, the release and the desk, and one of them
 * answers: the desk where the first command of the comment is a request, unless a later one stops something, which the
 * desk can't. Old requests are no more acted upon.
 */
export function isOurs(comment: Comment, { key, now }: Pick<Snapshot, "key" | "now">): boolean {
  // Whom a line is said to makes no request another command.
  const commands = everyCommandIn(comment).filter(({ command }) => command !== undefined);
  const [first] = commands;
  const isForDesk = first !== undefined && isRequest(first) && !commands.some(isStop);
  if (issueAtDesk(key) === undefined) {
    return !isForDesk;
  }
  return isForDesk && (comment.claimed || now - comment.createdAt < FRESH);
}

/** Whether a command stands where it is not answered, in a comment that is. */
export function isOutOfPlace(said: Said, { key }: Pick<Snapshot, "key">): boolean {
  return said.command !== undefined && isRequest(said) !== (issueAtDesk(key) !== undefined);
}
