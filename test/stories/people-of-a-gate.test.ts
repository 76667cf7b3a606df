import { expect, test } from "vitest";
import { pypiWith } from "./policy.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a gate that wants two approvals counts nobody twice, however the name is spelt", async () => {
  await tell(
    async ({ sandbox, people, tagRelease, board, atGates, say, marks, waiting, until, pass }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      sandbox.github.renameUser(people.maintainer, "LStein");
      say("LStein", "/approve pypi");
      await pass(120_000);
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).toContain("Gate `pypi` has 1 of 2 approvals");

      const second = say(people.writer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await until("the mark", () => marks(second).includes("rocket"));
    },
    {
      checks: SHORT,
      configuration: `${pypiWith("approvals: 2")}approvers: { role: maintain, users: [PsycheDelicious] }\n`,
    },
  );
});

test("where self-approval is off, whoever pushed the tag needs somebody else", async () => {
  await tell(
    async ({ repo, people, setVersion, board, atGates, ask, waiting, until, pass }) => {
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.maintainer });
      await board();
      const run = await atGates("testpypi", "pypi");
      const own = await ask(people.maintainer, "/approve pypi");
      expect(own.mark).toBe("confused");
      expect(own.reply).toContain("Another approver can say `/approve pypi`");
      await pass(60_000);
      expect(waiting(run)).toContain("pypi");

      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { checks: SHORT, configuration: pypiWith("self-approval: false") },
  );
});

test("an approval by somebody who has lost the role does not open the gate", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, say, waiting, until, pass, irreversible }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.otherMaintainer, "/approve pypi");
      await until("the first approval on the board", () => issue.body?.includes("has 1 of 2 approvals"));
      repo.setRole(people.otherMaintainer, "write");
      say(people.maintainer, "/approve pypi");
      await pass(120_000);

      expect(waiting(run)).toContain("pypi");
      expect(await irreversible()).toEqual([]);
      expect(issue.body).toContain("Gate `pypi` has 1 of 2 approvals; `lstein` approved");
    },
    { checks: SHORT, configuration: pypiWith("approvals: 2") },
  );
});

test("a gate that comes after another can't be opened before that one is verified", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, published, until, waiting }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      const early = await ask(people.maintainer, "/approve pypi");
      expect(early.mark).toBe("confused");
      expect(early.reply).toContain("Gate `pypi` can't open before verify `testpypi`");

      await ask(people.maintainer, "/approve testpypi");
      await published(run, "testpypi");
      await until("its files compared", () => issue.body?.includes("`testpypi` serves all 2 files"));
      expect(waiting(run)).toEqual(["pypi"]);
      expect(repo.releases()).toEqual([]);

      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
    },
    { checks: SHORT, configuration: pypiWith("after: [testpypi]") },
  );
});
