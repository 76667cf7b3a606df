import { expect, test } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const PUBLISHER = { repository: "invoke-ai/InvokeAI", workflow: "release.yml", environment: "pypi" };

/** So that nothing else of the run is waited for. */
const ONE_GATE = `tags: "v*"
workflow: release.yml
version: { scheme: pep440, file: invokeai/version/invokeai_version.py }
gates:
  testpypi: { index: testpypi, package: invokeai, artifacts: [dist], optional: true }
  pypi: { index: pypi, package: invokeai, artifacts: [dist], escalate: [blessedcoolant] }
`;

test("a burnt version is told as burnt, is not run again, and the release goes on under the next free one", async () => {
  await tell(
    async ({ repo, pypi, people, tagRelease, board, atGates, say, ask, until, irreversible, replies }) => {
      const source = { name: "InvokeAI", version: "5.0.0" };
      await pypi.upload("invokeai", [await wheel(source), sdist(source)]);
      await pypi.upload("invokeai", [await wheel({ ...source, version: "5.0.1" })]);
      pypi.deleteRelease("invokeai", "5.0.0");
      repo.pushTag("v5.0.2", { by: people.writer, silent: true });
      const before = await irreversible();
      tagRelease("5.0.0");
      const issue = await board();
      await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await until("the failure told", () => issue.body?.includes("Stopped at publish `pypi`"));
      await until("the log told", () => issue.body?.includes("This filename has already been used"));

      expect(issue.body).toContain("(at step `Run pypa/gh-action-pypi-publish@release/v1`)");
      expect(issue.body).toContain("refused a file name that was used before");
      expect(issue.body).toContain("`pypi` shows no file of this version");
      expect(issue.body).toContain("Go on with `5.0.3`, which no index and no tag here has");
      expect(issue.body).toContain("tag that commit `v5.0.3`");

      const { mark, reply } = await ask(people.writer, "/retry");
      expect(mark).toBe("confused");
      expect(reply).toContain("`/retry` would fail at `pypi` again: The index refused a file name");
      expect(reply).toContain("Go on with `5.0.3`");
      expect(repo.runs().at(-1)?.attempt).toBe(1);
      expect(await irreversible()).toEqual(["pypi of run 1 approved", ...before]);

      tagRelease("5.0.3");
      await until("the next board", () => repo.issues().at(-1)?.title === "Release v5.0.3");
      const next = await atGates("testpypi", "pypi");
      expect(next.headBranch).toBe("v5.0.3");
      say(people.maintainer, "/approve pypi");
      await until("a draft", () => repo.releases()[0]);
      expect(repo.releases().map(({ name }) => name)).toEqual(["InvokeAI v5.0.3"]);
      expect(replies()).toEqual([]);
    },
    { checks: SHORT, configuration: ONE_GATE },
  );
});

test("TestPyPI burnt is nobody's problem: the release ends on PyPI under the same version", async () => {
  await tell(
    async ({ repo, testpypi, people, tagRelease, board, atGates, say, ask, until, replies }) => {
      const source = { name: "InvokeAI", version: "5.0.0" };
      await testpypi.upload("invokeai", [await wheel(source), sdist(source)]);
      await testpypi.upload("invokeai", [await wheel({ ...source, version: "4.2.9" })]);
      testpypi.deleteRelease("invokeai", "5.0.0");
      tagRelease("5.0.0");
      const issue = await board();
      await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve testpypi");
      await until("the failure told", () => issue.body?.includes("This filename has already been used"));

      expect(issue.body).toContain("Gate `testpypi` is optional: the release goes on without it.");
      expect(issue.body).toContain("this version is burnt there");
      for (const untrue of ["Stopped", "Go on with", "close this issue", "`/cancel`"]) {
        expect(issue.body).not.toContain(untrue);
      }
      const { mark, reply } = await ask(people.writer, "/retry");
      expect(mark).toBe("confused");
      expect(reply).toContain("`/retry` would fail at `testpypi` again");
      expect(reply).toContain("the release goes on without it");
      expect(replies()).toHaveLength(1);

      say(people.maintainer, "/approve pypi");
      await until("a draft", () => repo.releases()[0]);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("`v5.0.0` is released");
      expect(repo.releases().map(({ draft }) => draft)).toEqual([false]);
    },
    { checks: SHORT, configuration: ONE_GATE },
  );
});

test("an outage of the index while publishing is waited out, and a retry completes the half-published release", async () => {
  await tell(
    async ({ repo, pypi, people, tagRelease, board, atGates, say, ask, until, pass, published }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      pypi.outage({ status: 503, times: 1, path: /legacy/, when: "after" });
      say(people.maintainer, "/approve pypi");
      await until("the failure told", () => issue.body?.includes("Stopped at publish `pypi`"));
      await pass(MINUTE);

      expect(issue.body).toContain("The index did not answer as it should.");
      expect(issue.body).toContain("HTTPError: 503 Service Unavailable");
      expect(issue.body).toContain("**Half published:** `pypi` has 1 of 2 files");
      expect(issue.body).toContain("`/retry` once the index answers again. It completes the release");

      repo.cancelRun(run);
      await pass(MINUTE);
      expect((await ask(people.writer, "/retry")).mark).toBe("rocket");
      await atGates("pypi");
      expect(run.attempt).toBe(2);
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await until("a draft", () => repo.releases()[0]);
      await pass(MINUTE);
      expect(issue.body).toContain("`pypi` serves all 2 files byte for byte as built");
    },
    { checks: SHORT, configuration: ONE_GATE },
  );
});

test("a trusted publisher that does not match is named with what it has to say, and then a retry helps", async () => {
  await tell(
    async ({ repo, pypi, people, tagRelease, board, atGates, say, ask, until, pass, published }) => {
      pypi.trust("invokeai", { ...PUBLISHER, environment: "release" });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await until("the failure told", () => issue.body?.includes("Stopped at publish `pypi`"));
      await pass(MINUTE);

      expect(issue.body).toContain("The index knows no trusted publisher that matches this job.");
      expect(issue.body).toContain("* `invalid-publisher`: valid token, but no corresponding publisher");
      expect(issue.body).toContain("* `environment`: `pypi`");
      expect(issue.body).toContain(
        "with owner `invoke-ai`, repository `InvokeAI`, workflow `release.yml` and environment `pypi`",
      );
      expect(issue.body).toContain("turn to `blessedcoolant`");

      pypi.trust("invokeai", PUBLISHER);
      repo.cancelRun(run);
      await pass(MINUTE);
      expect((await ask(people.writer, "/retry")).mark).toBe("rocket");
      await atGates("pypi");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await until("a draft", () => repo.releases()[0]);
    },
    { checks: SHORT, configuration: ONE_GATE },
  );
});
