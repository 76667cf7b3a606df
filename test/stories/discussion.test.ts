import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const configuration = `${CONFIGURATION}release: { discussion: Announcements }\n`;

test("a discussion is opened with the publication", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, until }) => {
      repo.configure({ hasDiscussions: true });
      repo.state.discussionCategories.push("Announcements");
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect(draft.discussionNumber).toBeNull();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(draft).toMatchObject({ draft: false, discussionNumber: expect.any(Number) });
      expect(issue.body).not.toContain("discussion");
    },
    { checks: SHORT, configuration },
  );
});

test("a category that is missing keeps nothing back: it is published without, and the board says so", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, until, replies }) => {
      repo.configure({ hasDiscussions: true });
      repo.state.discussionCategories.push("General");
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(draft).toMatchObject({ draft: false, discussionNumber: null });
      expect(issue.body).toContain("GitHub opened none in the category `Announcements`.");
      expect(issue.body).toContain("*Create a discussion for this release*");
      expect(replies()).toEqual([]);
    },
    { checks: SHORT, configuration, refusals: [/PATCH .*\/releases\/\d+ 404$/] },
  );
});
