import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a tag that says another version than the code stops before anybody can approve", async () => {
  await tell(
    async ({ repo, people, setVersion, board, atGates, ask, waiting, irreversible }) => {
      setVersion("5.0.0");
      const { commit } = repo.pushTag("v5.0.1", { by: people.writer });
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      expect(issue.body).toContain(
        "The tag `v5.0.1` says version `5.0.1`, but `invokeai/version/invokeai_version.py` says `5.0.0`.",
      );
      expect(issue.body).toContain("correct the file and tag its commit");
      expect(issue.body).not.toContain("Waiting for maintainers");
      expect(repo.checkRuns(commit)).toMatchObject([{ conclusion: "failure" }]);

      const { mark, reply } = await ask(people.maintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("Gate `pypi` can't open before version");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});
