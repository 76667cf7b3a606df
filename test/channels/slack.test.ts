import { expect, test } from "vitest";
import { type Channel, ChannelFault } from "../../src/channels/channel.ts";
import { slack } from "../../src/channels/slack.ts";
import type { Clock } from "../../src/clock.ts";
import { createSlack } from "../../src/sandbox/slack/slack.ts";

const now = Date.UTC(2026, 10, 1);
const clock: Clock = { now: () => now, sleepUntil: async () => undefined, busy: (task) => task() };
const TEXT = "*Demo 1.0*\n\n&lt;!channel&gt;";

/** A channel behind a webhook of the sandbox. */
function sandboxed() {
  const world = createSlack({ clock });
  const hook = world.createWebhook();
  const send: typeof fetch = (input, init) => world.handler(new Request(input, init));
  const webhookUrl = `https://hooks.slack.test${hook.path}`;
  return { world, hook, channel: slack({ name: "ANNOUNCE_SLACK", webhookUrl, clock, fetch: send }) };
}

/** A channel whose webhook answers this to everything. */
function answering(answer: () => Response | Promise<Response>): Channel {
  const webhookUrl = "https://hooks.slack.test/services/T0/B0/sEcReT";
  return slack({ name: "ANNOUNCE_SLACK", webhookUrl, clock, fetch: async () => answer() });
}

async function faultOf(sending: Promise<unknown>): Promise<ChannelFault["fault"]> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ChannelFault)) throw new Error(`no ChannelFault: ${String(error)}`);
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain("sEcReT");
  return error.fault;
}

test("an announcement is posted once, as it is, and nothing is known of it but that", async () => {
  const { world, channel } = sandboxed();
  expect(await channel.send(TEXT)).toEqual({});
  expect(world.messages).toEqual([
    {
      channel: "releases",
      text: TEXT,
      sections: [{ text: TEXT, verbatim: true }],
      calls: [],
      postedAt: now,
    },
  ]);
  expect(channel.edit).toBeUndefined();
});

test("too many messages are a definite no, with the time to wait", async () => {
  const { world, channel } = sandboxed();
  await channel.send(TEXT);
  const fault = await faultOf(channel.send(TEXT));
  expect(fault).toMatchObject({
    kind: "limited",
    whom: "Slack (ANNOUNCE_SLACK)",
    waitMs: 1000,
    ambiguous: false,
  });
  expect(world.messages).toHaveLength(1);
});

test.each([
  ["30", 30_000],
  ["86400", 600_000],
  ["", 1000],
])("a wait of %j seconds is honoured within reason", async (seconds, waitMs) => {
  const headers = seconds === "" ? {} : { "retry-after": seconds };
  const limited = answering(() => new Response("rate_limited", { status: 429, headers }));
  expect(await faultOf(limited.send(TEXT))).toMatchObject({ waitMs, until: now + waitMs });
});

test("a webhook that was removed and a channel that was archived say what to do", async () => {
  const { world, hook, channel } = sandboxed();
  world.archive("releases");
  const archived = await faultOf(channel.send(TEXT));
  expect(archived).toMatchObject({ kind: "refused", status: 410, ambiguous: false });
  expect(archived.detail).toContain(
    "(channel_is_archived): the webhook or its channel is gone; make a new one",
  );
  world.deleteWebhook(hook);
  expect((await faultOf(channel.send(TEXT))).detail).toContain("404 (no_service)");
});

test.each([
  [400, "invalid_payload", false, "refused the message with 400 (invalid_payload)"],
  [400, "invalid_blocks", false, "refused the message with 400 (invalid_blocks)"],
  [403, "action_prohibited", false, "an admin of the workspace has restricted who may post"],
  [403, "invalid_token", false, "make a new one and give it to the server"],
  [302, "", false, "refused the message with 302"],
  [500, "rollup_error", true, "answered 500 (rollup_error); the message may have been posted all the same"],
  [503, "<html>Service Unavailable</html>", true, "answered 503; the message"],
  [200, "<html>", true, "answered 200 without “ok”"],
])("an answer of %i %j leaves it open whether it was posted: %s", async (status, said, ambiguous, detail) => {
  const fault = await faultOf(answering(() => new Response(said, { status })).send(TEXT));
  expect(fault).toMatchObject({ status, ambiguous, detail: expect.stringContaining(detail) });
});

test("no connection is a definite no, a lost one is not", async () => {
  const failing = (code: string) =>
    answering(() =>
      Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(), { code }) })),
    );
  expect(await faultOf(failing("ECONNREFUSED").send(TEXT))).toMatchObject({ ambiguous: false });
  expect(await faultOf(failing("ECONNRESET").send(TEXT))).toMatchObject({ ambiguous: true });
});
