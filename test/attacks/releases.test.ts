import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { drafted, publicationOf, releaseWrites } from "./draft.ts";
import { ALL_OF_IT, boardOf, says, toTheEnd } from "./ends.ts";
import { changeJob } from "./workflow.ts";

const BUILD = "build / build-installer";

attack("twin-drafts", async () => {
  await drafted(
    async (told) => {
      told.sandbox.faults.fail({ route: /^POST .*\/releases$/, status: 502, when: "after" });
      await toTheEnd(told, await told.board());
      await told.pass(30 * MINUTE);
      expect(told.repo.releases()).toHaveLength(1);
    },
    { refusals: [/ 502$/] },
  );
  await drafted(async (told) => {
    const theirs = told.repo.createRelease({
      tag: "v5.0.0",
      draft: true,
      body: "By hand.",
      by: told.people.writer,
    });
    await toTheEnd(told, await told.board());
    expect(told.repo.releases()).toEqual([theirs]);
    expect(theirs).toMatchObject({ draft: false, body: "By hand." });
    expect(theirs.assets).toHaveLength(1);
  });
});

attack("draft-tampering", async () => {
  await drafted(async (told) => {
    const { repo, people, ask, toDraft, board, until } = told;
    const draft = await toDraft();
    await told.pass(MINUTE);
    const [asset] = draft.assets;
    repo.deleteAsset(asset?.id ?? 0);
    repo.addAsset(draft.id, {
      name: asset?.name ?? "",
      bytes: Buffer.from("another installer"),
      by: people.writer,
    });
    expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
    await says(told, await board(), "with other bytes");
    await told.pass(30 * MINUTE);
    expect(draft.draft).toBe(true);

    repo.deleteAsset(draft.assets[0]?.id ?? 0);
    await until("the built one again", () => draft.assets[0]?.digest === asset?.digest);
    expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
    expect(draft.draft).toBe(false);
  });
});

attack("human-published-first", async () => {
  await drafted(async (told) => {
    const { repo, people, board, toDraft, until, pass, discord, lines } = told;
    const issue = await board();
    const draft = await toDraft();
    repo.publishRelease(draft.id, people.writer);
    await until("the board closed", () => issue.state === "closed");
    await pass(30 * MINUTE);
    expect(repo.releases()).toEqual([draft]);
    expect(discord.messages).toHaveLength(1);
    expect(await told.irreversible()).toEqual(ALL_OF_IT);
    expect(publicationOf(told, "v5.0.0")).toEqual({});
    expect(lines).toEqual([]);
  });
});

attack("human-notes-overwritten", async () => {
  await drafted(
    async (told) => {
      const { repo, people, board, until, ask } = told;
      told.sandbox.faults.fail({ route: /^POST .*\/assets$/, status: 502, times: 3 });
      told.say(people.maintainer, "/approve pypi");
      const draft = await until("a draft", () => repo.releases()[0]);
      const theirs = { name: "The canvas", body: "Written by a person.\n\nNothing of the app's." };
      repo.editRelease(draft.id, theirs, people.writer);
      await until("its asset", () => draft.assets.length > 0);
      await told.pass(30 * MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", async () => (await board()).state === "closed");
      expect(draft).toMatchObject({ ...theirs, draft: false });
    },
    { refusals: [/ 502$/] },
  );
});

attack("workflows-404", async () => {
  await drafted(async (told) => {
    const { repo, people, board } = told;
    repo.commit({
      files: { ".github/workflows/release.yml": "on: push\n" },
      message: "Another workflow on the default branch",
      author: { login: people.writer },
    });
    await toTheEnd(told, await board());
    const bodies = releaseWrites(told).map(({ requestBody }) => requestBody);
    expect(bodies.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(bodies)).not.toContain("target_commitish");
    expect(await told.irreversible()).toEqual(ALL_OF_IT);
  });
});

attack("half-upload", async () => {
  await drafted(
    async (told) => {
      const { repo, people, board, sandbox } = told;
      let cut = 0;
      sandbox.faults.intercept(({ when, method, path }) => {
        const draft = repo.releases()[0];
        if (
          cut > 0 ||
          when === "after" ||
          method !== "POST" ||
          !path.endsWith("/assets") ||
          draft === undefined
        ) {
          return undefined;
        }
        cut += 1;
        const name = "InvokeAI-installer-v5.0.0.zip";
        repo.addAsset(draft.id, { name, bytes: Buffer.from(""), state: "starter", by: people.writer });
        return { status: 502, message: "Bad Gateway" };
      });
      await toTheEnd(told, await board());
      expect(cut).toBe(1);
      expect(repo.releases()[0]?.assets).toHaveLength(1);
      expect(repo.releases()[0]?.assets[0]).toMatchObject({ state: "uploaded" });
      expect(repo.releases()[0]?.assets[0]?.bytes.length).toBeGreaterThan(0);
    },
    { refusals: [/ 502$/] },
  );
});

/** Lets the build put these files into the artifact that the assets come from. */
function installers(told: Told, names: readonly string[]): void {
  changeJob(told, BUILD, (job) => ({
    ...job,
    artifacts: (job.artifacts ?? []).map((one) =>
      one.name === "installer"
        ? { ...one, files: async () => Object.fromEntries(names.map((name) => [name, Buffer.from(name)])) }
        : one,
    ),
  }));
}

attack("asset-renamed", async () => {
  const configuration = CONFIGURATION.replace("InvokeAI-installer-*.zip", "**");
  await tell(
    async (told) => {
      installers(told, ["Invoke installer.zip", "deep/Invoke.installer.zip"]);
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      told.say(told.people.maintainer, "/approve pypi");
      await says(told, board, "Two files would be attached to the GitHub release as `Invoke.installer.zip`");
      expect((await told.ask(told.people.maintainer, "/publish")).mark).toBe("confused");
      expect(told.repo.releases()[0]).toMatchObject({ draft: true, assets: [] });

      installers(told, ["Invoke (installer) für alle.zip"]);
      told.tagRelease("5.0.1");
      const second = await boardOf(told, "v5.0.1");
      await told.atGates("testpypi", "pypi");
      told.say(told.people.maintainer, "/approve pypi");
      const draft = await told.until("the draft with its asset", () =>
        told.repo.releases().find(({ tag, assets }) => tag === "v5.0.1" && assets.length > 0),
      );
      await told.pass(MINUTE);
      expect((await told.ask(told.people.maintainer, "/publish")).mark).toBe("rocket");
      await told.until("the board closed", () => second.state === "closed");
      expect(draft.assets.map(({ name }) => name)).toEqual(["Invoke.installer.f.r.alle.zip"]);
    },
    { checks: SHORT, configuration },
  );
});

attack("published-incomplete", async () => {
  await drafted(
    async (told) => {
      const { repo, people, sandbox, say, until, board, marks } = told;
      const broken = sandbox.faults.intercept(({ method, path }) =>
        method === "POST" && path.includes("/assets") ? { status: 502, message: "Bad Gateway" } : undefined,
      );
      say(people.maintainer, "/approve pypi");
      const draft = await until("a draft", () => repo.releases()[0]);
      const asked = say(people.maintainer, "/publish");
      await told.pass(30 * MINUTE);
      expect(draft).toMatchObject({ draft: true, assets: [] });
      expect(marks(asked)).not.toContain("rocket");

      broken();
      const issue = await board();
      await until("the asset", () => draft.assets.length > 0);
      await until("the board closed", () => issue.state === "closed");
      expect(draft.assets.map(({ state }) => state)).toEqual(["uploaded"]);
    },
    { refusals: [/ 502$/] },
  );
});
