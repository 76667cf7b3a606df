import { expect, test } from "vitest";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("of four tags pushed at once, which send no event and start no run, each is found by the sweep", async () => {
  await tell(
    async ({ sandbox, repo, people, setVersion, board, atGates, pass }) => {
      sandbox.deliveries.only([]);
      setVersion("5.0.0");
      repo.pushTags(["v5.0.0", "v5.0.0rc1", "v4.9.9", "nightly"], { by: people.writer });
      await pass(15 * MINUTE);
      const looked = sandbox.exchanges.filter(({ path }) => path.includes("/git/ref/tags"));
      expect(new Set(looked.map(({ path }) => path.split("%2F").at(-1)))).toEqual(
        new Set(["v5.0.0", "v5.0.0rc1", "v4.9.9", "nightly"]),
      );
      expect(repo.runs()).toEqual([]);
      expect(repo.issues()).toEqual([]);

      repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.maintainer);
      await board();
      await atGates("testpypi", "pypi");
      expect(repo.issues()).toMatchObject([{ title: "Release v5.0.0", state: "open" }]);
    },
    { checks: SHORT },
  );
});
