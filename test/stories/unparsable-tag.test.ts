import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a tag that is no version gets a failed check run on its commit and no board", async () => {
  await tell(
    async ({ repo, people, pass, until, writes, irreversible }) => {
      const { commit, runs } = repo.pushTag("v4.2.9-canvas-20240823", { by: people.writer });
      const check = await until("a check run", () => repo.checkRuns(commit)[0]);
      expect(check.conclusion).toBe("failure");
      expect(check.output?.summary).toContain("is no version by PEP 440");
      expect(check.output?.summary).toContain("tag a version such as `v1.2.3`");

      await pass(30 * MINUTE);
      expect(runs).toMatchObject([{ conclusion: "failure" }]);
      expect(repo.issues()).toEqual([]);
      expect(writes().map(({ route }) => route)).toEqual(["/repos/{owner}/{repo}/check-runs"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});
