import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { says } from "../attacks/ends.ts";
import { MINUTE, type StoryOptions, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const DISCORD = "{ discord: ANNOUNCE_DISCORD }";
const SLACK = "{ slack: ANNOUNCE_SLACK }";

/** Announces on these channels, and waits for little before. */
function on(...entries: readonly string[]): StoryOptions {
  const announce = `announce: [${entries.join(", ")}]`;
  return { checks: SHORT, configuration: CONFIGURATION.replace(/^announce:.*$/m, announce) };
}

/** As far as the public release; gives it with its board. */
async function published({ people, tagRelease, board, atGates, toDraft, ask }: Told) {
  tagRelease();
  const issue = await board();
  await atGates("testpypi", "pypi");
  const release = await toDraft();
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  return { issue, release };
}

const sentTo = ({ discord }: Told, method: string) =>
  discord.requests.filter((request) => request.method === method);

test("Discord wants patience and is down then: the post is waited for as long as it asks, and made once", async () => {
  await tell(async (told) => {
    const { discord, clock, until } = told;
    discord.outage({ status: 429, times: 1, retryAfter: 9 * 60 });
    const { issue } = await published(told);
    await says(told, issue, "too many messages, nothing was posted");
    const limitedAt = clock.now();
    discord.outage({ status: "refused", seconds: 30 * 60 });
    await until("the next try", () => sentTo(told, "POST").length === 2);
    expect(clock.now() - limitedAt).toBeGreaterThan(8 * MINUTE);
    await says(told, issue, "no connection");

    await until("the board closed", () => issue.state === "closed");
    expect(discord.messages).toHaveLength(1);
    expect(sentTo(told, "POST").length).toBeLessThan(8);
  }, on(DISCORD));
});

test("a title that changes while the board is open changes the post in its place", async () => {
  await tell(
    async (told) => {
      const { repo, people, discord, slack, until } = told;
      slack.outage({ status: 404, seconds: 60 * 60 });
      const { issue, release } = await published(told);
      await until("a post", () => discord.messages.length === 1);
      const [before] = discord.messages;
      repo.editRelease(release.id, { name: "InvokeAI 5: @everyone *draws*" }, people.writer);

      await until("another title in the post", () => discord.messages[0]?.content.includes("draws"));
      expect(discord.messages).toHaveLength(1);
      expect(discord.messages[0]).toMatchObject({
        id: before?.id,
        content: expect.stringContaining("**InvokeAI 5: \\@everyone \\*draws\\* (stable)**"),
        pings: { everyone: false, users: [], roles: [] },
      });
      repo.editRelease(release.id, { name: "" }, people.writer);
      await until("the tag for a title", () =>
        discord.messages[0]?.content.startsWith("**v5.0.0 (stable)**"),
      );
      expect(issue.state).toBe("open");
    },
    on(DISCORD, SLACK),
  );
});

test("on a closed board /notes brings the post up to date, other words do not, and a second post is made only for /announce", async () => {
  await tell(async (told) => {
    const { repo, people, discord, ask, until, pass } = told;
    const { issue, release } = await published(told);
    await until("the board closed", () => issue.state === "closed");
    repo.editRelease(release.id, { name: "InvokeAI 5: the canvas" }, people.writer);
    await ask(people.writer, "/status");
    await pass(20 * MINUTE);
    expect(sentTo(told, "PATCH")).toEqual([]);

    await ask(people.writer, "/notes");
    await until("the post changed", () => discord.messages[0]?.content.includes("the canvas"));
    expect(sentTo(told, "PATCH")).toHaveLength(1);
    expect(discord.messages).toHaveLength(1);

    expect((await ask(people.writer, "/announce")).mark).toBe("rocket");
    expect(discord.messages).toHaveLength(2);
    expect(sentTo(told, "PATCH")).toHaveLength(1);
  }, on(DISCORD));
});

test("a post that a person deleted stays deleted until somebody asks for a new one", async () => {
  await tell(
    async (told) => {
      const { repo, people, discord, slack, ask, until, pass } = told;
      slack.outage({ status: 404, seconds: 100 * 60 });
      const { issue, release } = await published(told);
      await until("a post", () => discord.messages.length === 1);
      discord.deleteMessage(discord.messages[0]?.id ?? "");
      repo.editRelease(release.id, { name: "InvokeAI 5: the canvas" }, people.writer);
      await says(told, issue, "it was deleted, or made through another one. It is not made again by itself");
      await pass(30 * MINUTE);
      expect(discord.messages).toEqual([]);
      expect(sentTo(told, "PATCH")).toHaveLength(1);

      expect((await ask(people.writer, "/announce ANNOUNCE_DISCORD")).mark).toBe("rocket");
      expect(discord.messages).toMatchObject([{ content: expect.stringContaining("the canvas") }]);
    },
    on(DISCORD, SLACK),
  );
});

test("a change that Discord does not take is tried for half an hour and holds nothing else up", async () => {
  await tell(
    async (told) => {
      const { repo, people, discord, slack, until } = told;
      slack.outage({ status: 404, seconds: 6 * 60 });
      const { issue, release } = await published(told);
      await until("a post", () => discord.messages.length === 1);
      discord.outage({ status: 503, path: /\/messages\// });
      repo.editRelease(release.id, { name: "InvokeAI 5: the canvas" }, people.writer);
      await says(told, issue, "The post there could not be changed");
      await until("the post on Slack", () => slack.messages.length === 1);

      await until("the board closed", () => issue.state === "closed");
      expect(sentTo(told, "PATCH")).toHaveLength(5);
      expect(issue.body).toContain("does not say what it would say now, and it could not be changed");
      expect(discord.messages).toHaveLength(1);
    },
    on(DISCORD, SLACK),
  );
});

test("a second channel gets a link to the post in the first, and follows it when it is made anew", async () => {
  await tell(
    async (told) => {
      const { people, discord, ask, until, pass } = told;
      discord.outage({ status: "refused", seconds: 10 * 60 });
      const { issue } = await published(told);
      await says(told, issue, "no connection");
      await pass(MINUTE);
      expect(sentTo(told, "POST")).toHaveLength(1);
      await until("the board closed", () => issue.state === "closed");
      const [first, second] = discord.messages;
      expect(first?.content).toMatch(/\/releases\/tag\/v5\.0\.0$/);
      expect(second?.content).toBe(`It's out: ${linkTo(told, first?.id)}`);
      expect(first?.channelId).not.toBe(second?.channelId);

      expect((await ask(people.writer, "/announce ANNOUNCE_DISCORD")).mark).toBe("rocket");
      await until("the link followed", () => discord.messages[1]?.editedAt);
      expect(discord.messages).toHaveLength(3);
      expect(discord.messages[1]?.content).toBe(`It's out: ${linkTo(told, discord.messages[2]?.id)}`);
    },
    on(`{ discord: ANNOUNCE_DISCUSSION, links-to: ANNOUNCE_DISCORD, template: "It's out: {url}" }`, DISCORD),
  );
});

function linkTo({ discord, sandbox }: Told, id: string | undefined): string {
  const { channelId } = discord.messages.find((message) => message.id === id) ?? { channelId: "" };
  const link = new RegExp(`^${sandbox.origin}/channels/\\d+/${channelId}/${id}$`);
  const shown = discord.messages
    .flatMap(({ content }) => content.split(/\s+/))
    .find((word) => link.test(word));
  return shown ?? `no link to ${id}`;
}

test("on Slack a release is told once, calls nobody, and is not changed when its title is", async () => {
  await tell(async (told) => {
    const { repo, people, slack, ask, until } = told;
    const { issue, release } = await published(told);
    await until("the board closed", () => issue.state === "closed");
    const text = expect.stringMatching(
      /^\*InvokeAI v5\.0\.0\* is out: <https?:\/\/[^|>]+\/releases\/tag\/v5\.0\.0\|the notes>$/,
    );
    expect(slack.messages).toMatchObject([{ sections: [{ text, verbatim: true }], calls: [] }]);

    repo.editRelease(release.id, { name: "InvokeAI <!channel>" }, people.writer);
    await ask(people.writer, "/status");
    expect(slack.messages).toHaveLength(1);
    expect((await ask(people.writer, "/announce ANNOUNCE_SLACK")).mark).toBe("rocket");
    expect(slack.messages[1]).toMatchObject({
      text: expect.stringContaining("*InvokeAI &lt;!channel&gt;* is out"),
      calls: [],
    });
  }, on('{ slack: ANNOUNCE_SLACK, template: "*{name}* is out: <{url}|the notes>" }'));
});

test("an address of Discord that the configuration takes for Slack's is told, and nothing is posted", async () => {
  await tell(async (told) => {
    const { repo, people, discord, slack, until } = told;
    const { issue } = await published(told);
    await says(
      told,
      issue,
      "is the address of a channel on Discord, and the configuration takes it for one on Slack",
    );
    expect(issue.body).toContain("`discord: ANNOUNCE_DISCORD`");
    expect([discord.messages, slack.messages]).toEqual([[], []]);
    repo.commit({
      files: { ".github/release-conductor.yml": CONFIGURATION },
      message: "Name the channel's kind",
      author: { login: people.maintainer },
    });
    await until("a post", () => discord.messages.length === 1);
  }, on("{ slack: ANNOUNCE_DISCORD }"));
});
