import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a deleted tag takes the release back; tagged again, it starts over", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, toDraft, until, waiting, irreversible }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const withdrawn = await atGates("testpypi", "pypi");

      repo.deleteTag("v5.0.0", people.maintainer);
      await until("the board told", () => issue.body?.includes("The tag `v5.0.0` is gone."));
      expect(issue.body).toContain("push the tag again with");
      expect(issue.body).toContain(`\`git push origin ${withdrawn.headSha}:refs/tags/v5.0.0\``);
      expect(issue.body).toContain("To give the release up, say `/cancel` (maintainers)");
      expect(waiting(withdrawn)).toEqual([]);
      const shut = ["testpypi of run 1 rejected", "pypi of run 1 rejected"];
      expect(await irreversible()).toEqual(shut);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");

      repo.pushTag("v5.0.0", { by: people.writer });
      const run = await atGates("testpypi", "pypi");
      expect(run).not.toBe(withdrawn);
      expect(issue.body).not.toContain("is gone");
      expect(issue.body).toContain("1 earlier attempt: nothing of it counts any more");
      expect(await irreversible()).toEqual(shut);

      await toDraft();
      expect(await irreversible()).toEqual([...shut, "pypi of run 2 approved", "pypi serves 5.0.0"]);
      expect(repo.issues()).toHaveLength(1);
    },
    { checks: SHORT },
  );
});
