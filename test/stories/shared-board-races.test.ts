import { expect, test } from "vitest";
import { CLI, CORE, tellShared } from "./monorepo.ts";
import { MINUTE } from "./stage.ts";
import { stop } from "./stop.ts";

test.each([
  ["the lead's first", false],
  ["the lead's last", true],
])("tags pushed at once come to one board, with events doubled and %s", async (_, isReversed) => {
  await tellShared(async ({ sandbox, repo, people, setVersion, atGate, part, board, pass }) => {
    setVersion("1.0.0");
    sandbox.deliveries.policy(() => ({ copies: 2, delaySeconds: [0, 20] }));
    sandbox.deliveries.hold();
    repo.pushTags(isReversed ? [CORE, CLI] : [CLI, CORE], { by: people.writer });
    await pass(1_000);
    sandbox.deliveries.release();
    await atGate(CLI);
    await atGate(CORE);
    await part(CORE);
    await pass(15 * MINUTE);
    expect(repo.issues().map(({ title }) => title)).toEqual([`Release ${CLI} and ${CORE}`]);
    const parts = repo.comments((await board()).number).filter(({ body }) => body.startsWith("### Release"));
    expect(parts).toHaveLength(1);
  });
});

/** In which request the app is cut off: its effect has happened, and nobody has the answer. */
const CUTS = [
  ["the issue", /^POST .*\/issues$/],
  ["the comment on it", /^POST .*\/issues\/1\/comments$/],
  ["the lead's note of it", /^PATCH .*\/issues\/1$/],
] as const;

test.each(CUTS)("an app that dies over %s and loses its store finds both boards again", async (_, step) => {
  await tellShared(
    async (told) => {
      const { sandbox, stage, world, repo, people, setVersion, atGate, part, answered, say, isWaiting } =
        told;
      setVersion("1.0.0");
      let isCut = false;
      const heal = sandbox.faults.intercept(({ when, method, path }) => {
        isCut ||= when === "after" && step.test(`${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, "")}`);
        return isCut ? "unreachable" : undefined;
      });
      repo.pushTags([CORE, CLI], { by: people.writer });
      await told.until("the cut", () => isCut);
      await stop(told);
      heal();
      await told.pass(MINUTE);
      await stage.start({ ...world, databasePath: ":memory:", sweepMinutes: 10 });
      const runs = [await atGate(CLI), await atGate(CORE)];
      await part(CORE);
      await told.pass(5 * MINUTE);
      expect(repo.issues().map(({ title }) => title)).toEqual([`Release ${CLI} and ${CORE}`]);
      const parts = repo.comments(1).filter(({ body }) => body.startsWith("### Release"));
      expect(parts).toHaveLength(1);
      expect((await answered(say(people.maintainer, `/approve ${CORE} pypi`))).mark).toBe("rocket");
      expect(runs.map(isWaiting)).toEqual([true, false]);
    },
    { refusals: [/ null$/] },
  );
});

test("a package tagged later joins the board: what was said before counts for the lead alone", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, part, answered, say, isWaiting, ...told }) => {
    const sha = setVersion("2.0.0");
    repo.pushTag(CLI, { sha, by: people.writer });
    const cli = await atGate(CLI);
    const issue = await told.board();
    expect(issue.title).toBe(`Release ${CLI}`);
    expect((await answered(say(people.maintainer, "/approve testpypi"))).mark).toBe("rocket");
    repo.pushTag(CORE, { sha, by: people.writer });
    const core = await atGate(CORE);
    const comment = await part(CORE);
    await told.pass(MINUTE);
    expect(issue.title).toBe(`Release ${CLI} and ${CORE}`);
    expect(repo.pendingGates(core).map(({ environment }) => environment)).toEqual(["testpypi", "pypi"]);
    expect((await answered(say(people.maintainer, "/approve pypi"))).mark).toBe("confused");
    expect([cli, core].map(isWaiting)).toEqual([true, true]);

    repo.deleteComment(comment.id, people.writer);
    await told.pass(MINUTE);
    const again = await part(CORE);
    expect(again.id).not.toBe(comment.id);
    expect((await answered(say(people.maintainer, "/approve pypi"))).mark).toBe("confused");
    expect((await answered(say(people.maintainer, `/approve ${CORE} pypi`))).mark).toBe("rocket");
    expect([cli, core].map(isWaiting)).toEqual([true, false]);
    expect(repo.issues()).toHaveLength(1);
  });
});

test("a candidate and its final at one commit are two releases with two boards", async () => {
  await tellShared(async ({ repo, people, setVersion, atGate, pass }) => {
    const sha = setVersion("1.0.0");
    repo.pushTag("core-v1.0.0rc1", { sha, by: people.writer });
    await atGate("core-v1.0.0rc1");
    repo.pushTag(CORE, { sha, by: people.writer });
    await atGate(CORE);
    await pass(MINUTE);
    const [candidate, final] = repo.issues();
    expect([candidate?.title, final?.title]).toEqual(["Release core-v1.0.0rc1", `Release ${CORE}`]);
    expect(candidate?.body).toContain(`\`${CORE}\` has been tagged since`);
    expect(final?.body).not.toContain("has been tagged since");
  });
});
