import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { changeJobs, forgetChecks } from "../attacks/workflow.ts";
import { pypiWith } from "./policy.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a gate waits for its own conditions alone, here for the version and for the notes of an early draft", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, tagRelease, board, atGates, ask, say, marks, until, waiting } = told;
      forgetChecks(told);
      changeJobs(told, (jobs) => [...jobs, { name: "slow tests", seconds: 3_600 }]);
      const drafting = sandbox.faults.intercept(({ when, method, path }) =>
        when === "before" && method === "POST" && path.endsWith("/releases")
          ? { status: 502, message: "Server Error" }
          : undefined,
      );
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      const other = await ask(people.maintainer, "/approve testpypi");
      expect(other.reply).toContain("Gate `testpypi` can't open before checks");
      const approval = say(people.maintainer, "/approve pypi");
      await until("the wait told", () =>
        issue.body?.includes("Gate `pypi` opens once the GitHub release is drafted with its notes."),
      );
      expect(marks(approval)).toEqual(["eyes"]);
      expect(waiting(run)).toContain("pypi");
      expect(repo.releases()).toEqual([]);

      drafting();
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect(repo.releases()).toMatchObject([{ draft: true, tag: "v5.0.0" }]);
      expect(repo.releases()[0]?.body).toContain("<!-- release-conductor:notes v5.0.0 ");
      await until("the mark", () => marks(approval).includes("rocket"));
      expect(repo.jobs(run).find(({ name }) => name === "slow tests")?.conclusion).toBeNull();
    },
    {
      checks: SHORT,
      configuration: `${pypiWith("conditions: [version, notes]")}release: { draft: early }\n`,
      refusals: [/ 502$/],
    },
  );
});

test("each gate has approvers of its own", async () => {
  const configuration = CONFIGURATION.replace(
    "optional: true }",
    "optional: true, approvers: { role: write } }",
  ).replace(
    "artifacts: [dist] }\nassets",
    "artifacts: [dist], approvers: { role: admin, users: [dunkeroni] } }\nassets",
  );
  await tell(
    async ({ people, tagRelease, board, atGates, ask, waiting, repo, pass }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toMatch(/\| Admins or `dunkeroni` \| `\/approve pypi` opens the gate/);
      expect(issue.body).toMatch(/\| People with write access \| `\/approve testpypi` opens the gate/);

      for (const by of [people.writer, people.otherMaintainer]) {
        const { mark, reply } = await ask(by, "/approve pypi");
        expect(mark).toBe("confused");
        expect(reply).toContain("needs the role `admin` or a higher one");
        expect(reply).toContain("Someone who has it or `dunkeroni` can say `/approve pypi`");
      }
      expect((await ask(people.triager, "/approve testpypi")).mark).toBe("confused");
      await pass(10 * MINUTE);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect((await ask(people.writer, "/approve testpypi")).mark).toBe("rocket");
      expect((await ask(people.triager, "/approve pypi")).mark).toBe("rocket");
      expect(repo.approvals(run)).toHaveLength(2);
    },
    { checks: SHORT, configuration },
  );
});

test("where the commit is required, every place that says how to approve names it", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, replies, pass, waiting }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      const words = `/approve pypi ${run.headSha.slice(0, 7)}`;
      expect(issue.body).toContain(`\`${words}\` opens the gate`);
      expect(repo.statusReports(run, "pypi")).toEqual([
        expect.stringContaining(`say \`${words}\` on the board`),
      ]);
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain(`say \`${words}\``);
      await pass(3 * 24 * 60 * MINUTE);
      expect(replies().at(-1)).toContain(`\`${words}\` opens the gate`);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect((await ask(people.maintainer, words)).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration: pypiWith("commit: required"), sweepMinutes: 24 * 60 },
  );
});
