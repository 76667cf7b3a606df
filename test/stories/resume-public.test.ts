import { expect, test } from "vitest";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Release } from "../../src/sandbox/github/releases.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** Publishes a whole release, and has its file deleted afterwards, by whoever may. */
async function withoutItsFile(told: Told): Promise<{ readonly issue: Issue; readonly release: Release }> {
  const { repo, people, tagRelease, board, atGates, until, ask, pass, toDraft } = told;
  tagRelease();
  const issue = await board();
  await atGates("testpypi", "pypi");
  const release = await toDraft();
  await pass(MINUTE);
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  await until("the board closed", () => issue.state === "closed");
  for (const { id } of release.assets) {
    repo.deleteAsset(id);
  }
  return { issue, release };
}

test("/resume attaches nothing of a build that nobody has approved to what is public", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, atGates, ask, pass } = told;
      const { issue, release } = await withoutItsFile(told);
      repo.reopenIssue(issue.number, people.maintainer);
      setVersion("5.0.0", "other code");
      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("testpypi", "pypi");
      await pass(20 * MINUTE);
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain("**What `v5.0.0` still needs**");
      await pass(10 * MINUTE);
      expect(release.assets).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("/resume attaches nothing to what was yanked", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass, until, marks } = told;
      const { issue, release } = await withoutItsFile(told);
      expect((await ask(people.maintainer, "/yank the wheel is broken")).mark).toBe("rocket");
      await pass(5 * MINUTE);
      // The newest board is the next version's by now.
      const word = repo.comment(issue.number, people.writer, "/resume");
      await until("an answer", () => marks(word).includes("rocket"));
      await pass(10 * MINUTE);
      expect(release.assets).toEqual([]);
    },
    { checks: SHORT },
  );
});
