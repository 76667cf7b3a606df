import { expect, test } from "vitest";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

/** What changes a repository under a release without hindering it. */
const HARMLESS: Readonly<Record<string, (told: Told) => void>> = {
  renamed: ({ repo }) => repo.rename("Invoke"),
  "renamed, and its old name given to another": ({ sandbox, repo }) => {
    repo.rename("Invoke");
    sandbox.github.createRepository({ owner: "invoke-ai", name: "InvokeAI" });
  },
  "made private": ({ repo, people }) => {
    repo.configure({ private: true });
    repo.setRole(people.outsider, "read");
  },
};

test.each(Object.keys(HARMLESS))(
  "a repository that is %s in mid-release keeps its board, and everything is done once",
  async (how) => {
    await tell(
      async (story) => {
        const { people, repo, tagRelease, board, atGates, toDraft, ask, until, lines } = story;
        tagRelease();
        const issue = await board();
        await atGates("testpypi", "pypi");
        HARMLESS[how]?.(story);
        await toDraft();
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
        expect(repo.issues()).toHaveLength(1);
        expect(story.discord.messages[0]?.content).toContain(`github.com/${repo.fullName}/releases`);
        expect(lines.filter((line) => line.includes("No access"))).toEqual([]);
      },
      { checks: SHORT, refusals: [/ 301$/, / 404$/] },
    );
  },
);

test("an archived repository is written to no more; the log says why once, and unarchived it goes on", async () => {
  await tell(
    async (story) => {
      const { repo, people, tagRelease, board, atGates, say, ask, waiting, until, pass, lines, writes } =
        story;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      repo.configure({ archived: true });
      await pass(10 * 60 * MINUTE);
      const before = writes().length;
      await pass(60 * MINUTE);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(writes()).toHaveLength(before);
      expect(lines.filter((line) => line.includes("The repository is archived"))).toEqual([
        expect.stringContaining("An admin unarchives it"),
      ]);

      repo.configure({ archived: false });
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 403$/] },
  );
});

test("a repository that is deleted is asked about now and then, and the log says once what that may mean", async () => {
  await tell(
    async ({ sandbox, repo, tagRelease, board, atGates, pass, lines }) => {
      tagRelease();
      await board();
      await atGates("testpypi", "pypi");
      repo.deleteRepository();
      await pass(MINUTE);
      const before = sandbox.exchanges.length;
      await pass(10 * 60 * MINUTE);
      expect(lines.filter((line) => line.includes("No access"))).toEqual([
        expect.stringContaining("For a repository that is gone there is nothing to do"),
      ]);
      expect(sandbox.exchanges.length - before).toBeLessThan(600);
    },
    { checks: SHORT, refusals: [/ 404$/, / 422$/] },
  );
});
