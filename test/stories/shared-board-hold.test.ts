import { expect, test } from "vitest";
import { CLI, CORE, tellShared } from "./monorepo.ts";
import { MINUTE } from "./stage.ts";

test("a hold that names no release holds all on the board, and is lifted for each by name", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
    setVersion("1.0.0");
    repo.pushTags([CORE, CLI], { by: people.writer });
    const runs = [await atGate(CLI), await atGate(CORE)];
    const issue = await told.board();
    const comment = await part(CORE);

    const held = await answered(say(people.triager, "/hold the installer is broken"));
    expect(held).toEqual({ mark: "rocket", replies: [] });
    for (const text of [issue.body, comment.body]) {
      expect(text).toContain("**On hold by `dunkeroni`");
      expect(text).toContain("“the installer is broken”");
    }
    say(people.maintainer, `/approve ${CORE} pypi`);
    say(people.maintainer, `/approve ${CLI} pypi`);
    await told.pass(3 * MINUTE);
    expect(runs.map(isWaiting)).toEqual([true, true]);

    expect((await answered(say(people.maintainer, "/unhold"))).mark).toBe("confused");
    await told.pass(MINUTE);
    expect(runs.map(isWaiting)).toEqual([true, true]);

    expect((await answered(say(people.maintainer, `/unhold ${CORE}`))).mark).toBe("rocket");
    say(people.maintainer, `/approve ${CORE} pypi`);
    await told.until("the gate of core open", () => !isWaiting(runs[1] as never));
    await told.pass(12 * MINUTE);
    expect(runs.map(isWaiting)).toEqual([true, false]);
    expect(issue.body).toContain("**On hold by `dunkeroni`");
    expect(comment.body).not.toContain("**On hold");

    const asked = await answered(say(people.triager, "/status"));
    expect(asked.replies).toHaveLength(1);
    expect(asked.replies[0]).toMatch(new RegExp(`On hold by.*\\n[^]*\\[\`${CORE}\`\\]`));
    const help = await answered(say(people.triager, "/help"));
    expect(help.replies).toHaveLength(1);
    expect(help.replies[0]).toContain("`/approve <tag> <gate> [commit]`");
  });
});

test("a comment that speaks to two releases is refused once, and the hold in it counts for both", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
    setVersion("1.0.0");
    repo.pushTags([CORE, CLI], { by: people.writer });
    const runs = [await atGate(CLI), await atGate(CORE)];
    const comment = await part(CORE);
    const both = await answered(say(people.maintainer, `/approve ${CORE} pypi\n/approve ${CLI} pypi`));
    expect(both.mark).toBe("confused");
    expect(both.replies).toHaveLength(1);
    expect(both.replies[0]).toContain(`\`/approve ${CLI} pypi\``);
    await told.pass(MINUTE);
    expect(runs.map(isWaiting)).toEqual([true, true]);

    const held = await answered(say(people.maintainer, `/hold ${CORE} and ${CLI} are both broken`));
    expect(held.mark).toBe("rocket");
    expect((await told.board()).body).toContain("**On hold by `lstein`");
    expect(comment.body).toContain("**On hold by `lstein`");
    expect(await told.irreversible()).toEqual([]);
  });
});
