import { askedBy } from "../rehearse/board-text.ts";
import { boardOf, gatesWaiting, githubReleaseOf, runOf } from "./standing.ts";
import type { Playground } from "./world.ts";

/** The commands that mean something at this moment: what the board asks for first, as it has it. */
export function commandsNow(world: Playground): readonly string[] {
  const run = runOf(world);
  const gates = gatesWaiting(world);
  const board = boardOf(world)?.body ?? "";
  const asked = [...askedBy(board).map(({ command }) => command), ...remediesIn(board)];
  return [
    ...new Set([
      ...asked.filter((command) => command !== "/unhold"),
      ...gates.map((gate) => `/approve ${gate}`),
      ...gates.map((gate) => `/reject ${gate} not this one`),
      ...(run?.status === "completed" && run.conclusion !== "success" ? ["/retry"] : []),
      ...(githubReleaseOf(world)?.draft === true ? ["/publish"] : []),
      "/hold one moment",
      "/unhold",
      "/status",
      "/help",
    ]),
  ];
}

/** What the board tells to say about what stops the release. */
function remediesIn(board: string): readonly string[] {
  const told = board.split("\n").filter((line) => line.startsWith("> **What to do:**"));
  return told.flatMap((line) =>
    [...line.matchAll(/`(\/[a-z][^`<]*)`/g)].flatMap(([, command]) => command ?? []),
  );
}
