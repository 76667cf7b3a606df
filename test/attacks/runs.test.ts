import { expect } from "vitest";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { CONFIGURATION, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { NOTHING, says } from "./ends.ts";
import { pathOf, through, withJson } from "./reach.ts";
import { changeJob, changeJobs } from "./workflow.ts";

type RawRun = { readonly id: number; readonly head_repository: object };
type RawArtifact = { readonly name: string; readonly workflow_run: object };

/** The maintainer approves: the first run's gate opens, and nothing is decided about the other run. */
async function onlyTheFirst(told: Told, other: Run): Promise<void> {
  const { people, repo, waiting, say, until, pass } = told;
  say(people.maintainer, "/approve pypi");
  await until("the first run's gate open", () => !waiting(repo.runs()[0] as Run).includes("pypi"));
  await pass(10 * MINUTE);
  expect(repo.approvals(other)).toEqual([]);
  expect(waiting(other)).toEqual(["testpypi", "pypi"]);
  expect(await told.irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
}

attack("fork-run", async () => {
  await tell(
    async (told) => {
      const forks = new Set<number>();
      const fork = { id: 999_000_001, name: "InvokeAI", full_name: "passerby/InvokeAI" };
      await told.stage.start(
        through(told, async (request, ask) => {
          const answer = await ask();
          if (!pathOf(request).endsWith("/actions/runs")) {
            return answer;
          }
          return withJson<{ workflow_runs: RawRun[] }>(answer, (page) => ({
            ...page,
            workflow_runs: page.workflow_runs.map((run) =>
              forks.has(run.id) ? { ...run, head_repository: { ...run.head_repository, ...fork } } : run,
            ),
          }));
        }),
      );
      told.tagRelease();
      await told.atGates("testpypi", "pypi");
      const run = told.repo.dispatchWorkflow(WORKFLOW, "v5.0.0", told.people.writer);
      forks.add(run.id);
      await told.until("the fork's run at its gates", () => told.waiting(run).length === 2);
      await onlyTheFirst(told, run);
    },
    { checks: SHORT, started: false },
  );
});

attack("wrong-workflow", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, ask, until, waiting, pass } = told;
      const path = ".github/workflows/release-too.yml";
      const jobs = (repo.state.workflows[0]?.jobs ?? []).map((job) => ({ ...job, seconds: 10 }));
      repo.addWorkflow({ path, name: "release", on: { tags: ["v*"] }, jobs });
      tagRelease();
      await board();
      const theirs = await until("the other run at its gates", () =>
        repo.runs().find((run) => run.workflow.path === path && waiting(run).length === 2),
      );
      await pass(MINUTE / 2);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      const ours = await until("ours at its gates", () =>
        repo.runs().find((run) => run !== theirs && waiting(run).length === 2),
      );
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await pass(10 * MINUTE);
      expect(repo.approvals(ours)).toHaveLength(1);
      expect(repo.approvals(theirs)).toEqual([]);
      expect(waiting(theirs)).toEqual(["testpypi", "pypi"]);
    },
    { checks: SHORT },
  );
});

attack("wrong-event", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, waiting, until } = told;
      tagRelease();
      await board();
      await atGates("testpypi", "pypi");
      const events = ["pull_request_target", "schedule", "workflow_run", "repository_dispatch"];
      const others = events.map((event) =>
        Object.assign(repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.writer), { event }),
      );
      await until("all of them at their gates", () => others.every((run) => waiting(run).length === 2));
      await onlyTheFirst(told, others.at(-1) as Run);
      expect(others.flatMap((run) => repo.approvals(run))).toEqual([]);
    },
    { checks: SHORT },
  );
});

attack("dispatch-from-branch", async () => {
  await tell(
    async (told) => {
      told.tagRelease();
      await told.board();
      const first = await told.atGates("testpypi", "pypi");
      told.repo.state.refs.set("refs/heads/5.0.0", first.headSha);
      const run = told.repo.dispatchWorkflow(WORKFLOW, "5.0.0", told.people.writer);
      await told.until("the branch's run at its gates", () => told.waiting(run).length === 2);
      await onlyTheFirst(told, run);
    },
    { checks: SHORT },
  );
});

attack("foreign-artifact", async () => {
  for (const foreign of [{ id: 22_000_000_001 }, { head_sha: "0".repeat(40) }]) {
    await tell(
      async (told) => {
        await told.stage.start(
          through(told, async (request, ask) => {
            const answer = await ask();
            if (!pathOf(request).endsWith("/artifacts")) {
              return answer;
            }
            return withJson<{ artifacts: RawArtifact[] }>(answer, (page) => ({
              ...page,
              artifacts: page.artifacts.map((one) =>
                one.name === "dist" ? { ...one, workflow_run: { ...one.workflow_run, ...foreign } } : one,
              ),
            }));
          }),
        );
        told.tagRelease();
        const issue = await told.board();
        await told.atGates("testpypi", "pypi");
        await says(told, issue, "The run made no artifact `dist`; it made `installer`.");
        expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("confused");
        expect(await told.irreversible()).toEqual(NOTHING);
      },
      { checks: SHORT, started: false },
    );
  }
});

attack("unknown-environment", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, tagRelease, board, atGates, ask, pass, waiting } = told;
      repo.environment("staging", { rule: stage.app.slug });
      changeJobs(told, (jobs) => [...jobs, { name: "deploy", environment: "staging" }]);
      tagRelease();
      await board();
      const run = await atGates("staging", "testpypi", "pypi");
      const { mark, reply } = await ask(people.maintainer, "/approve staging");
      expect(mark).toBe("confused");
      expect(reply).toContain("There is no gate `staging`");
      await pass(30 * MINUTE);
      expect(waiting(run)).toContain("staging");
      expect(repo.approvals(run)).toEqual([]);
    },
    { checks: SHORT },
  );
});

attack("environment-spelling", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, tagRelease, board, atGates, ask, waiting, pass } = told;
      repo.environment("prod/eu", { rule: stage.app.slug });
      changeJob(told, "publish-testpypi", (job) => ({ ...job, environment: "prod/eu" }));
      tagRelease();
      await board();
      const run = await atGates("prod/eu", "pypi");
      for (const spelt of ["PyPI", "prod%2Feu", "prod", "eu", "prod\\eu"]) {
        const { mark, reply } = await ask(people.maintainer, `/approve ${spelt}`);
        expect(mark, spelt).toBe("confused");
        expect(reply).toContain("Say `/approve prod/eu` or `/approve pypi`");
      }
      expect(repo.approvals(run)).toEqual([]);
      expect((await ask(people.maintainer, "/approve prod/eu")).mark).toBe("rocket");
      await pass(MINUTE);
      expect(waiting(run)).toEqual(["pypi"]);
      expect(repo.approvals(run).map(({ environments, state }) => [environments, state])).toEqual([
        [["prod/eu"], "approved"],
      ]);
    },
    { checks: SHORT, configuration: CONFIGURATION.replace("  testpypi: {", '  "prod/eu": {') },
  );
});

attack("cancelled-mid-release", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, ask, pass, writes } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      repo.cancelRun(run);
      await told.until("the run cancelled", () => run.conclusion === "cancelled");
      await pass(60 * MINUTE);
      expect(issue.body).toContain("**Stopped at publish `pypi`.**");
      expect(issue.body).toContain("(cancelled)");
      expect(issue.body).toContain("`/retry` runs it again");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect(repo.runs()).toHaveLength(1);
      expect(run.attempt).toBe(1);
      expect(writes().filter(({ path }) => /rerun|dispatches/.test(path))).toEqual([]);
    },
    { checks: SHORT },
  );
});
