import { expect, test } from "vitest";
import { createChannels } from "../../src/channels/channels.ts";
import { systemClock as clock } from "../../src/clock.ts";

const SECRET = "sEcReT-t0ken";

function made(address: string) {
  return createChannels(new Map([["ANNOUNCE_NEWS", address]]), { clock, fetchTo: () => fetch }).get(
    "ANNOUNCE_NEWS",
  );
}

test.each([
  [`https://discord.com/api/webhooks/1/${SECRET}`, "discord"],
  [`https://discord.com/api/v10/webhooks/1/${SECRET}?thread_id=9`, "discord"],
  [`https://canary.discord.com/api/webhooks/1/${SECRET}`, "discord"],
  ["https://hooks.slack.com/services/T024F8/B1MGL0/yE3zdKdjfnOBXjDO", "slack"],
  ["https://hooks.slack-gov.com/services/T024F8/B1MGL0/yE3zdKdjfnOBXjDO", "slack"],
])("an address tells whose channel it is: %s", (address, kind) => {
  expect(made(address)).toMatchObject({ name: "ANNOUNCE_NEWS", kind });
  expect(made(address)?.edit !== undefined).toBe(kind === "discord");
});

test.each([
  `ftp://discord.com/api/webhooks/1/${SECRET}`,
  `https://discord.com/${SECRET}`,
  // It takes other messages (https://discord.com/developers/docs/resources/webhook#execute-slackcompatible-webhook).
  `https://discord.com/api/webhooks/1/${SECRET}/slack`,
  `https://hooks.slack.com/triggers/T024F8/1/${SECRET}`,
  `https://hooks.slack.com/services/${SECRET}`,
  SECRET,
  "",
])("an address that is no webhook is refused without being repeated (%#)", (address) => {
  const make = () => made(address);
  expect(make).toThrow('The address of the channel "ANNOUNCE_NEWS" is no webhook of Discord or Slack');
  expect(make).not.toThrow(SECRET);
});
