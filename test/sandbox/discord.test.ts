import { beforeEach, describe, expect, it } from "vitest";
import { createDiscord } from "../../src/sandbox/discord/discord.ts";
import { handClock, START } from "./index/shop.ts";

interface MessageJson {
  readonly id: string;
  readonly channel_id: string;
  readonly content: string;
  readonly mention_everyone: boolean;
}

let clock: ReturnType<typeof handClock>;
let discord: ReturnType<typeof createDiscord>;
let webhook: ReturnType<typeof discord.createWebhook>;

beforeEach(() => {
  clock = handClock();
  discord = createDiscord({ clock });
  webhook = discord.createWebhook({ guildId: "11", channelId: "22", name: "Releases" });
});

function send(method: string, path: string, body?: unknown): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = body === undefined ? { method } : { method, body: text };
  return discord.handler(new Request(`http://sandbox.test${path}`, init));
}

const post = (body: unknown) => send("POST", `${webhook.path}?wait=true`, body);

async function posted(body: unknown): Promise<MessageJson> {
  return (await (await post(body)).json()) as MessageJson;
}

describe("a message", () => {
  it("is answered with its id and channel, and is stored as sent", async () => {
    const allowed_mentions = { parse: [] };
    const response = await post({ content: "4.0 is out", embeds: [{ title: "Notes" }], allowed_mentions });
    const message = (await response.json()) as MessageJson;
    expect(response.status).toBe(200);
    expect(message).toMatchObject({ channel_id: "22", content: "4.0 is out", webhook_id: webhook.id });
    expect(message).not.toHaveProperty("guild_id");
    expect(discord.messages).toMatchObject([
      { id: message.id, content: "4.0 is out", embeds: [{ title: "Notes" }], allowedMentions: { parse: [] } },
    ]);
  });

  it("is not answered with anything unless the sender waits", async () => {
    const response = await send("POST", webhook.path, { content: "hello" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(discord.messages).toHaveLength(1);
  });

  it("that is too long fails in silence unless the sender waits", async () => {
    expect((await send("POST", webhook.path, { content: "x".repeat(2001) })).status).toBe(204);
    expect(discord.messages).toEqual([]);
  });

  it("can be read and edited through its webhook", async () => {
    const { id } = await posted({ content: "before" });
    clock.pass(5);
    const edit = await send("PATCH", `${webhook.path}/messages/${id}`, { content: "after" });
    expect(await edit.json()).toMatchObject({
      id,
      content: "after",
      edited_timestamp: "2026-11-01T12:00:05.000Z",
    });
    expect(await (await send("GET", `${webhook.path}/messages/${id}`)).json()).toMatchObject({
      content: "after",
    });
    expect(discord.messages).toMatchObject([{ content: "after", postedAt: START, editedAt: START + 5000 }]);
  });

  it("keeps what an edit leaves out", async () => {
    const { id } = await posted({ content: "text", embeds: [{ title: "Notes" }] });
    await send("PATCH", `${webhook.path}/messages/${id}`, { content: "" });
    expect(discord.messages).toMatchObject([{ content: "", embeds: [{ title: "Notes" }] }]);
  });

  it("has an id of its own, later ones greater", async () => {
    const first = await posted({ content: "a" });
    const second = await posted({ content: "b" });
    expect(BigInt(second.id)).toBeGreaterThan(BigInt(first.id));
  });
});

describe("Discord answers", () => {
  const limit = (most: number) => [
    { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${most} or fewer in length.` },
  ];
  const long = (length: number) => "x".repeat(length);
  const field = { name: "n", value: "v" };

  it.each([
    ["content over 2000", { content: long(2001) }, { content: { _errors: limit(2000) } }],
    [
      "a title over 256",
      { embeds: [{ title: long(257) }] },
      { embeds: { 0: { title: { _errors: limit(256) } } } },
    ],
    [
      "a description over 4096",
      { embeds: [{ title: "a" }, { description: long(4097) }] },
      { embeds: { 1: { description: { _errors: limit(4096) } } } },
    ],
    [
      "a footer over 2048",
      { embeds: [{ footer: { text: long(2049) } }] },
      { embeds: { 0: { footer: { text: { _errors: limit(2048) } } } } },
    ],
    [
      "fields too long",
      { embeds: [{ fields: [{ name: long(257), value: long(1025) }] }] },
      {
        embeds: { 0: { fields: { 0: { name: { _errors: limit(256) }, value: { _errors: limit(1024) } } } } },
      },
    ],
    [
      "26 fields",
      { embeds: [{ fields: Array.from({ length: 26 }, () => field) }] },
      { embeds: { 0: { fields: { _errors: limit(25) } } } },
    ],
    [
      "a field without a value",
      { embeds: [{ fields: [{ name: "n" }] }] },
      { embeds: { 0: { fields: { 0: { value: { _errors: [{ code: "BASE_TYPE_REQUIRED" }] } } } } } },
    ],
    [
      "11 embeds",
      { embeds: Array.from({ length: 11 }, () => ({ title: "t" })) },
      { embeds: { _errors: limit(10) } },
    ],
    [
      "embeds over 6000 together",
      { embeds: [{ description: long(3000) }, { description: long(2990), footer: { text: long(11) } }] },
      { embeds: { _errors: [{ code: "MAX_EMBED_SIZE_EXCEEDED" }] } },
    ],
    [
      "a wrong kind of mention",
      { content: "a", allowed_mentions: { parse: ["all"] } },
      { allowed_mentions: { parse: { 0: { _errors: [{ code: "BASE_TYPE_CHOICES" }] } } } },
    ],
  ])("%s with 400", async (_, body, errors) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 50035, message: "Invalid Form Body", errors });
    expect(discord.messages).toEqual([]);
  });

  it("a message at every limit with 200", async () => {
    const fields = Array.from({ length: 25 }, () => field);
    const first = { title: long(256), description: long(4096), fields };
    const rest = Array.from({ length: 9 }, () => ({ title: "t" }));
    const left = 6000 - 256 - 4096 - 50 - 9;
    const body = { content: long(2000), embeds: [{ ...first, footer: { text: long(left) } }, ...rest] };
    expect((await post(body)).status).toBe(200);
  });

  it.each([
    ["no content", {}, 50006],
    ["blank content", { content: " \n" }, 50006],
    ["no JSON", "{", 50109],
  ])("%s with 400", async (_, body, code) => {
    const response = await post(body);
    expect([response.status, await response.json()]).toMatchObject([400, { code }]);
  });

  it.each([
    ["an unknown webhook", () => "/api/v10/webhooks/1/none", 404, 10015],
    ["a wrong token", () => `/api/v10/webhooks/${webhook.id}/none`, 401, 50027],
    ["an unknown message", () => `${webhook.path}/messages/1`, 404, 10008],
    ["another address", () => "/api/v10/users/@me", 404, 0],
  ])("%s with its own code", async (_, path, status, code) => {
    const response = await send("GET", path());
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  it("for a deleted webhook and a deleted message that they are unknown", async () => {
    const { id } = await posted({ content: "a" });
    discord.deleteMessage(id);
    expect((await send("PATCH", `${webhook.path}/messages/${id}`, { content: "b" })).status).toBe(404);
    expect(discord.messages).toEqual([]);
    discord.deleteWebhook(webhook.id);
    expect((await post({ content: "a" })).status).toBe(404);
  });

  it("a message of another webhook as unknown", async () => {
    const { id } = await posted({ content: "a" });
    const other = discord.createWebhook();
    expect((await send("GET", `${other.path}/messages/${id}`)).status).toBe(404);
  });

  it("where a webhook posts", async () => {
    const body = await (await send("GET", webhook.path)).json();
    expect(body).toMatchObject({
      id: webhook.id,
      type: 1,
      name: "Releases",
      guild_id: "11",
      channel_id: "22",
    });
  });
});

describe("pings", () => {
  const content = "@everyone <@1> <@!2> <@&3>";

  it.each([
    ["nobody forbidden", undefined, { everyone: true, users: ["1", "2"], roles: ["3"] }],
    ["everybody forbidden", { parse: [] }, { everyone: false, users: [], roles: [] }],
    ["users allowed", { parse: ["users"] }, { everyone: false, users: ["1", "2"], roles: [] }],
    ["one user allowed", { parse: [], users: ["2"] }, { everyone: false, users: ["2"], roles: [] }],
  ])("with %s", async (_, allowed_mentions, pings) => {
    const message = await posted({ content, allowed_mentions });
    expect(discord.messages).toMatchObject([{ pings }]);
    expect(message.mention_everyone).toBe(pings.everyone);
  });
});

describe("the rate limit", () => {
  it("stops a channel after 30 messages a minute, and says for how long", async () => {
    await post({ content: "the first" });
    clock.pass(15);
    for (let count = 1; count < 30; count += 1) await post({ content: "a" });
    clock.pass(5);
    const response = await post({ content: "one more" });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("40");
    expect(await response.json()).toEqual({
      message: "You are being rate limited.",
      retry_after: 40,
      global: false,
    });
    clock.pass(40);
    expect((await post({ content: "one more" })).status).toBe(200);
    expect(discord.messages).toHaveLength(31);
  });

  it("can be met at any time, in fractions of a second", async () => {
    discord.outage({ status: 429, retryAfter: 0.35, times: 1 });
    const response = await post({ content: "a" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await response.json()).toMatchObject({ retry_after: 0.35 });
    expect((await post({ content: "a" })).status).toBe(200);
  });
});

describe("an outage", () => {
  it.each([
    ["before", 502, 0],
    ["after", 502, 1],
  ] as const)("%s storing answers %i with %i messages stored", async (when, status, stored) => {
    discord.outage({ status, when, times: 1 });
    expect((await post({ content: "a" })).status).toBe(status);
    expect(discord.messages).toHaveLength(stored);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("can break the connection %s storing", async (when, stored) => {
    discord.outage({ status: "refused", when, times: 1 });
    await expect(post({ content: "a" })).rejects.toThrow(TypeError);
    expect(discord.messages).toHaveLength(stored);
    expect(discord.requests).toMatchObject([{ method: "POST", status: "refused", body: '{"content":"a"}' }]);
  });
});
