import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
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

test.each([
  ["the app sees it gone", false],
  ["the app sees only the second push", true],
])(
  "a tag pushed again at its commit, for which GitHub starts nothing, gets its run by one command: %s",
  async (_, silent) => {
    await tell(
      async ({ repo, people, setVersion, board, atGates, waiting, pass, ask, until }) => {
        const sha = setVersion("5.0.0");
        repo.pushTag("v5.0.0", { sha, by: people.writer, annotated: { message: "Release" } });
        const issue = await board();
        const first = await atGates("testpypi", "pypi");
        repo.deleteTag("v5.0.0", people.writer, { silent });
        if (!silent) {
          await until("the old run shut", () => waiting(first).length === 0);
        }
        // With four at once, GitHub sends no event and starts no run.
        const again = { sha, by: people.writer, annotated: { message: "Release, signed this time" } };
        repo.pushTags(["v5.0.0", "a", "b", "c"], again);
        await until("the way out", () => issue.body?.includes("Say `/release v5.0.0`"));
        await until("the old run shut", () => waiting(first).length === 0);
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");

        expect((await ask(people.maintainer, "/release v5.0.0")).mark).toBe("rocket");
        const run = await atGates("testpypi", "pypi");
        expect(run).toMatchObject({ event: "workflow_dispatch", ref: "refs/tags/v5.0.0" });
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await pass(10 * MINUTE);
        expect(repo.runs()).toHaveLength(2);
      },
      { checks: SHORT },
    );
  },
);
