import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { merge, tagged } from "./past.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const MEMBERS = CONFIGURATION.replace(
  "notes: { contributors: external }",
  'notes: { members: [codeowners, "@invoke-ai/docs"] }',
);

test("notes are grouped as release.yml says and thank whom CODEOWNERS does not name; what can't be read is told", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, sandbox, tagRelease, board, atGates, toDraft, ask, until } = told;
      const write = (files: Readonly<Record<string, string>>) =>
        repo.commit({ message: "Write", author: { login: people.writer }, files });
      tagged(told, "4.9.0");
      merge(told, "A canvas");
      write({
        ".github/CODEOWNERS": `* @${people.outsider.toUpperCase()}\n`,
        ".github/release.yml": "changelog: [",
      });
      await stage.start(world);
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect(draft.body).toContain("## What's Changed\n* A canvas");
      expect(draft.body).not.toContain("## Thanks");
      await until("what was not read", () => issue.body?.includes("the notes are made without it"));
      expect(issue.body).toContain("could not be read from the team `docs`");

      sandbox.github.team("invoke-ai", "docs", { [people.writer]: "active" });
      write({
        ".github/CODEOWNERS": "# nobody\n",
        ".github/release.yml": "changelog: { categories: [{ title: New 🚀, labels: ['*'] }] }",
      });
      expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
      expect(draft.body).toContain("## What's Changed\n### New 🚀\n* A canvas");
      expect(draft.body).toContain(`## Thanks to our external contributors\n\n- @${people.outsider}`);
    },
    { checks: SHORT, started: false, configuration: MEMBERS },
  );
});
