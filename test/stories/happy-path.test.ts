import { expect, test } from "vitest";
import { tell } from "./stage.ts";

test("a release goes from its tag to its announcement", async () => {
  await tell(async ({ repo, people, setVersion, until, board, atGates, discord, pypi, writes }) => {
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
    expect(pypi.requests.length).toBeGreaterThan(0);
    expect(repo.releases()).toHaveLength(1);
    expect(repo.comments(issue.number).filter((comment) => comment.author?.type === "Bot")).toEqual([]);
    console.log(
      writes().length,
      writes().map((w) => `${w.method} ${w.path}`),
    );
  });
});
