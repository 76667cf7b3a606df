import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { merge, tagged } from "./past.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const WORDS = "# The canvas\n\nWritten by hand.\n\n";
const ASSET = "InvokeAI-installer-v5.0.0.zip";

test.each(["moved", "deleted and pushed again", "deleted once it was public, and pushed again"])(
  "a draft outlives its tag being %s, with people's words, today's notes and today's files",
  async (how) => {
    await tell(
      async (told) => {
        const { repo, people, stage, world, tagRelease, board, atGates, until, pass, setVersion } = told;
        tagged(told, "4.9.0");
        merge(told, "A canvas");
        await stage.start(world);
        tagRelease();
        const issue = await board();
        await atGates("testpypi", "pypi");
        const draft = await until("a draft with its asset", () =>
          repo.releases().find((one) => one.assets.length > 0),
        );
        const [stale] = draft.assets;
        repo.editRelease(draft.id, { body: `${WORDS}${draft.body}` }, people.writer);
        await pass(MINUTE);

        merge(told, "A brush");
        const sha = setVersion("5.0.0", "Fix the installer");
        if (how.includes("public")) {
          repo.publishRelease(draft.id, people.maintainer);
          await pass(MINUTE);
        }
        if (how !== "moved") {
          repo.deleteTag("v5.0.0", people.maintainer);
          await until("the board says so", () => issue.body?.startsWith("**Withdrawn.**"));
        }
        expect(draft.tag === "v5.0.0").toBe(!how.includes("public"));
        repo.pushTag("v5.0.0", { sha, by: people.writer });
        await atGates("testpypi", "pypi");
        await until(
          "today's asset",
          () => draft.assets[0] !== undefined && draft.assets[0]?.id !== stale?.id,
        );
        await until("today's notes", () => draft.body?.includes("A brush"));

        expect(repo.releases().filter(({ tag }) => tag === "v5.0.0")).toEqual([draft]);
        expect(draft).toMatchObject({ draft: true, tag: "v5.0.0" });
        expect(draft.body?.startsWith(WORDS)).toBe(true);
        expect(draft.body).toContain("A canvas");
        expect(draft.assets.map(({ name, state }) => [name, state])).toEqual([[ASSET, "uploaded"]]);
        expect(issue.body).toContain("1 earlier attempt: nothing of it counts any more");
      },
      { checks: SHORT, started: false, configuration: `${CONFIGURATION}release: { draft: early }\n` },
    );
  },
);
