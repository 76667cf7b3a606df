import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";

test("a release goes from its tag to its announcement", async () => {
  await tell(async ({ repo, people, setVersion, until, pass, discord, sandbox }) => {
    setVersion("5.0.0");
    repo.pushTag("v5.0.0", { by: people.maintainer, annotated: { message: "v5.0.0" } });
    const board = await until("a board", () => repo.issues()[0]);
    await until("gates", () => repo.runs().some((run) => repo.pendingGates(run).length === 2));
    await pass(MINUTE);
    console.log(board.body);
    repo.comment(board.number, people.maintainer, "/approve pypi");
    await until("draft", () => repo.releases()[0]);
    await pass(MINUTE);
    console.log(board.body);
    repo.comment(board.number, people.otherMaintainer, "/publish");
    await until("closed", () => board.state === "closed");
    console.log(board.body, repo.comments(board.number));
    console.log(
      sandbox.exchanges.filter((e) => e.method !== "GET").map((e) => `${e.method} ${e.path} ${e.status}`),
    );
    expect(discord.messages).toHaveLength(1);
  });
});
