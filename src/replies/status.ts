import { leadOf, mates } from "../release/aboard.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { headlineText, type Told } from "./headline.ts";
import { nextMoves } from "./next-moves.ts";
import { phaseState, troubles } from "./phase-state.ts";
import { phaseText } from "./phase-title.ts";
import { boardUrl } from "./places.ts";
import { problemText } from "./problem.ts";
import { asCode, asLink, asText } from "./safe.ts";
import { listed } from "./words.ts";

/** The answer to `/status`: the state, the way out of what stops it, and what can be said next. */
export function statusText(told: Told, seen: Snapshot): string {
  const all = troubles(told.phases);
  const stops = all.filter((one) => one.stops);
  const overdue = all
    .filter(({ problem }) => problem.is === "overdue")
    .map(({ problem }) => problemText(problem, seen));
  const moves = nextMoves(told.phases, seen).map(({ who, what }) => `- ${who}: ${what}`);
  const toCome = told.phases
    .filter(({ optional, step }) => !optional && phaseState(step) === "to-come")
    .map(({ name }) => phaseText(name));
  const url = boardUrl(seen);
  return [
    headlineText(told, seen),
    ...stops.map(({ problem }) => problemText(problem, seen).remedy),
    ...overdue.map(({ says, remedy }) => `${says} ${remedy}`),
    moves.join("\n"),
    besideText(seen),
    toCome.length === 0 ? "" : `After that: ${listed(toCome)}.`,
    url === undefined
      ? "`/help` lists the commands."
      : `${asLink("The board", url)} has the rest; \`/help\` lists the commands.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** How the others on the board stand, for whoever asks without naming one. */
function besideText(seen: Snapshot): string {
  return leadOf(seen) === undefined
    ? mates(seen)
        .map(({ tag, board }) => `- ${asLink(asCode(tag), board?.url)}: ${asText(board?.state ?? "")}.`)
        .join("\n")
    : "";
}
