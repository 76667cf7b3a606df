import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { ChannelFault } from "../../src/channels/channel.ts";
import { discord } from "../../src/channels/discord.ts";
import { createQuietTime } from "../../src/channels/quiet-time.ts";
import type { Clock } from "../../src/clock.ts";
import { createDiscord } from "../../src/sandbox/discord/discord.ts";

const now = Date.UTC(2026, 10, 1);
const clock: Clock = { now: () => now, sleepUntil: async () => undefined, busy: (task) => task() };
const message = "**Demo 1.0**\n\n- @everyone";
const TOKEN = "sEcReT-t0ken";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A channel behind a webhook of the sandbox. */
function sandboxed(perMinute?: number) {
  const world = createDiscord(perMinute === undefined ? { clock } : { clock, perMinute });
  const { path, guildId, channelId, id } = world.createWebhook({});
  const send: typeof fetch = (input, init) => world.handler(new Request(input, init));
  const webhookUrl = `http://discord.test${path}`;
  const channel = discord({
    name: "releases",
    webhookUrl,
    clock,
    fetch: send,
    quiet: createQuietTime(clock),
  });
  return { world, channel, guildId, channelId, id };
}

/** A channel whose webhook is a real server on the loopback that does this with a connection. */
async function behind(server: Server, timeoutMs = 5000) {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const webhookUrl = `http://127.0.0.1:${port}/api/v10/webhooks/1/${TOKEN}`;
  return discord({ name: "releases", webhookUrl, clock, timeoutMs, quiet: createQuietTime(clock) });
}

async function faultOf(sending: Promise<unknown>): Promise<ChannelFault["fault"]> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ChannelFault)) throw new Error(`no ChannelFault: ${String(error)}`);
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(TOKEN);
  return error.fault;
}

test("an announcement is posted once, pings nobody, and is linked", async () => {
  const { world, channel, guildId, channelId } = sandboxed();
  const sent = await channel.send(message);
  expect(world.messages).toHaveLength(1);
  expect(sent).toEqual({
    id: sent.id,
    url: `http://discord.test/channels/${guildId}/${channelId}/${sent.id}`,
  });
  const [post] = world.requests;
  expect(post).toMatchObject({ method: "POST", path: expect.stringMatching(/\?wait=true$/) });
  expect(JSON.parse(post?.body ?? "")).toEqual({
    content: message,
    allowed_mentions: { parse: [] },
  });
});

test("an announcement without a link is as good as posted", async () => {
  const server = createServer((request, response) => {
    if (request.method === "POST") response.end(JSON.stringify({ id: "7", channel_id: "8" }));
    else response.writeHead(500).end();
  });
  expect(await (await behind(server)).send(message)).toEqual({ id: "7" });
});

test("the address as Discord hands it out is used with a version", async () => {
  const asked: string[] = [];
  const send: typeof fetch = async (input) => {
    asked.push(String(input));
    return Response.json({ id: "1", channel_id: "2", guild_id: "3" });
  };
  const webhookUrl = "https://discord.com/api/webhooks/1/abc?thread_id=9";
  const channel = discord({ name: "x", webhookUrl, clock, fetch: send, quiet: createQuietTime(clock) });
  expect(await channel.send(message)).toEqual({
    id: "1",
    url: "https://discord.com/channels/3/2/1",
  });
  expect(asked[0]).toBe("https://discord.com/api/v10/webhooks/1/abc?thread_id=9&wait=true");
});

test("too many messages are a definite no, with the time to wait", async () => {
  const { world, channel } = sandboxed(1);
  await channel.send(message);
  const fault = await faultOf(channel.send(message));
  expect(fault).toMatchObject({ kind: "limited", whom: "Discord (releases)", status: 429, ambiguous: false });
  expect(fault.until).toBeGreaterThan(now);
  expect(fault.until).toBeLessThanOrEqual(now + 60_000);
  expect(world.messages).toHaveLength(1);
});

test("no wait beyond ten minutes is believed", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(429).end(JSON.stringify({ retry_after: 999_999 }));
  });
  expect((await faultOf((await behind(server)).send(message))).until).toBe(now + 600_000);
});

test("a global limit silences every channel on Discord, a limit of one channel only that", async () => {
  const quiet = createQuietTime(clock);
  const asked: string[] = [];
  const limited =
    (global: boolean): typeof fetch =>
    async (input) => {
      asked.push(String(input));
      return Response.json({ retry_after: 30, global }, { status: 429 });
    };
  const one = (id: number, global: boolean) => {
    const webhookUrl = `https://discord.com/api/v10/webhooks/${id}/abc`;
    return discord({ name: `ANNOUNCE_${id}`, webhookUrl, clock, fetch: limited(global), quiet });
  };
  await faultOf(one(1, false).send(message));
  await faultOf(one(2, true).send(message));
  expect(asked).toHaveLength(2);
  const fault = await faultOf(one(3, false).edit?.("5", message) ?? Promise.resolve());
  expect(fault).toMatchObject({ kind: "limited", waitMs: 30_000, until: now + 30_000, ambiguous: false });
  expect(asked).toHaveLength(2);
});

test("a message is changed in place and calls nobody", async () => {
  const { world, channel } = sandboxed();
  const { id = "" } = await channel.send(message);
  await channel.edit?.(id, "**Demo 1.0.1** @everyone");
  expect(world.messages).toMatchObject([
    { id, content: "**Demo 1.0.1** @everyone", editedAt: now, pings: { everyone: false } },
  ]);
  expect(world.requests.at(-1)).toMatchObject({
    method: "PATCH",
    path: expect.stringContaining(`/messages/${id}`),
  });
});

test("in a thread, a message is changed there", async () => {
  const asked: string[] = [];
  const send: typeof fetch = async (input) => {
    asked.push(String(input));
    return Response.json({ id: "7", channel_id: "8" });
  };
  const webhookUrl = "https://discord.com/api/webhooks/1/abc?thread_id=9";
  const channel = discord({ name: "x", webhookUrl, clock, fetch: send, quiet: createQuietTime(clock) });
  await channel.edit?.("7", message);
  expect(asked).toEqual(["https://discord.com/api/v10/webhooks/1/abc/messages/7?thread_id=9"]);
});

test("a message that was deleted is gone, one whose webhook was deleted is not known to be", async () => {
  const { world, channel, id } = sandboxed();
  const sent = await channel.send(message);
  world.deleteMessage(sent.id ?? "");
  const gone = await faultOf(channel.edit?.(sent.id ?? "", message) ?? Promise.resolve());
  expect(gone).toMatchObject({ kind: "refused", status: 404, gone: true, ambiguous: false });
  world.deleteWebhook(id);
  const unknown = await faultOf(channel.edit?.(sent.id ?? "", message) ?? Promise.resolve());
  expect(unknown.gone).toBeUndefined();
});

test("a deleted webhook is a definite no that says what to do", async () => {
  const { world, channel, id } = sandboxed();
  world.deleteWebhook(id);
  const fault = await faultOf(channel.send(message));
  expect(fault).toMatchObject({ kind: "refused", status: 404, ambiguous: false });
  expect(fault.detail).toContain("make a new one");
});

test.each([
  [302, false],
  [400, false],
  [401, false],
  [403, false],
  [500, true],
  [502, true],
  [204, true],
])("an answer of %i leaves it open whether the message was posted: %s", async (status, ambiguous) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
  });
  expect(await faultOf((await behind(server)).send(message))).toMatchObject({ status, ambiguous });
});

test.each([
  [429, "nothing was changed"],
  [503, "may have been changed all the same"],
])("a change that is answered %i says that it was one: %s", async (status, detail) => {
  const server = createServer((_request, response) => response.writeHead(status).end());
  const fault = await faultOf((await behind(server)).edit?.("5", message) ?? Promise.resolve());
  expect(fault.detail).toContain(detail);
});

test("an effect whose answer was lost is ambiguous", async () => {
  const { world, channel } = sandboxed();
  world.outage({ status: 503, when: "after" });
  expect(await faultOf(channel.send(message))).toMatchObject({ kind: "broken", ambiguous: true });
  expect(world.messages).toHaveLength(1);
});

test("a 200 that names no message is ambiguous", async () => {
  const server = createServer((_request, response) => response.end("ok"));
  expect(await faultOf((await behind(server)).send(message))).toMatchObject({
    kind: "broken",
    ambiguous: true,
  });
});

test("a refused connection is a definite no", async () => {
  const server = createServer();
  const channel = await behind(server);
  await new Promise((resolve) => server.close(resolve));
  const fault = await faultOf(channel.send(message));
  expect(fault).toMatchObject({
    kind: "unreachable",
    detail: "no connection (ECONNREFUSED)",
    ambiguous: false,
  });
});

test("a connection lost after sending is ambiguous", async () => {
  const server = createServer((request) => request.socket.destroy());
  expect(await faultOf((await behind(server)).send(message))).toMatchObject({
    kind: "unreachable",
    ambiguous: true,
  });
});

test("no answer in time is ambiguous", async () => {
  const channel = await behind(createServer(), 50);
  expect(await faultOf(channel.send(message))).toMatchObject({
    detail: "no answer in time",
    ambiguous: true,
  });
});

test("an answer that stops in the middle is ambiguous", async () => {
  const server = createServer((_request, response) => {
    const head = response.writeHead(200, { "content-length": "100" });
    head.write("{", () => response.destroy());
  });
  expect(await faultOf((await behind(server)).send(message))).toMatchObject({ ambiguous: true });
});
