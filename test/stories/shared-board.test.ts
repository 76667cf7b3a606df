import { expect, test } from "vitest";
import { CLI, CORE, tellShared } from "./monorepo.ts";

test("two packages tagged at one commit share a board, and each is conducted on its own", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
    setVersion("1.0.0");
    repo.pushTags([CORE, CLI], { by: people.writer });
    const cli = await atGate(CLI);
    const core = await atGate(CORE);
    const issue = await told.board();
    const comment = await part(CORE);
    expect(repo.issues()).toHaveLength(1);
    expect(issue.title).toBe(`Release ${CLI} and ${CORE}`);
    expect(issue.body).toContain(`| [\`${CORE}\`](`);
    expect(issue.body).toContain(`\`/approve ${CLI} pypi\` opens the gate`);
    expect(comment.body).toContain(`\`/approve ${CORE} pypi\` opens the gate`);

    const stray = await answered(say(people.maintainer, "/approve pypi"));
    expect(stray.mark).toBe("confused");
    expect(stray.replies).toHaveLength(1);
    expect(stray.replies[0]).toContain(`- \`/approve ${CLI} pypi\`\n- \`/approve ${CORE} pypi\``);
    expect([isWaiting(core), isWaiting(cli)]).toEqual([true, true]);

    const approved = await answered(say(people.maintainer, `/approve ${CORE} pypi`));
    expect(approved).toEqual({ mark: "rocket", replies: [] });
    expect([isWaiting(core), isWaiting(cli)]).toEqual([false, true]);
    await told.until("a draft", () => repo.releases().find(({ tag }) => tag === CORE));
    say(people.maintainer, `/publish ${CORE}`);
    await told.until("core done", () => comment.body.includes(`\`${CORE}\` is released`));
    await told.pass(60_000);
    expect(issue.state).toBe("open");
    expect(issue.body).toContain("is released");

    say(people.maintainer, `/approve ${CLI} pypi`);
    await told.until("a draft", () => repo.releases().find(({ tag }) => tag === CLI));
    say(people.maintainer, `/publish ${CLI}`);
    await told.until("the board closed", () => issue.state === "closed");
    expect(repo.issues()).toHaveLength(1);
    expect(await told.irreversible()).toMatchInlineSnapshot(`
      [
        "pypi of run 1 approved",
        "pypi of run 2 approved",
        "pypi serves 1.0.0",
        "pypi serves 2.0.0",
        "GitHub release core-v1.0.0 public",
        "GitHub release cli-v2.0.0 public",
      ]
    `);
  });
});

test("what is finished on a board that a person closed can be yanked there, and the issue is open again", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, ...told }) => {
    setVersion("1.0.0");
    repo.pushTags([CORE, CLI], { by: people.writer });
    await atGate(CLI);
    await atGate(CORE);
    const issue = await told.board();
    const comment = await part(CORE);
    await answered(say(people.maintainer, `/approve ${CORE} pypi`));
    await told.until("a draft", () => repo.releases().find(({ tag }) => tag === CORE));
    say(people.maintainer, `/publish ${CORE}`);
    await told.until("core done", () => comment.body.includes(`\`${CORE}\` is released`));
    repo.editIssue(issue.number, { state: "closed" }, people.maintainer);
    await told.pass(60_000);
    const yanked = await answered(say(people.maintainer, `/yank ${CORE} it deletes files`));
    expect(yanked).toEqual({ mark: "rocket", replies: [] });
    await told.until("the issue open", () => issue.state === "open");
    await told.until("the yank", () => comment.body.includes("To be yanked"));
  });
});
