import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("an installation that may not write checks still gets its release conducted to the end", async () => {
  await tell(
    async ({
      sandbox,
      stage,
      world,
      repo,
      people,
      tagRelease,
      board,
      atGates,
      toDraft,
      ask,
      until,
      ...told
    }) => {
      for (const { id } of sandbox.github.world.installations) {
        sandbox.github.withdrawPermission(id, "checks");
      }
      await stage.start(world);
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");

      expect(repo.checkRuns(run.headSha).filter(({ app }) => app.slug === stage.app.slug)).toEqual([]);
      expect(await told.irreversible()).toContain("announced");
      expect(told.replies()).toEqual([]);
    },
    { checks: SHORT, started: false, refusals: ["/check-runs", "/access_tokens"] },
  );
});
