import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { merge, tagged } from "../stories/past.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";

const EARLY = {
  checks: SHORT,
  configuration: `${CONFIGURATION}release: { draft: early }\n`,
} as const;

attack("untagged-draft", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, until, pass, toDraft, ask } = told;
      tagged(told, "4.9.0");
      merge(told, "A canvas");
      await told.stage.start(told.world);
      tagRelease();
      const issue = await board();
      const draft = await until("a draft at the tag", () => repo.releases()[0]);
      await atGates("testpypi", "pypi");
      repo.editRelease(draft.id, { name: "The canvas", body: `By hand.\n\n${draft.body}` }, people.writer);
      repo.publishRelease(draft.id, people.writer);
      await says(told, issue, "was published before everything was verified");

      repo.deleteTag("v5.0.0", people.maintainer);
      expect(draft).toMatchObject({ draft: true, tag: draft.untagged });
      await says(told, issue, "The tag `v5.0.0` is gone.");
      await pass(10 * MINUTE);
      expect(draft.tag).toBe(draft.untagged);

      merge(told, "An eraser");
      repo.pushTag("v5.0.0", { by: people.writer });
      await until("the tag again", () => draft.tag === "v5.0.0");
      expect(draft.body).toMatch(/^By hand\./);
      expect(draft.body).toContain("An eraser");
      const run = await atGates("testpypi", "pypi");
      expect(await toDraft()).toBe(draft);
      await told.published(run, "pypi");
      await pass(10 * MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      expect(draft).toMatchObject({ draft: false, tag: "v5.0.0", name: "The canvas" });
      expect(repo.releases()).toEqual([draft]);
    },
    { ...EARLY, started: false },
  );
});

attack("burnt-tag", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, until, pass, toDraft, ask } = told;
      repo.configure({ immutableReleases: true });
      tagRelease();
      const issue = await board();
      const early = await until("a draft at the tag", () => repo.releases()[0]);
      await atGates("testpypi", "pypi");
      repo.publishRelease(early.id, people.writer);
      await says(told, issue, "was published before everything was verified");
      repo.deleteRelease(early.id, people.maintainer);
      repo.deleteTag("v5.0.0", people.maintainer);
      await says(told, issue, "The tag `v5.0.0` is gone.");

      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      await says(told, issue, "GitHub takes no GitHub release of `v5.0.0` any more");
      const tries = told.writes().filter(({ method, status }) => method === "PATCH" && status === 422).length;
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      await pass(60 * MINUTE);
      expect(told.writes().filter(({ method, status }) => method === "PATCH" && status === 422)).toHaveLength(
        tries,
      );
      expect(draft.draft).toBe(true);
    },
    { ...EARLY, refusals: [/PATCH .*\/releases\/\d+ 422$/] },
  );
});
