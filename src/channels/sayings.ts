import { systemClock } from "../clock.ts";
import { type Saying, said } from "../replies/saying.ts";
import { NO_MESSAGE, noWebhook, refusal } from "./discord.ts";
import { discordMessage } from "./discord-message.ts";

const FOR = { name: "ANNOUNCE_DISCORD", clock: systemClock };
const POST = {
  title: "tool v5.0.0",
  url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  prerelease: true,
};
const ANSWERED = Object.fromEntries(
  [400, 404, 429, 500].map((status) => [status, refusal(new Response("", { status }), {}, FOR).fault.detail]),
);
const LINE = `${"a".repeat(1000)}\n`;

/** What the app adds to an announcement on Discord, and says of an address that is none. */
export function discordSayings(): readonly Saying[] {
  return [
    { where: "post on Discord", text: discordMessage({ ...POST, text: "Thanks to octocat." }) },
    { where: "post on Discord, one line left out", text: lastLines(LINE.repeat(2).trim()) },
    { where: "post on Discord, lines left out", text: lastLines(LINE.repeat(3).trim()) },
    ...said("Discord", { ...ANSWERED, "200 and no message": NO_MESSAGE }, (text) => text),
    { where: "no address of Discord", text: noWebhook("ANNOUNCE_DISCORD") },
  ];
}

function lastLines(text: string): string {
  return discordMessage({ ...POST, text })
    .split("\n")
    .slice(-3)
    .join("\n");
}
