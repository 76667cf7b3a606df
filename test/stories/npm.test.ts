import { expect, test } from "vitest";
import { npmTarball } from "../../src/sandbox/files/packed.ts";
import { releasesTo } from "./packed.ts";
import { MINUTE, type Told, tell } from "./stage.ts";

/** Two packages of one scope, released together by one tag. */
const PACKAGES = ["@octo/tool", "@octo/cli"];
const CONFIGURATION = `version: { scheme: semver, file: invokeai/version/invokeai_version.py }
gates: { npm: { package: ["@octo/tool", "@octo/cli"] } }
`;
const OPTIONS = { configuration: CONFIGURATION };

/** The workflow packs both packages and publishes those that it should. */
function releasesBoth(told: Told, published = PACKAGES, tag?: string): void {
  releasesTo(told, {
    environment: "npm",
    build: (made) => PACKAGES.map((name) => npmTarball({ name, ...made })),
    publish: (files) => {
      const wanted = files.filter(({ filename }) =>
        published.some((name) => filename.startsWith(name.slice(1).replace("/", "-"))),
      );
      for (const file of wanted) told.npm.publish(file, tag === undefined ? {} : { tag });
    },
  });
}

test("two packages of npm are released once each is served byte for byte as built", async () => {
  await tell(async (told) => {
    releasesBoth(told);
    told.npm.lag({ installSeconds: 120, wholeSeconds: 60 });
    await told.toPublished("npm");
    const issue = await told.board();

    await told.until("a draft", () => told.repo.releases()[0]);
    await told.pass(MINUTE);
    expect(issue.body).toContain("`npm` serves all 2 files byte for byte as built");
    expect(issue.body).toMatch(/`octo-cli-5\.0\.0\.tgz` \| `@octo\/cli` \|.*✅ same bytes/);
    expect(issue.body).toMatch(/`octo-tool-5\.0\.0\.tgz` \| `@octo\/tool` \|.*✅ same bytes/);
    expect(issue.body).not.toContain("`latest`");
    expect(told.replies()).toEqual([]);
    expect(told.lines).toEqual([]);
  }, OPTIONS);
});

test("of two packages one does not arrive: it is waited for, then named, and goes on once it is there", async () => {
  await tell(async (told) => {
    releasesBoth(told, ["@octo/tool"]);
    const run = await told.toPublished("npm");
    const issue = await told.board();
    await told.pass(10 * MINUTE);
    expect(issue.body).toContain("`npm` does not serve `@octo/cli` (`octo-cli-5.0.0.tgz`) yet");
    expect(issue.body).not.toContain("[!CAUTION]");

    await told.until("the stop", () => issue.body?.includes("**Stopped at verify `npm`.**"));
    expect(issue.body).toContain("`npm` still does not serve `@octo/cli` (`octo-cli-5.0.0.tgz`)");
    expect(issue.body).not.toContain("`@octo/tool` (");
    expect(told.repo.releases()).toEqual([]);

    const dist = run.artifacts.find(({ name }) => name === "dist")?.files ?? {};
    told.npm.publish({ bytes: dist["octo-cli-5.0.0.tgz"] ?? new Uint8Array() });
    await told.until("a draft", () => told.repo.releases()[0]);
    await told.pass(MINUTE);
    expect(issue.body).not.toContain("Stopped");
  }, OPTIONS);
});

test("of two packages one has the version already: the release stops before anybody approves, and says which", async () => {
  await tell(async (told) => {
    releasesBoth(told);
    told.npm.publish(npmTarball({ name: "@octo/cli", version: "5.0.0", seed: "of another day" }));
    told.npm.unpublish("@octo/cli", "5.0.0");
    told.tagRelease();
    const issue = await told.board();
    const run = await told.atGates("npm");

    expect(issue.body).toContain("Stopped at version");
    expect(issue.body).toContain("`npm` already knows `@octo/cli 5.0.0` (its files were deleted)");
    const { mark, reply } = await told.ask(told.people.maintainer, "/approve npm");
    expect(mark).toBe("confused");
    expect(reply).toContain("Gate `npm` can't open before version");
    expect(told.waiting(run)).toEqual(["npm"]);
  }, OPTIONS);
});

test("a job that fails after npm took both packages: the board says so, and what a retry can do about it", async () => {
  await tell(async (told) => {
    releasesTo(told, {
      environment: "npm",
      build: (made) => PACKAGES.map((name) => npmTarball({ name, ...made })),
      publish: (files) => {
        for (const file of files) told.npm.publish(file);
        throw new Error("The runner has received a shutdown signal.");
      },
    });
    told.tagRelease();
    const issue = await told.board();
    await told.atGates("npm");
    told.say(told.people.maintainer, "/approve npm");
    await told.until("the failure told", () => issue.body?.includes("Stopped at publish `npm`"));
    await told.pass(10 * MINUTE);

    expect(issue.body).toContain("`npm` has all 2 files, byte for byte as built");
    expect(issue.body).toContain(
      "`npm` takes no version twice: `/retry` helps if the job passes over what is there already.",
    );
    expect(issue.body).not.toContain("takes the same bytes again");
    expect((await told.ask(told.people.writer, "/retry")).mark).toBe("rocket");
  }, OPTIONS);
});

test("npm serves other bytes of one package: the release stops at both digests", async () => {
  await tell(async (told) => {
    releasesBoth(told);
    told.npm.lag({ installSeconds: 120, wholeSeconds: 120 });
    await told.toPublished("npm");
    const issue = await told.board();
    const other = npmTarball({ name: "@octo/tool", version: "5.0.0", seed: "swapped" });
    told.npm.replaceBytes("@octo/tool", "5.0.0", other.bytes);
    await told.until("the stop", () => issue.body?.includes("**Stopped at verify `npm`.**"));

    expect(issue.body).toMatch(/- `octo-tool-5\.0\.0\.tgz`: built `[0-9a-f]{12}`, served `[0-9a-f]{12}`/);
    expect(issue.body).not.toContain("- `octo-cli-5.0.0.tgz`");
    expect(told.repo.releases()).toEqual([]);
  }, OPTIONS);
});

test("a pre-release that moved `latest` is told with the command that moves it back", async () => {
  await tell(async (told) => {
    for (const name of PACKAGES) told.npm.publish(npmTarball({ name, version: "4.9.9" }));
    releasesBoth(told);
    await told.toPublished("npm", "5.0.0-rc.1");
    const issue = await told.board();
    await told.until("a draft", () => told.repo.releases()[0]);
    await told.pass(MINUTE);
    expect(issue.body).toContain("`npm dist-tag add @octo/cli@4.9.9 latest` gives them `4.9.9`");
    expect(issue.body).toContain("`npm dist-tag add @octo/tool@4.9.9 latest` gives them `4.9.9`");

    for (const name of PACKAGES) told.npm.tag(name, "4.9.9", "latest");
    await told.until("the board without it", () => !issue.body?.includes("dist-tag"));
  }, OPTIONS);
});

test("a pre-release under a tag of its own is told of by nothing", async () => {
  await tell(async (told) => {
    for (const name of PACKAGES) told.npm.publish(npmTarball({ name, version: "4.9.9" }));
    releasesBoth(told, PACKAGES, "next");
    await told.toPublished("npm", "5.0.0-rc.1");
    const issue = await told.board();
    await told.until("a draft", () => told.repo.releases()[0]);
    await told.pass(MINUTE);
    expect(issue.body).toContain("`npm` serves all 2 files");
    expect(issue.body).not.toContain("dist-tag");
  }, OPTIONS);
});

test("a package that the build forgot stops the release before anybody approves", async () => {
  await tell(async (told) => {
    releasesTo(told, {
      environment: "npm",
      build: (made) => [npmTarball({ name: "@octo/tool", ...made })],
      publish: () => undefined,
    });
    told.tagRelease();
    const issue = await told.board();
    await told.atGates("npm");
    expect(issue.body).toContain("Gate `npm` is to publish `@octo/cli`, and the build made no file of it");
  }, OPTIONS);
});

test("npm out of reach is waited for, and nothing opens meanwhile", async () => {
  await tell(async (told) => {
    releasesBoth(told);
    told.npm.outage({ status: 503 });
    told.tagRelease();
    const issue = await told.board();
    const run = await told.atGates("npm");
    const comment = told.say(told.people.maintainer, "/approve npm");
    await told.pass(20 * MINUTE);
    expect(told.waiting(run)).toEqual(["npm"]);
    expect(told.marks(comment), "neither done nor refused").toEqual([]);
    expect(issue.body).toContain("Npm did not answer (answered 503)");

    told.npm.recover();
    await told.published(run, "npm");
  }, OPTIONS);
});
