import type { Gate } from "../release/configuration.ts";
import { DAY, type Instant } from "../release/instant.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { problemText } from "./problem.ts";
import { asCode } from "./safe.ts";
import { waitText } from "./wait.ts";
import { sentence, utc } from "./words.ts";

/** A gate that has waited for long: since when, and what for. */
export type Told = { readonly gate: Gate; readonly since: Instant; readonly on: Wait };

/** GitHub's limit. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments */
const LONGEST_WAIT = 30 * DAY;

/** Calls people to a gate; by name only those whom the configuration names for it. */
export function reminderText({ gate, since, on }: Told, seen: Snapshot): string {
  const { who, says, todo } = waitText(on, seen);
  return [
    `${called(gate)}Gate ${asCode(gate.name)} has been waiting for ${who} since ${utc(since)}. ${says}`,
    ...(todo === undefined ? [] : [`${sentence(todo)}.`]),
    `Left alone, the run fails on ${utc(since + LONGEST_WAIT)}, when GitHub ends the waiting.`,
  ].join("\n\n");
}

/** What people leave undone besides the gates, and since when. Nobody is called by name: who is on the board hears of it. */
export function remindedText({ since, on }: Omit<Told, "gate">, seen: Snapshot): string {
  const { who, says, todo } = waitText(on, seen);
  return [
    `This release has been waiting for ${who} since ${utc(since)}. ${says}`,
    ...(todo === undefined ? [] : [`${sentence(todo)}.`]),
    GIVEN_UP,
  ].join("\n\n");
}

/** That nobody has said what became of an announcement. */
export function unclearText(channel: string, since: Instant, seen: Snapshot): string {
  const { says, remedy } = problemText({ is: "announcement-unclear", channel }, seen);
  return [`This release has been waiting since ${utc(since)}. ${says}`, remedy].join("\n\n");
}

const GIVEN_UP = "If this release is not to be, close this issue: then nobody is reminded any more.";

/** The last call before GitHub ends the waiting. */
export function deadlineText({ gate, since, on }: Told, seen: Snapshot): string {
  const { says, todo } = waitText(on, seen);
  return [
    `${called(gate)}**Gate ${asCode(gate.name)} waits no longer than ${utc(since + LONGEST_WAIT)}.** Then GitHub ends the waiting, and the run fails. ${says}`,
    ...(todo === undefined ? [] : [`${sentence(todo)}.`]),
    "If this release is not to be: say `/cancel`, which ends the run, then close this issue.",
  ].join("\n\n");
}

/** The one place besides credits in which anybody is mentioned: whom the configuration wants to be. */
function called({ escalate }: Gate): string {
  return escalate.length === 0 ? "" : `${escalate.map((login) => `@${login}`).join(" ")} · `;
}
