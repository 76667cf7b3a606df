import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("what is published by hand is held against what was meant, and nothing is changed in it", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, until, pass, writes }) => {
      repo.createRelease({ tag: "v5.1.0", by: people.writer, name: "InvokeAI v5.1.0" });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      const [asset] = draft.assets;
      repo.deleteAsset(asset?.id ?? 0);
      const before = writes().length;
      // On GitHub's page the box "Set as the latest release" is ticked unless somebody unticks it.
      repo.publishRelease(draft.id, people.maintainer);
      await until("the board closed", () => issue.state === "closed");
      await pass(20 * MINUTE);

      expect(issue.body).toContain(
        "GitHub shows this release as the latest, though `v5.1.0` is the higher version.",
      );
      expect(issue.body).toContain("was published without `InvokeAI-installer-v5.0.0.zip`.");
      expect(draft).toMatchObject({ makeLatest: "true", assets: [] });
      const since = writes()
        .slice(before)
        .map(({ path }) => path);
      expect(since.filter((path) => path.includes("/releases"))).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("what is published by hand before it is verified is told of at once", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, until, pass, irreversible }) => {
      tagRelease();
      const issue = await board();
      const draft = await until("a draft at the tag", () => repo.releases()[0]);
      await atGates("testpypi", "pypi");
      repo.publishRelease(draft.id, people.writer);
      await until("the news on the board", () =>
        issue.body?.includes("was published before everything was verified."),
      );
      await pass(20 * MINUTE);
      expect(issue.state).toBe("open");
      expect(await irreversible()).toEqual(["GitHub release v5.0.0 public"]);
    },
    { checks: SHORT, configuration: `${CONFIGURATION}release: { draft: early }\n` },
  );
});
