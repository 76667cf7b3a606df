import { aboard, mates } from "../../release/aboard.ts";
import type { Plan } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { headline } from "../headline.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { table } from "./markup.ts";

/** The last line of a board with one release. */
export const COMMANDS_LINE = "Commands: `/help`";

/** The releases on the board, on the board of the one that leads; nothing where there is one. */
export function aboardTable(plan: Plan, seen: Snapshot): string {
  const on = aboard(seen);
  if (on === undefined || on.lead !== on.own) {
    return "";
  }
  const sisters = mates(seen).map(({ tag, board }) => [
    asLink(asCode(tag), board?.url),
    board === undefined ? "" : asText(board.state),
  ]);
  const own = [`${asCode(on.own)} (here)`, asText(headline(plan, seen).state.replaceAll("`", ""))];
  return `${table(["Release", "State"], [own, ...sisters])}\n\nSeveral releases share this board: every command names its release first. \`/hold\` without a tag holds all of them.`;
}

/** How to say something here. */
export function commandsLine(seen: Snapshot): string {
  const on = aboard(seen);
  return on === undefined
    ? COMMANDS_LINE
    : `Commands to this release name it first: \`/publish ${on.own}\`. All of them: \`/help\``;
}
