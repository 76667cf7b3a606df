import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("while Discord is down the release is done all the same; the post is tried again and made once", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, toDraft, ask, until, pass, discord }) => {
      discord.outage({ status: "refused", seconds: 30 * 60 });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await pass(MINUTE);

      expect(draft.draft).toBe(false);
      expect(issue.state).toBe("open");
      expect(issue.body).toContain("it is tried again by itself");
      expect(issue.body).not.toContain("[!CAUTION]");

      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
      expect(discord.requests.filter(({ method }) => method === "POST").length).toBeLessThan(8);
    },
    { checks: SHORT },
  );
});

test("a post of which nobody knows is asked about, and made again only when a person says so", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, toDraft, ask, replies, until, pass, discord }) => {
      discord.outage({ status: 503, times: 1, when: "after" });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      await ask(people.maintainer, "/publish");
      await until("the question", () => issue.body?.includes("it is unclear whether it was made"));
      await pass(60 * MINUTE);

      expect(discord.messages).toHaveLength(1);
      expect(discord.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
      expect(issue.state).toBe("open");
      expect(issue.body).toContain("`/announce ANNOUNCE_DISCORD` posts it");

      expect((await ask(people.writer, "/announce")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(2);
      expect(replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});
