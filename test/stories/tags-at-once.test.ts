import { expect, test } from "vitest";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** GitHub makes no event for more than three tags in one push. */
const FOUR = ["v5.0.0", "v5.0.0rc1", "nightly", "show"];

test("of four tags pushed at once, which start no run, each release gets its board, and goes on there once it is started by hand", async () => {
  await tell(
    async ({ sandbox, repo, people, setVersion, until, pass }) => {
      sandbox.deliveries.only([]);
      setVersion("5.0.0");
      repo.pushTags(FOUR, { by: people.writer });
      await pass(9 * MINUTE);
      expect(repo.issues()).toEqual([]);
      await pass(16 * MINUTE);
      const looked = sandbox.exchanges.filter(({ path }) => path.includes("/git/ref/tags"));
      expect(new Set(looked.map(({ path }) => path.split("%2F").at(-1)))).toEqual(new Set(FOUR));
      expect(repo.runs()).toEqual([]);
      expect(repo.issues().map(({ title }) => title)).toEqual(
        expect.arrayContaining(["Release v5.0.0", "Release v5.0.0rc1"]),
      );
      expect(repo.issues()).toHaveLength(2);
      const board = repo.issues().find(({ title }) => title === "Release v5.0.0");
      expect(board?.body).toContain("makes no event for more than three tags in one push");
      expect(board?.body).toContain("`git push --delete origin v5.0.0`, then push the tag again");
      const written = board?.body;
      await pass(60 * MINUTE);
      expect(board?.body, "nothing new is written").toBe(written);

      repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.maintainer);
      await until("the board gone on", () => board?.body?.includes("Gate `pypi` has 0 of 1 approval"));
      expect(repo.issues()).toHaveLength(2);
    },
    { checks: SHORT },
  );
});

test("a tag whose workflow does not name it in `on:` is told so, with no event and with one", async () => {
  const workflow = releaseWorkflow.replace('tags: ["v*"]', 'tags: ["release-*"]');
  await tell(
    async ({ sandbox, repo, people, setVersion, until }) => {
      sandbox.deliveries.only(["push"]);
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, silent: true });
      const board = await until("a board", () => repo.issues()[0]);
      expect(board.body).toContain(
        "`on:` of `.github/workflows/release.yml` at the tagged commit names no push of this tag.",
      );
      expect(board.body).toContain("*Run workflow*");
    },
    { checks: SHORT, workflow },
  );
});
