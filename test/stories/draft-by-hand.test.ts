import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("what a person has written into the draft is what gets published", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, until, pass }) => {
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      const theirs = { name: "InvokeAI 5: the canvas", body: "Hand-made notes.\n\nThanks to all!" };
      repo.editRelease(draft.id, theirs, people.writer);
      await pass(20 * MINUTE);

      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(repo.releases()).toHaveLength(1);
      expect(draft).toMatchObject({ ...theirs, draft: false });
    },
    { checks: SHORT },
  );
});

test("a GitHub release that a person publishes by hand is seen, and announced", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, replies, until, discord }) => {
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect(discord.messages).toEqual([]);

      repo.publishRelease(draft.id, people.maintainer);
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
      expect(issue.body).toContain("**`v5.0.0` is released.**");
      expect(replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});
