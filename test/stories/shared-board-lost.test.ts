import { expect, test } from "vitest";
import { CLI, CORE, tellShared } from "./monorepo.ts";
import { MINUTE } from "./stage.ts";

test("the first text of a board, pasted into an older comment of the app, makes no board of that", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
    const sha = setVersion("1.0.0");
    repo.pushTag(CLI, { sha, by: people.writer });
    await atGate(CLI);
    await answered(say(people.outsider, "/status"));
    const [older] = repo.comments(1).filter(({ author }) => author.type === "Bot");
    repo.pushTag(CORE, { sha, by: people.writer });
    const board = await part(CORE);
    const firstText = board.body;
    const run = await atGate(CORE);
    expect((await answered(say(people.triager, `/hold ${CORE} it deletes home directories`))).mark).toBe(
      "rocket",
    );

    repo.editComment(older?.id ?? 0, firstText, people.writer);
    await told.pass(12 * MINUTE);
    say(people.maintainer, `/approve ${CORE} pypi`);
    await told.pass(12 * MINUTE);
    expect(isWaiting(run)).toBe(true);
    expect(board.body).toContain("**On hold by `dunkeroni`");
  });
});
