import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const ASSET = "InvokeAI-installer-v5.0.0.zip";

/** What an undisturbed release leaves in the world. */
const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

/** Publishes what is drafted, and waits for the end that every release comes to. */
async function toTheEnd(told: Told): Promise<void> {
  const { repo, people, ask, until, board } = told;
  await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
  await until("the draft on the board", async () => (await board()).body?.includes("`/publish`"));
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  await atTheEnd(told);
}

async function atTheEnd({ repo, until, board, irreversible }: Told): Promise<void> {
  const issue = await board();
  await until("the board closed", () => issue.state === "closed");
  expect(await irreversible()).toEqual(ALL_OF_IT);
  expect(repo.releases().flatMap(({ assets }) => assets.map(({ name }) => name))).toEqual([ASSET]);
  expect(issue.body).toContain("**`v5.0.0` is released.**");
}

test("on the index, not drafted: the store is lost, the board deleted, and the app was down meanwhile", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, board, toPublished, ask, until, pass } = told;
      await stage.start(world);
      await toPublished("pypi");
      const old = await board();
      await stop(told);
      for (const { id } of repo.releases()) {
        repo.deleteRelease(id, people.maintainer);
      }
      repo.deleteIssue(old.number, people.maintainer);
      await pass(30 * MINUTE);
      await stage.start(world);
      await until("a new board", () => repo.issues().at(-1)?.number !== old.number && repo.issues().at(-1));
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain("**What `v5.0.0` still needs**");
      expect(reply).toContain("| publish `pypi` | done | Published by job `publish-pypi`.");
      expect(reply).toMatch(/\| verify `pypi` \| done \| `pypi` serves all 2 files byte for byte as built/);
      expect(reply).toMatch(/\| GitHub release \| (?:the app does this now|\*\*needs you\*\*) \|/);
      await toTheEnd(told);
    },
    { checks: SHORT, started: false, refusals: [/ 410$/, / 404$/] },
  );
});

test("drafted, an asset half uploaded and refused three times: it is tried anew", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, toPublished, board, ask, until, pass } = told;
      let isBroken = true;
      sandbox.faults.intercept(({ when, method, path }) =>
        isBroken && when === "before" && method === "POST" && path.endsWith("/assets")
          ? { status: 422, message: "Validation Failed" }
          : undefined,
      );
      await toPublished("pypi");
      const issue = await board();
      await until("the stop told", () =>
        issue.body?.includes("was tried three times, and nothing has changed"),
      );
      expect(issue.body).toContain("`/resume` has it tried anew.");
      expect(issue.body).toContain(
        "| People with write access | `/resume` has what had no effect tried anew |",
      );
      await pass(30 * MINUTE);
      expect(repo.releases()[0]?.assets).toEqual([]);

      isBroken = false;
      repo.addAsset(repo.releases()[0]?.id ?? 0, {
        name: ASSET,
        bytes: Buffer.from(""),
        state: "starter",
        by: people.writer,
      });
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toMatch(
        /\| GitHub release \| the app does this now \| `InvokeAI-installer-v5\.0\.0\.zip`/,
      );
      await until("the whole asset", () => repo.releases()[0]?.assets[0]?.state === "uploaded");
      await toTheEnd(told);
    },
    { checks: SHORT, refusals: [/\/assets\S* 422$/] },
  );
});

test("published by hand without its asset: the board opens again, the file is attached, and it closes", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, toDraft, ask, until, pass, writes } = told;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      repo.deleteAsset(draft.assets[0]?.id ?? 0);
      repo.publishRelease(draft.id, people.maintainer);
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain(`was published without \`${ASSET}\`.`);
      expect(issue.body).toContain("`/resume` (people with write access) attaches what is missing");
      await pass(20 * MINUTE);
      expect(draft.assets).toEqual([]);

      expect((await ask(people.triager, "/resume")).mark).toBe("confused");
      expect(draft.assets).toEqual([]);
      const before = writes().length;
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain(
        `| GitHub release | the app does this now | \`${ASSET}\` is being attached to the public GitHub release. |`,
      );
      expect(draft.assets.map(({ name }) => name)).toEqual([ASSET]);
      const since = writes().slice(before);
      expect(since.some(({ method }) => method === "DELETE")).toBe(false);
      const order = since.map(({ path }) => path).filter((path) => /\/comments$|\/assets/.test(path));
      expect(order).toEqual([
        expect.stringMatching(/\/issues\/1\/comments$/),
        expect.stringMatching(/\/assets/),
      ]);
      await atTheEnd(told);
      expect(issue.body).not.toContain("was published without");

      const whole = await ask(people.writer, "/resume");
      expect(whole.reply).toContain("**`v5.0.0` is complete.**");
      expect(whole.reply).toContain("this issue stays closed");
      expect(issue.state).toBe("closed");
    },
    { checks: SHORT },
  );
});

test("an immutable release without its asset is explained, and its board stays closed", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, toDraft, ask, until, pass } = told;
      repo.configure({ immutableReleases: true });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      repo.deleteAsset(draft.assets[0]?.id ?? 0);
      repo.publishRelease(draft.id, people.maintainer);
      await until("the board closed", () => issue.state === "closed");
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain("It is immutable, so nobody can attach or replace a file any more");
      expect(issue.state).toBe("closed");
      expect(draft.assets).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("while somebody holds the release nothing is attached to what is public", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, toDraft, ask, until, pass } = told;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      expect((await ask(people.triager, "/hold wait")).mark).toBe("rocket");
      repo.deleteAsset(draft.assets[0]?.id ?? 0);
      repo.publishRelease(draft.id, people.maintainer);
      await until("it told", () => issue.body?.includes("was published without"));
      const { reply } = await ask(people.writer, "/resume");
      expect(reply).toContain(`\`${ASSET}\` can be attached once nobody holds the release`);
      await pass(20 * MINUTE);
      expect(draft.assets).toEqual([]);
      expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect((await ask(people.writer, "/resume")).mark).toBe("rocket");
      await atTheEnd(told);
    },
    { checks: SHORT },
  );
});

test("announced too early: a release made public before the index has it is gone on with", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, ask, say, until, pass, discord } = told;
      tagRelease();
      const issue = await board();
      const draft = await until("a draft at the tag", () =>
        repo.releases().find((one) => one.assets.length > 0),
      );
      await atGates("testpypi", "pypi");
      repo.publishRelease(draft.id, people.maintainer);
      await until("the news on the board", () => issue.body?.includes("before everything was verified"));
      const { mark, reply } = await ask(people.writer, "/resume");
      expect(mark).toBe("rocket");
      expect(reply).toContain("| GitHub release | done | [The GitHub release](");
      expect(reply).toContain("was published before everything was verified.");
      expect(reply).toContain("| publish `pypi` | **needs you** | Gate `pypi` has 0 of 1 approval.");
      expect(reply).toContain("Maintainers: `/approve pypi` opens the gate");
      expect(reply).toContain("| announce `ANNOUNCE_DISCORD` | later |");
      await pass(10 * MINUTE);
      expect(discord.messages).toEqual([]);
      say(people.maintainer, "/approve pypi");
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
      await atTheEnd(told);
    },
    { checks: SHORT, configuration: `${CONFIGURATION}release: { draft: early }\n` },
  );
});
