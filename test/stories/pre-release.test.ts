import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a pre-release is marked as one, is not announced, and still comes to its end", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, toDraft, ask, until, irreversible }) => {
      tagRelease("5.0.0rc1");
      const issue = await board();
      await atGates("testpypi", "pypi");
      const release = await toDraft();
      expect(release).toMatchObject({ draft: true, prerelease: true, name: "InvokeAI v5.0.0rc1" });

      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(release).toMatchObject({ draft: false, prerelease: true, makeLatest: "false" });
      expect(issue.body).toContain("`v5.0.0rc1` is released");
      expect(issue.body).toContain("Pre-releases are not announced here.");
      expect(await irreversible()).toEqual([
        "pypi of run 1 approved",
        "pypi serves 5.0.0rc1",
        "GitHub release v5.0.0rc1 public",
      ]);
    },
    { checks: SHORT },
  );
});
