import type { Command } from "./command.ts";

/** `/help`: the commands, with who may. */
export const help: Command = {
  name: "help",
  usage: "/help",
  example: "/help",
  who: "anyone",
  effect: "the commands, with who may",
  judge: () => ({ answer: { is: "told", what: "help" } }),
};
