import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test.each([
  ["the app sees each move", false],
  ["the app sees only the end of it", true],
])("a tag that returns to an old commit is a new attempt, and old runs stay shut: %s", async (_, asleep) => {
  await tell(
    async ({ sandbox, repo, people, tagRelease, setVersion, board, atGates, toDraft, waiting, ...told }) => {
      tagRelease("5.0.0");
      const commit = repo.head();
      const issue = await board();
      const first = await atGates("testpypi", "pypi");

      if (asleep) {
        sandbox.deliveries.hold();
      }
      const other = setVersion("5.0.0", "Fix the installer");
      repo.pushTag("v5.0.0", { sha: other, by: people.writer });
      const second = await atGates("testpypi", "pypi");
      repo.pushTag("v5.0.0", { sha: commit, by: people.writer });
      const third = await atGates("testpypi", "pypi");
      sandbox.deliveries.release();
      await told.until("the old runs shut", () => waiting(first).length + waiting(second).length === 0);

      expect(waiting(third)).toEqual(["testpypi", "pypi"]);
      await told.until("the board on the third run", () => issue.body?.includes(`run ${third.id}`));
      await told.until("its gates on the board", () => issue.body?.includes("0 of 1"));
      expect(new Set(await told.irreversible())).toEqual(
        new Set([1, 2].flatMap((run) => [`testpypi of run ${run} rejected`, `pypi of run ${run} rejected`])),
      );

      await toDraft();
      expect((await told.irreversible()).filter((one) => !one.endsWith("rejected"))).toEqual([
        "pypi of run 3 approved",
        "pypi serves 5.0.0",
      ]);
    },
    { checks: SHORT },
  );
});
