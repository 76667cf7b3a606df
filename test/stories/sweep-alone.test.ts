import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a release comes to its end by the sweep alone when not one webhook arrives", async () => {
  await tell(
    async ({ sandbox, people, tagRelease, board, atGates, toDraft, ask, until, irreversible }) => {
      sandbox.deliveries.only([]);
      tagRelease("5.0.0");
      const issue = await board();
      await atGates("testpypi", "pypi");
      await until("the board waits", () => issue.body?.includes("Waiting for maintainers"));
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");

      expect(sandbox.deliveries.all().filter(({ status }) => status === "delivered")).toEqual([]);
      expect(await irreversible()).toEqual([
        "pypi of run 1 approved",
        "pypi serves 5.0.0",
        "GitHub release v5.0.0 public",
        "announced",
      ]);
    },
    { checks: SHORT },
  );
});
