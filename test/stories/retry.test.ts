import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a failed job stops the release until somebody says /retry", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, toDraft, until, waiting, irreversible }) => {
      repo.outcome("tests", "failure");
      tagRelease("5.0.0");
      const issue = await board();
      await until("the failure told", () => issue.body?.includes("still at work"));
      const soon = await ask(people.writer, "/retry");
      expect(soon.mark).toBe("confused");
      expect(soon.reply).toContain("The run is still at work");

      const run = await until("the run ended", () => repo.runs().find((one) => one.conclusion === "failure"));
      await until("the remedy told", () => issue.body?.includes("`/retry` runs the failed ones again"));
      expect(issue.body).toContain("Stopped at checks");
      expect(issue.body).toContain("[`tests`](");

      expect((await ask(people.writer, "/retry")).mark).toBe("rocket");
      await atGates("testpypi", "pypi");
      expect(run.attempt).toBe(2);
      expect(run.triggeringActor.login).toBe("release-conductor[bot]");
      expect(issue.body).toContain("Waiting for maintainers");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);

      await toDraft();
      expect(await irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
    },
    { checks: SHORT },
  );
});
