import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a rejected gate fails the run, and the board says who rejected it and why", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, ask, until, irreversible, repo }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      expect((await ask(people.otherMaintainer, "/reject pypi the wheel has no front end")).mark).toBe(
        "rocket",
      );

      await until("the run failed", () => run.conclusion === "failure");
      await until("the board told", () => issue.body?.includes("Stopped at publish `pypi`"));
      expect(issue.body).toContain(
        "Gate `pypi` was rejected by `blessedcoolant`: “the wheel has no front end”.",
      );
      expect(issue.body).toContain("`/retry` brings the gate back");
      expect(repo.checkRuns(run.headSha)).toMatchObject([{ conclusion: "failure" }]);

      const { mark, reply } = await ask(people.maintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("Gate `pypi` is not waiting");
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      expect(await irreversible()).toEqual([
        "testpypi of run 1 approved",
        "pypi of run 1 rejected",
        "testpypi serves 5.0.0",
      ]);
      expect(repo.releases()).toEqual([]);
    },
    { checks: SHORT },
  );
});
