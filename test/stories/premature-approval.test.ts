import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("an approval before the gate waits is answered with when to say it again, and never counts", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, ask, waiting, until }) => {
      tagRelease();
      const issue = await board();
      const early = await ask(people.maintainer, "/approve pypi");
      expect(early.mark).toBe("confused");
      expect(early.reply).toContain("Once the board shows it waiting, say `/approve pypi` again");

      const run = await atGates("testpypi", "pypi");
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).toContain("0 of 1 approval");

      const again = await ask(people.maintainer, "/approve pypi");
      expect(again).toEqual({ mark: "rocket", reply: "" });
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { checks: SHORT },
  );
});

test("an approval in the very second in which the gate begins to wait is too early", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, say, marks, replies, waiting, until, pass, irreversible }) => {
      tagRelease();
      await board();
      const [run] = repo.runs();
      while (run !== undefined && waiting(run).length === 0) {
        await pass(250);
      }
      const comment = say(people.maintainer, "/approve pypi");
      expect(run?.gates.map((gate) => gate.since)).toContain(comment.createdAt);
      await until("an answer", () => marks(comment).includes("confused"));

      expect(replies()).toEqual([
        expect.stringMatching(/began to wait at .* Say `\/approve pypi` again now/),
      ]);
      await pass(120_000);
      expect(run && waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});
