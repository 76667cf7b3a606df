import { beforeEach, describe, expect, it } from "vitest";
import { createSlack } from "../../src/sandbox/slack/slack.ts";
import { handClock } from "./index/shop.ts";

let clock: ReturnType<typeof handClock>;
let slack: ReturnType<typeof createSlack>;
let webhook: ReturnType<typeof slack.createWebhook>;

beforeEach(() => {
  clock = handClock();
  slack = createSlack({ clock });
  webhook = slack.createWebhook("releases");
});

async function post(body: unknown, path = webhook.path): Promise<readonly [number, string]> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await slack.handler(
    new Request(`http://slack.test${path}`, { method: "POST", body: text }),
  );
  return [response.status, await response.text()];
}

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("an incoming webhook", () => {
  it("answers ok, and tells nothing of the message", async () => {
    expect(await post({ text: "4.0 is out" })).toEqual([200, "ok"]);
    expect(slack.messages).toMatchObject([{ channel: "releases", text: "4.0 is out", sections: [] }]);
  });

  it.each([
    ["not JSON", "invalid_payload"],
    [{ text: 5 }, "invalid_payload"],
    [{}, "no_text"],
    [{ text: "x", blocks: [section("")] }, "invalid_blocks"],
    [{ text: "x", blocks: [section("x".repeat(3001))] }, "invalid_blocks"],
    [{ text: "x", blocks: Array.from({ length: 51 }, () => section("x")) }, "invalid_blocks"],
  ])("refuses %j in a word", async (body, word) => {
    expect(await post(body)).toEqual([400, word]);
    expect(slack.messages).toEqual([]);
  });

  it("takes a section of 3,000 characters", async () => {
    expect(await post({ text: "x", blocks: [section("x".repeat(3000))] })).toEqual([200, "ok"]);
  });

  it("takes a message a second", async () => {
    await post({ text: "one" });
    expect((await post({ text: "two" }))[0]).toBe(429);
    clock.pass(1);
    expect(await post({ text: "two" })).toEqual([200, "ok"]);
  });

  it("leads nowhere once it is removed or its channel archived", async () => {
    slack.archive("releases");
    expect(await post({ text: "x" })).toEqual([410, "channel_is_archived"]);
    slack.deleteWebhook(webhook);
    expect(await post({ text: "x" })).toEqual([404, "no_service"]);
  });
});

describe("who is called", () => {
  it.each([
    ["<!channel> <!here|here>", ["<!channel>", "<!here|here>"]],
    ["<@U012AB3> and <!subteam^S01>", ["<@U012AB3>", "<!subteam^S01>"]],
    ["&lt;!channel&gt; @channel @everyone", []],
  ])("by %j", async (text, calls) => {
    await post({ text: "", blocks: [section(text)] });
    expect(slack.messages[0]?.calls).toEqual(calls);
  });
});
