import { type Saying, said } from "../replies/saying.ts";
import { noWebhook } from "./channels.ts";
import { refusal as discordRefusal, NO_MESSAGE } from "./discord.ts";
import { NOT_OK, refusal as slackRefusal } from "./slack.ts";

const NEVER = { now: () => 0 };
const FOR = { name: "ANNOUNCE_NEWS", clock: NEVER, quiet: { left: () => 0, begin: () => undefined } };
const headers = new Headers();

const DISCORD = Object.fromEntries(
  [
    { status: 400, text: "" },
    { status: 404, text: "" },
    { status: 404, text: '{"code":10008}' },
    { status: 429, text: "" },
    { status: 500, text: "" },
  ].map(({ status, text }) => [
    text === "" ? status : `${status} for a message`,
    discordRefusal({ status, headers, text }, "posted", FOR).fault.detail,
  ]),
);

const CHANGING = Object.fromEntries(
  [429, 500].map((status) => [
    `${status} for a change`,
    discordRefusal({ status, headers, text: "" }, "changed", FOR).fault.detail,
  ]),
);

const SLACK = Object.fromEntries(
  [
    { status: 400, text: "invalid_payload" },
    { status: 403, text: "action_prohibited" },
    { status: 404, text: "no_service" },
    { status: 500, text: "rollup_error" },
  ].map(({ status, text }) => [status, slackRefusal({ status, headers, text }, FOR).fault.detail]),
);

/** What the app says of a channel that did not take a post, and of an address that is none. */
export function channelSayings(): readonly Saying[] {
  return [
    ...said("Discord", { ...DISCORD, ...CHANGING, "200 and no message": NO_MESSAGE }, (text) => text),
    ...said("Slack", { ...SLACK, "200 and not ok": NOT_OK }, (text) => text),
    { where: "no address of a channel", text: noWebhook("ANNOUNCE_NEWS") },
  ];
}
