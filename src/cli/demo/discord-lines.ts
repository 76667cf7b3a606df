import { plain } from "../../replies/plain.ts";
import type { Message } from "../../sandbox/discord/message.ts";
import type { Teller } from "./teller.ts";

/** Longest line of a message that is quoted. */
const MOST = 200;

/** Gives the listener that tells what is posted in the channel. */
export function tellDiscord(teller: Teller): (message: Message) => void {
  return ({ content }) => {
    const lines = content.split(/\n+/).map((line) => plain(line, MOST));
    teller.say("Discord", `“${lines.join(" · ")}”`);
  };
}
