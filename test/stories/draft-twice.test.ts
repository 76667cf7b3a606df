import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const BOT = "release-conductor[bot]";

test("of two replicas that draft in the same moment one draft goes on, and the other is named", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, tagRelease, board, atGates, toDraft, ask, until } = told;
      let drafts = 0;
      sandbox.faults.intercept(({ when, method, path }) => {
        if (when === "before" && method === "POST" && path.endsWith("/releases") && drafts === 0) {
          drafts += 1;
          repo.createRelease({ tag: "v5.0.0", name: "InvokeAI v5.0.0", draft: true, by: BOT });
        }
        return undefined;
      });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      expect(repo.releases()).toHaveLength(2);
      const [first, second] = repo.releases();
      expect(draft).toBe(first);
      await until("the other one named", () => issue.body?.includes("1 more draft of this tag"));
      expect(issue.body).toContain(second?.untagged);

      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      expect(first?.draft).toBe(false);
      expect(second).toMatchObject({ draft: true, assets: [] });

      repo.deleteRelease(second?.id ?? 0, people.writer);
      await until("the board closed", () => issue.state === "closed");
      expect(await told.irreversible()).toEqual([
        "pypi of run 1 approved",
        "pypi serves 5.0.0",
        "GitHub release v5.0.0 public",
        "announced",
      ]);
    },
    { checks: SHORT },
  );
});
