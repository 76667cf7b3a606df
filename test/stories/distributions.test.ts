import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { builds, installerWith, pair, wheelAlone } from "./builds.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const WHEEL = "invokeai-5.0.0-py3-none-any.whl";
const NO_ASSETS = CONFIGURATION.replace(/^assets:.*\n/m, "");

/** Releases up to the gates, where the build stops it and nobody's approval helps. */
async function stopsAtBuild(told: Told, why: readonly (string | RegExp)[]): Promise<void> {
  const { people, tagRelease, board, atGates, ask, irreversible, waiting } = told;
  tagRelease("5.0.0");
  const issue = await board();
  const run = await atGates("testpypi", "pypi");
  expect(issue.body).toContain("**Stopped at build.**");
  for (const part of why) {
    expect(issue.body).toMatch(part);
  }
  const { mark, reply } = await ask(people.maintainer, "/approve pypi");
  expect(mark).toBe("confused");
  expect(reply).toContain("Gate `pypi` can't open before build");
  expect(waiting(run)).toEqual(["testpypi", "pypi"]);
  expect(await irreversible()).toEqual([]);
}

test("a missing sdist stops the release where the gate asks for both kinds", async () => {
  await tell(
    async (told) => {
      builds(told, { dist: wheelAlone, installer: installerWith });
      await stopsAtBuild(told, [
        "Gate `pypi` publishes what is in `dist`, and there is no sdist in it.",
        "Correct `kinds:` of the gate",
      ]);
    },
    {
      checks: SHORT,
      configuration: CONFIGURATION.replace(/(pypi: \{ index: pypi,)/, "$1 kinds: [wheel, sdist],"),
    },
  );
});

test("a missing sdist is told, and no more, where nobody asks for one", async () => {
  await tell(
    async (told) => {
      builds(told, { dist: wheelAlone, installer: installerWith });
      told.tagRelease("5.0.0");
      const issue = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      expect(issue.body).toContain("there is no sdist in it");
      expect(issue.body).not.toContain("Stopped");
      expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await told.published(run, "pypi");
    },
    { checks: SHORT },
  );
});

test("an installer with another wheel than the published one stops the release, with both digests", async () => {
  await tell(
    async (told) => {
      builds(told, {
        dist: pair,
        installer: (context) => installerWith(context, { seed: "built before the last fix" }),
      });
      await stopsAtBuild(told, [
        `\`InvokeAI-installer-v5.0.0.zip\` carries \`${WHEEL}\` with other bytes than the one that is published`,
        /sha256 `[0-9a-f]{12}` instead of `[0-9a-f]{12}`/,
      ]);
    },
    { checks: SHORT },
  );
});

test("an installer with the wheel of the last version stops the release", async () => {
  await tell(
    async (told) => {
      builds(told, {
        dist: pair,
        installer: (context) => installerWith(context, { version: "4.9.9" }),
      });
      await stopsAtBuild(told, [
        "carries `invokeai-4.9.9-py3-none-any.whl`, which is of another version than what is published: `invokeai-5.0.0-py3-none-any.whl`",
      ]);
    },
    { checks: SHORT },
  );
});

test("what PyPI would refuse stops the release before anybody approves it", async () => {
  await tell(
    async (told) => {
      builds(told, {
        installer: installerWith,
        dist: (context) =>
          pair(context, {
            requires: ["clip @ git+https://example.org/clip.git"],
            requiresPython: ">=3.10.*",
            metadata: [
              "Classifier: License :: OSI Approved :: Apache 2",
              "Description-Content-Type: text/html",
            ],
          }),
      });
      await stopsAtBuild(told, [
        "2 built files can't be released as built.",
        "PyPI refuses dependencies by address: `Requires-Dist: clip @ git+https://example.org/clip.git`",
        "`Requires-Python: >=3.10.*` can't be read as versions",
        "`License :: OSI Approved :: Apache 2` is no classifier of PyPI's list",
        "`Description-Content-Type: text/html` has a type that PyPI refuses",
      ]);
    },
    { checks: SHORT, configuration: NO_ASSETS },
  );
});

const COMPUTED = NO_ASSETS.replace(/^version:.*$/m, "version: { file: none }");

test("a version computed by the build is checked in the metadata of what it built", async () => {
  await tell(
    async (told) => {
      builds(told, { dist: pair });
      told.tagRelease("5.0.0");
      const issue = await told.board();
      await told.atGates("testpypi", "pypi");
      expect(issue.body).toContain("The metadata of every built file says `5.0.0`, and so does the tag");
      expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { checks: SHORT, configuration: COMPUTED },
  );
});

test("a build that computed another version than the tag's stops the release, whatever its files are called", async () => {
  await tell(
    async (told) => {
      builds(told, {
        dist: async (context) => {
          const built = Object.values(await pair(context, { version: "5.0.1.dev0" }));
          const [first = new Uint8Array(), second = new Uint8Array()] = built;
          return { [WHEEL]: first, "invokeai-5.0.0.tar.gz": second };
        },
      });
      await stopsAtBuild(told, [
        "The metadata can't be read: it holds no invokeai-5.0.0.dist-info/METADATA",
        "The metadata says version `5.0.1.dev0`, the tag `5.0.0`, in `invokeai-5.0.0.tar.gz`",
        "it must see the tag: `fetch-depth: 0`",
      ]);
    },
    { checks: SHORT, configuration: COMPUTED },
  );
});

test("an expired artifact stops the release, and a new run brings it back", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, ask, until, irreversible, pass } = told;
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      for (const artifact of run.artifacts) {
        artifact.expired = true;
      }
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      await until("the stop", () => issue.body?.includes("**Stopped at build.**"));
      expect(issue.body).toContain("GitHub has deleted the artifact `installer` and `dist` for its age");
      expect(await irreversible()).toEqual([]);

      repo.cancelRun(run);
      await pass(MINUTE);
      repo.rerunAll(run, people.maintainer);
      await until("the board mended", () => issue.body?.includes("Waiting for maintainers"));
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { checks: SHORT },
  );
});

test("a build without any artifact is published and served, and the board says that nothing could be compared", async () => {
  await tell(
    async (told) => {
      const { people, tagRelease, board, atGates, ask, published, until, pypi } = told;
      builds(told, {});
      changePublishing(told, async () => {
        const built = await pair({ version: "5.0.0", sha: "built in the publish job" });
        await pypi.upload(
          "invokeai",
          Object.entries(built).map(([filename, bytes]) => ({ filename, bytes })),
        );
      });
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toContain("The run made no artifacts, and none are expected.");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await published(run, "pypi");
      await until("the comparison", () =>
        issue.body?.includes("`pypi` serves `5.0.0`; there are no built files to compare it with."),
      );
    },
    { checks: SHORT, configuration: NO_ASSETS.replaceAll(", artifacts: [dist]", "") },
  );
});

function changePublishing(told: Told, onSuccess: () => Promise<void>): void {
  const workflow = told.repo.state.workflows.at(-1);
  if (workflow !== undefined) {
    told.repo.addWorkflow({
      ...workflow,
      jobs: workflow.jobs.map((job) => (job.environment === "pypi" ? { ...job, onSuccess } : job)),
    });
  }
}
