import { expect, test } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a build without an expected artifact stops until the build or the expectation is mended", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, until, waiting, irreversible }) => {
      for (const workflow of repo.state.workflows) {
        repo.addWorkflow({ ...workflow, jobs: workflow.jobs.map(withoutInstaller) });
      }
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toContain("Stopped at build");
      expect(issue.body).toContain("The run made no artifact `installer`; it made `dist`.");

      const { mark, reply } = await ask(people.maintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("Gate `pypi` can't open before build");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);

      repo.commit({
        files: { [CONFIGURATION_FILE]: CONFIGURATION.replace(/^assets:.*\n/m, "") },
        message: "There is no installer any more",
        author: { login: people.writer },
      });
      await until("the board mended", () => issue.body?.includes("Waiting for maintainers"));
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases().length === 1);
      expect(await irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
    },
    { checks: SHORT },
  );
});

test("artifacts that GitHub deletes once they are published keep nobody from the end of the release", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, toDraft, ask, until, pass, irreversible }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await toDraft();
      await pass(MINUTE);
      for (const artifact of run.artifacts) {
        artifact.expired = true;
      }
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("GitHub has deleted the artifact `installer` and `dist` for its age");
      expect(await irreversible()).toEqual([
        "pypi of run 1 approved",
        "pypi serves 5.0.0",
        "GitHub release v5.0.0 public",
        "announced",
      ]);
    },
    { checks: SHORT },
  );
});

type Plan = Parameters<Parameters<Parameters<typeof tell>[0]>[0]["repo"]["addWorkflow"]>[0]["jobs"][number];

function withoutInstaller(job: Plan): Plan {
  return { ...job, artifacts: (job.artifacts ?? []).filter(({ name }) => name !== "installer") };
}
