import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const INTRO = ".github/release-intro.md";
const configuration = CONFIGURATION.replace(
  "notes: {",
  `notes: { intro: ${INTRO}, title: "{repository} {version} is here",`,
);

test("title and introduction are the project's own, and a missing file is told of", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, until }) => {
      tagRelease("5.0.0rc1");
      const issue = await board();
      await atGates("testpypi", "pypi");
      const bare = await toDraft();
      expect(bare.name).toBe("InvokeAI 5.0.0rc1 is here");
      await until("the file missed", () => issue.body?.includes(`\`${INTRO}\``));
      expect(issue.body).toContain("The notes begin without an introduction");

      repo.commit({
        files: { [INTRO]: "# {repository} {tag}\n\nBack up your database first.\n" },
        message: "An introduction",
        author: { login: people.writer },
      });
      repo.deleteRelease(bare.id, people.writer);
      const draft = await until("it drafted anew", () =>
        repo.releases().find(({ assets }) => assets.length > 0),
      );
      expect(draft).not.toBe(bare);
      expect(draft.body).toMatch(
        /^# InvokeAI v5\.0\.0rc1\n\nBack up your database first\.\n\n<!-- release-conductor:/,
      );
      await until("nothing more to tell", () => !issue.body?.includes("without an introduction"));
      expect(repo.releases()).toEqual([draft]);
    },
    { checks: SHORT, configuration },
  );
});
