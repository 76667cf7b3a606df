import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("an optional gate left alone does not keep the release from its end", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, toDraft, ask, until, waiting, replies, irreversible }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toContain("`testpypi` (optional)");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");

      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("`v5.0.0` is released");
      expect(issue.body).toContain(
        "The run still waits at `testpypi`; left alone, it turns red after 30 days.",
      );
      expect(waiting(run)).toEqual(["testpypi"]);
      expect(replies()).toEqual([]);
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
