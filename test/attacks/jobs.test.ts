import { expect } from "vitest";
import { createCheckRun } from "../../src/sandbox/github/checks.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, NOTHING, says, toTheEnd } from "./ends.ts";
import { changeJobs, forgetChecks } from "./workflow.ts";

attack("green-by-absence", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, ask, until, waiting, pass } = told;
      changeJobs(told, () => [
        { name: "tests", seconds: 300 },
        { name: "publish-pypi", environment: "pypi" },
      ]);
      repo.outcome("tests", "skipped");
      tagRelease();
      const issue = await board();
      const run = await until("the gate", () => repo.runs().find((one) => waiting(one).includes("pypi")));
      await pass(MINUTE);
      expect(await ask(people.maintainer, "/approve pypi")).toMatchObject({
        mark: "confused",
        reply: expect.stringContaining("can't open before checks"),
      });
      await says(told, issue, "**Stopped at checks.**");
      expect(repo.jobs(run).map(({ conclusion }) => conclusion)).toContain("skipped");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");

      changeJobs(told, () => [{ name: "publish-pypi", environment: "pypi" }]);
      tagRelease("5.0.1");
      const bare = await until("a bare gate", () => repo.runs().find((one) => one.headBranch === "v5.0.1"));
      await pass(5 * MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect([...repo.approvals(run), ...repo.approvals(bare)]).toEqual([]);
      expect(await told.irreversible()).toEqual(NOTHING);
    },
    {
      checks: SHORT,
      configuration: "tags: v*\nworkflow: release.yml\ngates: { pypi: { index: pypi, package: invokeai } }\n",
    },
  );
});

attack("forged-check", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, stage, people, tagRelease, board, atGates, ask, pass, irreversible } = told;
      forgetChecks(told);
      repo.outcome("tests", "failure");
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await says(told, issue, "**Stopped at checks.**");
      const slug = "green-for-all";
      const { publicKey } = stage.app;
      const app = sandbox.github.registerApp({
        id: 9001,
        slug,
        name: "Green for all",
        publicKey,
        webhookSecret: "nobody listens there",
        permissions: { checks: "write" },
        events: [],
      });
      createCheckRun(sandbox.github.world, repo.state, {
        app,
        name: "tests",
        headSha: run.headSha,
        status: "completed",
        conclusion: "success",
      });
      await pass(15 * MINUTE);
      expect(issue.body).toContain("**Stopped at checks.**");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect(await irreversible()).toEqual(NOTHING);
    },
    { checks: SHORT },
  );
});

attack("job-name-trick", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, say, atGates, until, waiting, pass } = told;
      const names = ["publish-pypi", "publish-pypi-docs", "pypi", "publish-pypi ($" + "{{ matrix.os }})"];
      changeJobs(told, (jobs) => [
        ...names.map((name) => ({ name, seconds: 5 })),
        ...jobs.map((job) => (job.environment === "pypi" ? { ...job, name: "upload / wheels (3.11)" } : job)),
      ]);
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await pass(10 * MINUTE);
      expect(
        repo
          .jobs(run)
          .filter(({ name }) => names.includes(name))
          .map(({ conclusion }) => conclusion),
      ).toEqual(names.map(() => "success"));
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).not.toContain("Published by job");
      expect(repo.releases()).toEqual([]);

      say(people.maintainer, "/approve pypi");
      await until("a draft", () => repo.releases()[0]);
      await says(told, issue, "Published by job `upload / wheels (3.11)`");
    },
    { checks: SHORT },
  );
});

attack("second-workflow", async () => {
  await tell(
    async (told) => {
      const { repo, stage, tagRelease, board, until, waiting, writes } = told;
      repo.environment("images", { rule: stage.app.slug });
      const jobs = [
        { name: "container", seconds: 30 },
        { name: "push", environment: "images" },
      ];
      const path = ".github/workflows/containers.yml";
      repo.addWorkflow({ path, name: "containers", on: { tags: ["v*"] }, jobs });
      repo.outcome("container", "failure");
      tagRelease();
      const issue = await board();
      const ours = await until("ours at its gates", () =>
        repo.runs().find((run) => waiting(run).length === 2),
      );
      await told.pass(MINUTE);
      expect(issue.body).not.toMatch(/container|images|\[!CAUTION\]/);
      await toTheEnd(told, issue);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
      const other = repo.runs().find((run) => run !== ours);
      expect(other && waiting(other)).toEqual(["images"]);
      expect(writes().filter(({ path: at }) => at.includes(`/runs/${other?.id}`))).toEqual([]);
    },
    { checks: SHORT },
  );
});

attack("red-run-green-publish", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, ask, until } = told;
      repo.outcome("publish-testpypi", "failure");
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      await until("TestPyPI failed", () =>
        repo
          .jobs(run)
          .some(({ name, conclusion }) => name === "publish-testpypi" && conclusion === "failure"),
      );
      await toTheEnd(told, issue);
      expect(run.conclusion).toBe("failure");
      expect(issue.body).toContain("**`v5.0.0` is released.**");
      expect(await told.irreversible()).toEqual(["testpypi of run 1 approved", ...ALL_OF_IT]);
    },
    { checks: SHORT },
  );
});
