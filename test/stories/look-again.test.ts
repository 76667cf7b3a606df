import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a tag that moves while the app looks keeps the gate of the old build shut, though an approval was claimed", async () => {
  await tell(
    async ({ sandbox, repo, people, tagRelease, atGates, say, marks, until, setVersion, irreversible }) => {
      tagRelease("5.0.0");
      const run = await atGates("testpypi", "pypi");

      const stop = sandbox.faults.intercept(({ when, path }) => {
        if (when === "after" && path.includes("/git/ref/")) {
          stop();
          setVersion("5.0.0", "Fix what was found");
          repo.pushTag("v5.0.0", { by: people.writer });
        }
        return undefined;
      });
      const approval = say(people.maintainer, "/approve pypi");
      await until("the approval is answered", () => marks(approval).includes("confused"));

      expect(marks(approval)).toContain("eyes");
      await until("the old build's gates are shut", () => repo.pendingGates(run).length === 0);
      expect(await irreversible()).toEqual(["testpypi of run 1 rejected", "pypi of run 1 rejected"]);
    },
    { checks: SHORT },
  );
});

test("what happens while the app waits for its turn to write is seen before a gate opens", async () => {
  await tell(
    async ({ sandbox, repo, people, clock, tagRelease, atGates, say, pass, irreversible }) => {
      tagRelease("5.0.0");
      const run = await atGates("testpypi", "pypi");

      const approval = say(people.maintainer, "/approve pypi");
      // The claim is a write: the next one, which opens the gate, has to come a second later.
      sandbox.faults.intercept(({ when, method, path }) => {
        if (when === "after" && method === "POST" && path.includes(`${approval.id}/reactions`)) {
          void clock.busy(async () => {
            await clock.sleepUntil(clock.now() + 500);
            repo.deleteComment(approval.id, people.maintainer);
          });
        }
        return undefined;
      });
      await pass(30_000);

      expect(approval.deleted).toBe(true);
      expect(approval.reactions.map(({ content }) => content)).toEqual(["eyes"]);
      expect(repo.pendingGates(run).map(({ environment }) => environment)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});
