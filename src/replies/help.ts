import type { Command } from "../commands/command.ts";
import { aboard } from "../release/aboard.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { table } from "./board/markup.ts";
import { approvers, holders } from "./places.ts";
import { asCode } from "./safe.ts";
import { listed, sentence } from "./words.ts";

/** What of a command its help tells. */
export type Listed = Pick<Command, "usage" | "example" | "who" | "effect">;

/** The answer to `/help`: every command, who may say it in this repository, and an example to copy. */
export function helpText(commands: readonly Listed[], seen: Snapshot): string {
  const rows = commands.map(({ usage, example, who, effect }) => [
    asCode(usage),
    sentence(whoText(who, seen)),
    `${sentence(effect)}.`,
    asCode(example),
  ]);
  return [
    "A command stands alone on its line, at the very beginning of it. An edited comment opens nothing: say it anew.",
    ...shared(seen),
    table(["Command", "Who", "What it does", "For example"], rows),
  ].join("\n\n");
}

/** What is different where several releases share the board. */
function shared(seen: Snapshot): readonly string[] {
  const tags = aboard(seen)?.tags ?? [];
  return tags.length === 0
    ? []
    : [
        `Several releases share this board: a command names its release first, ${listed(
          tags.slice(0, 10).map((tag) => asCode(tag)),
          "or",
        )}, and a comment speaks to one of them. \`/hold\` without a tag holds all; \`/status\` and \`/help\` need none.`,
      ];
}

function whoText(who: Command["who"], seen: Snapshot): string {
  switch (who) {
    case "anyone":
      return "anyone";
    case "approvers":
      return approvers(seen);
    case "read":
    case "triage":
    case "write":
    case "maintain":
    case "admin":
      return holders(who, seen);
  }
}
