import { expect, test } from "vitest";
import { CLI, CORE, MONOREPO, tellShared } from "./monorepo.ts";
import { MINUTE } from "./stage.ts";

const TWO = MONOREPO.replace(/artifacts: \[dist\] }\n$/, "artifacts: [dist], approvals: 2 }\n");

test("a board that is a comment is deleted: what was said before opens nothing, and people are told", async () => {
  await tellShared(
    async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
      setVersion("1.0.0");
      repo.pushTags([CORE, CLI], { by: people.writer });
      await atGate(CLI);
      const run = await atGate(CORE);
      const before = await part(CORE);
      expect((await answered(say(people.triager, `/hold ${CORE} it deletes home directories`))).mark).toBe(
        "rocket",
      );
      expect((await answered(say(people.maintainer, `/unhold ${CORE}`))).mark).toBe("rocket");
      const first = say(people.maintainer, `/approve ${CORE} pypi`);
      await told.until("the first approval", () => before.body.includes("1 of 2"));
      expect((await answered(say(people.triager, `/hold ${CORE} it does it again`))).mark).toBe("rocket");

      repo.deleteComment(before.id, people.writer);
      await told.pass(2 * MINUTE);
      const now = await part(CORE);
      expect(now.id).toBeGreaterThan(before.id);
      expect(now.body).toContain(
        "This comment takes the place of an earlier one, which was deleted or changed by hand. Approvals, holds and tests said before it count for nothing: say them again.",
      );
      const late = say(people.otherMaintainer, `/approve ${CORE} pypi`);
      await told.pass(5 * MINUTE);
      expect(isWaiting(run)).toBe(true);
      expect(now.body).toContain("1 of 2");
      expect(told.marks(first)).toContain("confused");
      expect(told.marks(late)).toEqual(["eyes"]);
      const [reply] = repo
        .comments(1)
        .filter(({ body }) => body.includes("before the board of this release"));
      expect(reply?.body).toContain(`say \`/approve ${CORE} pypi\` again`);

      say(people.maintainer, `/approve ${CORE} pypi`);
      await told.until("the gate open", () => !isWaiting(run));
    },
    { configuration: TWO },
  );
});

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
