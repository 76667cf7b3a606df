import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { createTagWorld, type TagWorld, versionText } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

describe("what is in the way of a version", () => {
  it("is a tag that the remote has, another of the version, or one here alone", async () => {
    world.git("tag v5.0.0");
    world.git("tag -a -m candidate v5.0.0.0");
    world.git("push --quiet origin v5.0.0 v5.0.0.0");
    world.push();
    world.git("tag -f v5.0.0");
    const old = world.git("rev-parse --short=7 HEAD^");
    expect(await world.against()).toEqual([
      "origin: Its tag v5.0.0.0 is version 5.0.0, too. Raise the version: no index takes one twice, however it is spelt.",
      `origin: It has v5.0.0 at ${old}, by Ann. Raise the version. While nothing of it is published, --move takes the tag to this commit.`,
      expect.stringMatching(
        /^checkout: There is a tag v5\.0\.0 here, at [0-9a-f]{7}, which is not origin's\./,
      ),
    ]);
  });

  it("is a version that an index has, also a yanked or an emptied one", async () => {
    const { pypi, testpypi } = world.project;
    const filename = "invokeai-5.0.0.tar.gz";
    await pypi.upload("invokeai", [{ filename, bytes: new Uint8Array([1]) }]);
    await testpypi.upload("invokeai", [{ filename, bytes: new Uint8Array([1]) }]);
    pypi.yank("invokeai", "5.0.0");
    testpypi.deleteFile("invokeai", filename);
    expect(await world.against()).toEqual([
      "testpypi: It has invokeai 5.0.0 (its files were deleted), and takes nothing twice. Raise the version, and tag that commit.",
      "pypi: It has invokeai 5.0.0 (yanked), and takes nothing twice. Raise the version, and tag that commit.",
    ]);
    const { code, output } = await world.tag(undefined, { offline: true });
    expect(code).toBe(0);
    expect(output).toMatch(/indexes +not asked, as --offline wants\n/);
  });

  it("is an index that does not answer", async () => {
    world.project.pypi.outage({ status: 503 });
    expect(await world.against()).toEqual([
      "pypi: Whether it has the version is not known (answered 503). Wait until it answers, or pass --offline and look yourself.",
    ]);
  });

  it("is a local version, which no index takes", async () => {
    world.push({ [VERSION_FILE]: versionText("5.0.0+b1") });
    expect((await world.against()).map((line) => line.replace(/\. .*/, ""))).toEqual([
      "testpypi: 5.0.0+b1 is a local version, which no index takes",
      "pypi: 5.0.0+b1 is a local version, which no index takes",
    ]);
  });

  it("is a tag that nobody conducts, or a word that is no version", async () => {
    world.push({ [CONFIGURATION_FILE]: CONFIGURATION.replace('"v*"', '["v*", "!v5*"]') });
    expect(await world.against()).toEqual([
      "tag: v5.0.0 is none of the tags that are conducted: v* and !v5*. Choose another version, or widen `tags:` in .github/release-conductor.yml on the default branch.",
    ]);
    expect(await world.against("latest")).toEqual([
      expect.stringMatching(/^version: latest is no version \(PEP 440\)/),
    ]);
    expect((await world.tag("latest")).code).toBe(2);
  });

  it("is judged by the default branch's configuration, whatever the commit's says", async () => {
    world.git("switch --quiet -c aside");
    world.push({ [CONFIGURATION_FILE]: `${CONFIGURATION}branches: [main, aside]\n` }, "Aside");
    world.git("switch --quiet main");
    world.push({ [CONFIGURATION_FILE]: `${CONFIGURATION.replace('"v*"', '"hatch-v*"')}branches: [main]\n` });
    world.git("switch --quiet aside");
    expect(await world.against()).toEqual([
      expect.stringMatching(/^origin: The commit is on aside, and releases come from main alone/),
    ]);
    world.git("switch --quiet --detach main^");
    world.git("switch --quiet -c back");
    const { code, output } = await world.tag();
    expect([code, Object.keys(world.tags())]).toEqual([0, ["hatch-v5.0.0"]]);
    expect(output).not.toContain("rules");
  });

  it("is judged by the commit's where the remote tells no default branch, which is said", async () => {
    world.git("symbolic-ref HEAD refs/heads/gone", world.bare);
    world.push({ [CONFIGURATION_FILE]: CONFIGURATION.replace('"v*"', '"hatch-v*"') });
    const { code, output } = await world.tag(undefined, { dryRun: true });
    expect([code, output]).toEqual([0, expect.stringMatching(/tag +hatch-v5\.0\.0,/)]);
    expect(output).toMatch(/rules +the commit's own, since origin tells no default branch\n/);
    world.push({ [CONFIGURATION_FILE]: "tags: 3\n" });
    expect(await world.against()).toEqual([expect.stringContaining("It is not valid in the commit: tags ")]);
  });

  it("is a configuration that is broken, or a version that nobody says", async () => {
    world.push({ [CONFIGURATION_FILE]: "tags: 3\nworkfow: x\n" });
    expect(await world.against()).toEqual([
      expect.stringMatching(
        /^\.github\/release-conductor\.yml: It is not valid on origin\/main: tags .* workfow .* Correct it there\.$/,
      ),
    ]);
    world.push({ [CONFIGURATION_FILE]: CONFIGURATION.replace(VERSION_FILE, "none") });
    expect(await world.against()).toEqual(["version: No file says it. Give it: release-conductor tag 1.2.3"]);
    expect((await world.tag("5.0.0")).code).toBe(0);
  });
});
