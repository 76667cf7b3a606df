import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const STRICT = CONFIGURATION.replace(
  "pypi: { index: pypi, package: invokeai, artifacts: [dist] }",
  "pypi: { index: pypi, package: invokeai, artifacts: [dist], self-approval: false }",
);

/** Says `/release` on an issue that the app can't read any more as soon as the run is started; gives what ends that. */
async function startedInSilence({
  repo,
  people,
  sandbox,
  setVersion,
  pass,
  until,
}: Told): Promise<() => void> {
  setVersion("5.0.0");
  // With four at once, GitHub sends no event and starts no run.
  repo.pushTags(["v5.0.0", "a", "b", "c"], { by: people.writer });
  await pass(MINUTE);
  const { number } = repo.openIssue({ title: "Please release", by: people.outsider });
  let isStarted = false;
  const heal = sandbox.faults.intercept(({ when, method, path }) => {
    isStarted ||= when === "after" && method === "POST" && path.endsWith("/dispatches");
    return isStarted && path.includes(`/issues/${number}/comments`) ? "unreachable" : undefined;
  });
  repo.comment(number, people.maintainer, "/release v5.0.0");
  await until("the run", () => repo.runs().length === 1);
  return heal;
}

test("a run that was started for somebody gets its board from whoever started it, however slow that is", async () => {
  await tell(
    async (told) => {
      const { people, ask, pass, atGates, waiting, until } = told;
      const heal = await startedInSilence(told);
      await pass(3 * MINUTE);
      heal();
      const run = await atGates("testpypi", "pypi");
      await told.board();
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain("You pushed this tag");
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { checks: SHORT, configuration: STRICT, refusals: [/ null$/] },
  );
});

test("where nothing tells for whom a run was started, it is ended and started anew from its board", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass, atGates, waiting, until } = told;
      const heal = await startedInSilence(told);
      await told.board();
      heal();
      const first = await atGates("testpypi", "pypi");
      const refused = await ask(people.otherMaintainer, "/approve pypi");
      expect(refused.reply).toContain("Say `/cancel`, and `/release` with the tag on this board");
      expect((await ask(people.maintainer, "/release v5.0.0")).reply).toContain("`v5.0.0` is under way");

      expect((await ask(people.maintainer, "/cancel")).mark).toBe("rocket");
      await until("the end of the run", () => first.status === "completed");
      expect((await ask(people.maintainer, "/release v5.0.0")).mark).toBe("rocket");
      const run = await atGates("testpypi", "pypi");
      expect(run.id).not.toBe(first.id);
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain("You pushed this tag");
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await pass(10 * MINUTE);
      expect(repo.runs()).toHaveLength(2);
    },
    { checks: SHORT, configuration: STRICT, refusals: [/ null$/] },
  );
});
