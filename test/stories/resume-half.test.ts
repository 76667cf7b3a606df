import { expect, test } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { NO_LOG, withoutDeliveryLog } from "./month.ts";
import { releasesTo } from "./packed.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const DAY = 24 * 60 * MINUTE;

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

/** A release from the tag to its closed board. */
async function released(told: Told) {
  const { people, tagRelease, board, atGates, toDraft, ask, until, pass } = told;
  tagRelease();
  const issue = await board();
  await atGates("testpypi", "pypi");
  const release = await toDraft();
  await pass(MINUTE);
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  await until("the board closed", () => issue.state === "closed");
  return { issue, release };
}

test("on TestPyPI only: what is left needs the gate of the real index", async () => {
  await tell(
    async (told) => {
      const { people, toPublished, board, ask, until, toDraft, irreversible } = told;
      await toPublished("testpypi");
      const issue = await board();
      await until("it verified", () => issue.body?.includes("`testpypi` serves all 2 files"));
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toMatch(/\| verify `testpypi` \(optional\) \| done \| `testpypi` serves all 2 files/);
      expect(reply).toContain("| publish `pypi` | **needs you** |");
      expect(reply).toContain("`/approve pypi` opens the gate");
      expect(reply).toContain("| GitHub release | later | After verify `pypi`. |");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect((await irreversible()).toSorted()).toEqual(
        [...ALL_OF_IT, "testpypi of run 1 approved", "testpypi serves 5.0.0"].toSorted(),
      );
    },
    { checks: SHORT },
  );
});

const TWO_PACKAGES = `tags: "v*"
workflow: release.yml
version: { scheme: pep440, file: invokeai/version/invokeai_version.py }
gates:
  pypi: { index: pypi, package: [invokeai, invokeai-extra], artifacts: [dist] }
`;

test("one of two packages: what the index lacks is named, and it goes on once that is there", async () => {
  await tell(
    async (told) => {
      const { pypi, people, toPublished, board, ask, until, pass } = told;
      const built = async (name: string) => [
        await wheel({ name, version: "5.0.0", seed: name }),
        sdist({ name, version: "5.0.0", seed: name }),
      ];
      const [first, second] = [await built("invokeai"), await built("invokeai-extra")];
      releasesTo(told, {
        environment: "pypi",
        build: () => [...first, ...second],
        publish: () => void pypi.upload("invokeai", first),
      });
      await toPublished("pypi");
      const issue = await board();
      await until("what is missing told", () => issue.body?.includes("Stopped at verify `pypi`"));
      const { reply } = await ask(people.writer, "/resume");
      expect(reply).toContain("| publish `pypi` | done |");
      expect(reply).toMatch(/\| verify `pypi` \| \*\*needs you\*\* \| .*`invokeai-extra`/);
      await pypi.upload("invokeai-extra", second);
      expect((await ask(people.writer, "/resume")).mark).toBe("rocket");
      await until("a draft", () => told.repo.releases()[0]);
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("**`v5.0.0` is released.**");
    },
    { checks: SHORT, configuration: TWO_PACKAGES },
  );
});

test("a run older than thirty days can't be run again: the tag is pushed anew, and the release ends as any other", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, toDraft, ask, until, pass, irreversible } = told;
      withoutDeliveryLog(told);
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await pass(31 * DAY);
      await until("the end told", () => issue.body?.includes("Nobody opened gate `pypi` within 30 days"));
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toMatch(
        /\| publish `pypi` \| \*\*needs you\*\* \| Nobody opened gate `pypi` within 30 days/,
      );
      expect(reply).toContain("`git push --delete origin v5.0.0`");
      expect(reply).toContain("or say `/release v5.0.0`");
      const retry = await ask(people.writer, "/retry");
      expect(retry.mark).toBe("confused");
      expect(retry.reply).toContain("GitHub runs jobs again only within 30 days");
      expect(repo.runs().at(-1)?.attempt).toBe(1);

      repo.deleteTag("v5.0.0", people.maintainer);
      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("testpypi", "pypi");
      await toDraft();
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await irreversible()).toEqual(ALL_OF_IT.map((one) => one.replace("run 1", "run 2")));
    },
    { checks: SHORT, sweepMinutes: 24 * 60, refusals: [NO_LOG] },
  );
});

test("a release that somebody deleted after the end is drafted anew, and announced no second time", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, until, pass, discord, irreversible } = told;
      const { issue, release } = await released(told);
      repo.deleteRelease(release.id, people.maintainer);
      await pass(10 * MINUTE);
      expect(issue.state).toBe("closed");
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain("| GitHub release | the app does this now |");
      expect(issue.state).toBe("open");
      await until("a draft with its asset", () => repo.releases()[0]?.assets.length === 1);
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
      expect(await irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT },
  );
});

test("a version that is yanked after the end opens its board again, and what was posted is not posted twice", async () => {
  await tell(
    async (told) => {
      const { pypi, people, ask, until, pass, discord } = told;
      const { issue } = await released(told);
      pypi.yank("invokeai", "5.0.0", "broken");
      await pass(10 * MINUTE);
      const { reply } = await ask(people.writer, "/resume");
      expect(reply).toMatch(/\| verify `pypi` \| \*\*needs you\*\* \| .*yanked/);
      expect(issue.state).toBe("open");
      pypi.unyank("invokeai", "5.0.0");
      expect((await ask(people.writer, "/resume")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
    },
    { checks: SHORT },
  );
});
