import { expect, test } from "vitest";
import { tell } from "./stage.ts";

test("a release goes from its tag to its announcement", async () => {
  await tell(async ({ repo, people, setVersion, until, board, atGates, discord, writes, ...told }) => {
    setVersion("5.0.0");
    repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
    const issue = await board();
    const run = await atGates("testpypi", "pypi");
    expect(issue.body).toContain("Waiting for maintainers");

    repo.comment(issue.number, people.maintainer, "/approve testpypi");
    repo.comment(issue.number, people.maintainer, "/approve pypi");
    const draft = await until("a draft with its asset", () =>
      repo.releases().find((one) => one.assets.length > 0),
    );
    expect(run.conclusion).toBe("success");
    expect(draft.draft).toBe(true);
    expect(draft.name).toBe("InvokeAI v5.0.0");

    repo.comment(issue.number, people.otherMaintainer, "/publish");
    await until("the board closed", () => issue.state === "closed");
    expect(draft.draft).toBe(false);
    expect(draft.prerelease).toBe(false);
    expect(discord.messages.map((message) => message.content)).toEqual([
      expect.stringContaining("InvokeAI v5.0.0"),
    ]);
    expect(await told.irreversible()).toEqual([
      "testpypi of run 1 approved",
      "pypi of run 1 approved",
      "testpypi serves 5.0.0",
      "pypi serves 5.0.0",
      "GitHub release v5.0.0 public",
      "announced",
    ]);
    expect(repo.releases()).toHaveLength(1);
    expect(told.replies()).toEqual([]);
    expect(issue.body).toContain("`v5.0.0` is released");
    expect(writes().length).toBeLessThanOrEqual(30);
  });
});
