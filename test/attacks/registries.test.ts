import { createHash } from "node:crypto";
import { expect } from "vitest";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import type { JobContext } from "../../src/sandbox/github/workflows.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, boardOf, NOTHING, says, toTheEnd } from "./ends.ts";
import { changeJob } from "./workflow.ts";

const WHEEL = "invokeai-5.0.0-py3-none-any.whl";
const SDIST = "invokeai-5.0.0.tar.gz";

/** What `publish-pypi` does instead of uploading everything to PyPI. */
function publishOtherwise(
  told: Told,
  how: (files: readonly { filename: string; bytes: Uint8Array }[]) => Promise<void>,
): void {
  const onSuccess = async ({ artifact }: JobContext) => {
    const files = Object.entries(await artifact("dist"));
    await how(files.map(([filename, bytes]) => ({ filename, bytes })));
  };
  changeJob(told, "publish-pypi", (job) => ({ ...job, onSuccess }));
}

/** Tags, approves, and lets the job behind `pypi` publish; gives the board. */
async function publish(told: Told) {
  await told.toPublished("pypi");
  return told.board();
}

/** Whatever a person says, nothing is drafted, published or announced. */
async function nothingMore(told: Told): Promise<void> {
  await told.pass(30 * MINUTE);
  expect((await told.ask(told.people.maintainer, "/publish")).mark).toBe("confused");
  await told.pass(30 * MINUTE);
  expect(told.repo.releases()).toEqual([]);
  expect(told.discord.messages).toEqual([]);
}

attack("already-on-registry", async () => {
  await tell(
    async (told) => {
      const { pypi, people, ask, waiting, irreversible } = told;
      const built = (version: string) => wheel({ name: "InvokeAI", version });
      await pypi.upload("invokeai", [await built("5.0.0"), await built("5.0.1")]);
      pypi.deleteFile("invokeai", "invokeai-5.0.1-py3-none-any.whl");
      const before = await irreversible();
      for (const version of ["5.0.0", "5.0.1"]) {
        told.tagRelease(version);
        const board = await boardOf(told, `v${version}`);
        const run = await told.atGates("testpypi", "pypi");
        await says(told, board, `\`pypi\` already knows \`invokeai ${version}\``);
        expect(board.body).toContain("Go on with the next version");
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      }
      expect(await irreversible()).toEqual(before);
    },
    { checks: SHORT },
  );
});

attack("index-lag", async () => {
  await tell(
    async (told) => {
      told.pypi.lag({ jsonSeconds: 0, simpleSeconds: 20 * 60 });
      const board = await publish(told);
      await told.pass(12 * MINUTE);
      expect(board.body).toContain("`pypi` does not serve");
      expect(board.body).not.toContain("[!CAUTION]");
      expect(told.repo.releases()).toEqual([]);
      await told.until("a draft", () => told.repo.releases()[0]);
      await says(told, board, "`pypi` serves all 2 files byte for byte as built");
      expect(told.replies()).toEqual([]);
      expect(told.lines).toEqual([]);
    },
    { checks: SHORT },
  );
});

attack("wrong-bytes", async () => {
  await tell(
    async (told) => {
      told.pypi.lag({ jsonSeconds: 120, simpleSeconds: 120 });
      const board = await publish(told);
      const others = Buffer.from("not what was built");
      await told.pypi.replaceBytes("invokeai", WHEEL, others);
      await says(told, board, "**Stopped at verify `pypi`.**");
      const served = createHash("sha256").update(others).digest("hex").slice(0, 12);
      expect(board.body).toContain(`served \`${served}\``);
      await nothingMore(told);
    },
    { checks: SHORT },
  );
});

attack("missing-wheel", async () => {
  await tell(
    async (told) => {
      publishOtherwise(told, (files) =>
        told.pypi.upload(
          "invokeai",
          files.filter(({ filename }) => filename === SDIST),
        ),
      );
      const board = await publish(told);
      await told.pass(10 * MINUTE);
      expect(board.body).not.toContain("[!CAUTION]");
      await says(told, board, "**Stopped at verify `pypi`.**");
      expect(board.body).toContain(`\`${WHEEL}\``);
      await nothingMore(told);
    },
    { checks: SHORT },
  );
});

attack("testpypi-for-pypi", async () => {
  await tell(
    async (told) => {
      publishOtherwise(told, (files) => told.testpypi.upload("invokeai", files));
      const board = await publish(told);
      expect(await told.irreversible()).toEqual(["pypi of run 1 approved", "testpypi serves 5.0.0"]);
      await says(told, board, "**Stopped at verify `pypi`.**");
      await nothingMore(told);
    },
    { checks: SHORT },
  );
});

attack("provenance-mismatch", async () => {
  await tell(
    async (told) => {
      const provenance = { repository: "mallory/InvokeAI", workflow: "release.yml", environment: "pypi" };
      publishOtherwise(told, (files) => told.pypi.upload("invokeai", files, { provenance }));
      const board = await publish(told);
      await says(told, board, "**Stopped at verify `pypi`.**");
      expect(board.body).toContain("repository `mallory/InvokeAI`, expected `invoke-ai/InvokeAI`");
      expect(board.body).toMatch(/✅ same bytes \| ❌ somebody else \|/);
      await nothingMore(told);
    },
    { checks: SHORT },
  );
});

attack("yanked", async () => {
  await tell(
    async (told) => {
      told.pypi.lag({ jsonSeconds: 120, simpleSeconds: 120 });
      const board = await publish(told);
      told.pypi.yank("invokeai", "5.0.0", "broken");
      await says(told, board, "**Stopped at verify `pypi`.**");
      expect(board.body).toMatch(/yanked/);
      await nothingMore(told);
    },
    { checks: SHORT },
  );
});

attack("local-version", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, waiting } = told;
      told.tagRelease("3.0.0+b10");
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      await says(told, board, "**Stopped at version.**");
      expect(board.body).toContain("`3.0.0+b10` is a local version, which no index accepts.");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      await told.pass(30 * MINUTE);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(repo.releases()).toEqual([]);
      expect(await told.irreversible()).toEqual(NOTHING);
    },
    { checks: SHORT },
  );
});

attack("status-page-noise", async () => {
  await tell(
    async (told) => {
      const { statusPage } = told;
      statusPage.raise({ name: "Lists are slow", impact: "critical", components: ["Mailing lists"] });
      statusPage.setComponent("Documentation", "major_outage");
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      expect(statusPage.requests).not.toHaveLength(0);
      expect(board.body).not.toMatch(/status page|Lists are slow|Documentation/);

      statusPage.raise({ name: "Nothing works", impact: "critical", components: ["Uploads"] });
      statusPage.setComponent("Uploads", "major_outage");
      await says(told, board, "- `Uploads`: major outage");
      expect(board.body).not.toContain("[!CAUTION]");

      statusPage.outage({ status: 503 });
      await toTheEnd(told, board);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
      expect(told.lines).toEqual([]);
      expect(told.replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});
