import type { Command } from "./command.ts";

/** `/status`: where the release stands, in a few lines. */
export const status: Command = {
  name: "status",
  usage: "/status",
  example: "/status",
  who: "anyone",
  effect: "where the release stands",
  judge: () => ({ answer: { is: "told", what: "status" } }),
};
