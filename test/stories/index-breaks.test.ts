import { expect, test } from "vitest";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import type { JobContext } from "../../src/sandbox/github/workflows.ts";
import type { PackageIndex } from "../../src/sandbox/index/package-index.ts";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** Lets the job behind `pypi` publish; gives the board. */
async function publish(told: Told) {
  await told.toPublished("pypi");
  return told.board();
}

/** Files that come to the index right after those of the job, before it shows any of them. */
async function besides(index: PackageIndex, filename: string): Promise<void> {
  const { bytes } = await wheel({ name: "InvokeAI", version: "5.0.0", seed: "not of this run" });
  await index.upload("invokeai", [{ filename, bytes }]);
}

test("an index that is out while it is verified is waited for, and asked again until it recovers", async () => {
  await tell(
    async (told) => {
      const { pypi, repo, until, pass, replies } = told;
      pypi.lag({ simpleSeconds: 60 });
      const issue = await publish(told);
      pypi.outage({ status: 503, seconds: 25 * 60 });
      await pass(20 * MINUTE);
      expect(issue.body).toContain("Pypi did not answer (answered 503)");
      expect(issue.body).not.toMatch(/\[!(?:CAUTION|WARNING)\]/);
      expect(repo.releases()).toEqual([]);

      await until("a draft", () => repo.releases()[0]);
      await pass(MINUTE);
      expect(issue.body).toContain("`pypi` serves all 2 files byte for byte as built");
      expect(replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("an index that serves the same bytes and does not say who published them is waited for", async () => {
  await tell(
    async (told) => {
      const { pypi, repo, until, pass } = told;
      pypi.outage({ status: 503, seconds: 20 * 60, path: /^\/integrity\// });
      const issue = await publish(told);
      await pass(15 * MINUTE);
      expect(issue.body).toMatch(/✅ same bytes \| no answer \|/);
      expect(issue.body).not.toContain("[!CAUTION]");
      expect(repo.releases()).toEqual([]);

      await until("a draft", () => repo.releases()[0]);
      await pass(MINUTE);
      expect(issue.body).toContain(
        "Provenance: present, not verified: `invoke-ai/InvokeAI`, `release.yml`, environment `pypi`.",
      );
    },
    { checks: SHORT },
  );
});

test("an index that lags for 40 minutes is late, then missing, and the release goes on by itself all the same", async () => {
  await tell(
    async (told) => {
      const { pypi, repo, until, pass } = told;
      pypi.lag({ jsonSeconds: 60, simpleSeconds: 40 * 60 });
      const issue = await publish(told);
      await pass(27 * MINUTE);
      expect(issue.body).toContain("which takes longer than usual");
      expect(issue.body).not.toContain("[!CAUTION]");

      await pass(6 * MINUTE);
      expect(issue.body).toContain("**Stopped at verify `pypi`.**");
      expect(repo.releases()).toEqual([]);

      await until("a draft", () => repo.releases()[0]);
      await pass(MINUTE);
      expect(issue.body).not.toContain("[!CAUTION]");
    },
    { checks: SHORT },
  );
});

test("a file on the index that nobody built stops the release, and is named", async () => {
  await tell(
    async (told) => {
      const { pypi, people, repo, ask, pass, until, irreversible } = told;
      pypi.lag({ jsonSeconds: 60, simpleSeconds: 60 });
      const issue = await publish(told);
      await besides(pypi, "invokeai-5.0.0-cp312-cp312-win_amd64.whl");
      await until("the stop on the board", () => issue.body?.includes("**Stopped at verify `pypi`.**"));
      expect(issue.body).toContain("- `invokeai-5.0.0-cp312-cp312-win_amd64.whl`");
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      await pass(60 * MINUTE);
      expect(repo.releases()).toEqual([]);
      expect(await irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
    },
    { checks: SHORT },
  );
});

/** Lets the mirror of the repository upload what the job behind `pypi` should have. */
function publishFromMirror({ repo, pypi }: Told): void {
  const workflow = repo.state.workflows.find(({ path }) => path === WORKFLOW);
  if (workflow === undefined) throw new Error("the project has no release workflow");
  const provenance = { repository: "invoke-ai/mirror", workflow: "release.yml", environment: "pypi" };
  const onSuccess = async ({ artifact }: JobContext) => {
    const files = Object.entries(await artifact("dist")).map(([filename, bytes]) => ({ filename, bytes }));
    await pypi.upload("invokeai", files, { provenance });
  };
  const jobs = workflow.jobs.map((job) => (job.environment === "pypi" ? { ...job, onSuccess } : job));
  repo.addWorkflow({ ...workflow, jobs });
}

test("files that another repository published stop the release, though their bytes are the same", async () => {
  await tell(
    async (told) => {
      const { people, repo, ask, until } = told;
      publishFromMirror(told);
      const issue = await publish(told);
      await until("the stop on the board", () => issue.body?.includes("**Stopped at verify `pypi`.**"));
      expect(issue.body).toContain("repository `invoke-ai/mirror`, expected `invoke-ai/InvokeAI`");
      expect(issue.body).toContain("❌ somebody else");
      const { mark, reply } = await ask(people.maintainer, "/publish");
      expect(mark).toBe("confused");
      expect(reply).toContain("verify `pypi`");
      expect(repo.releases()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a version that was yanked on the index counts as taken, before anybody can approve", async () => {
  await tell(
    async ({ pypi, people, tagRelease, board, atGates, ask, waiting, irreversible }) => {
      await pypi.upload("invokeai", [await wheel({ name: "InvokeAI", version: "5.0.0" })]);
      pypi.yank("invokeai", "5.0.0", "broken wheels");
      const before = await irreversible();
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toContain("`pypi` already knows `invokeai 5.0.0`");
      expect(issue.body).toContain("yanked");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual(before);
    },
    { checks: SHORT },
  );
});
