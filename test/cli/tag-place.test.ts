import { chmodSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE } from "../../src/sandbox/scenes/project.ts";
import { ADDRESS, createTagWorld, type TagWorld } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

describe("what is in the way of a tag here or on the remote", () => {
  it("is told all together, with the remedies", async () => {
    world.write("README.md", "changed");
    world.git("checkout --quiet --detach");
    world.write("gitconfig", `[url "${world.bare}"]\n\tinsteadOf = ${ADDRESS}\n`, world.folder);
    await world.project.pypi.upload("invokeai", [
      { filename: "invokeai-5.0.0.tar.gz", bytes: new Uint8Array([1]) },
    ]);
    const told = await world.against("5.0.0rc1");
    expect(told).toEqual([
      "checkout: 1 file changed since the commit: README.md. Commit and push it, or put it aside with `git stash`: the tag marks the commit, without it.",
      expect.stringMatching(/^checkout: HEAD is at [0-9a-f]{7}, and at no branch\. /),
      "git: It does not know who tags. Tell it with `git config user.name` and `git config user.email`.",
      "version: v5.0.0rc1 is version 5.0.0rc1, but invokeai/version/invokeai_version.py says 5.0.0. Set the version in the file, and commit and push that; or tag what the file says.",
    ]);
  });

  it("is a HEAD at no branch, of whatever name the branch is", async () => {
    world.git("push --quiet origin HEAD:trunk");
    world.git("symbolic-ref HEAD refs/heads/trunk", world.bare);
    world.git("checkout --quiet --detach");
    expect(await world.against()).toEqual([
      expect.stringMatching(/, and at no branch\. Go to the branch that is released: `git switch trunk`\.$/),
    ]);
    world.git("symbolic-ref HEAD refs/heads/gone", world.bare);
    expect(await world.against()).toEqual([
      expect.stringMatching(/Go to the branch that is released: `git switch <branch>`\.$/),
    ]);
  });

  it("is a repository that has no owner", async () => {
    for (const move of [false, true]) {
      const { code, errors } = await world.tag(undefined, { repository: "InvokeAI", move });
      expect([code, world.tags()]).toEqual([2, {}]);
      expect(errors).toContain(
        "--repository: InvokeAI is no repository of GitHub's. Name it as owner/name.\n",
      );
      expect(errors).not.toContain("nobody can tell");
    }
  });

  it("is a commit that was not pushed", async () => {
    world.commit("Not pushed");
    expect(await world.against()).toEqual([
      "origin: None of its branches has the commit. Push it first: `git push origin main`, or have it merged.",
    ]);
  });

  it("is a branch that is gone on the remote, though it is remembered here", async () => {
    world.git("switch --quiet -c gone");
    world.push({}, "Only there");
    world.git("update-ref -d refs/heads/gone", world.bare);
    expect(await world.against()).toEqual([
      expect.stringMatching(/^origin: None of its branches has the commit\./),
    ]);
  });

  it("is a branch that releases do not come from", async () => {
    world.push({ [CONFIGURATION_FILE]: `${CONFIGURATION}branches: [main, release/*]\n` });
    world.git("switch --quiet -c aside");
    world.push({}, "Aside");
    expect(await world.against()).toEqual([
      expect.stringMatching(
        /^origin: The commit is on aside, and releases come from main and release\/\* alone/,
      ),
    ]);
    world.git("push --quiet origin HEAD:release/5.0");
    expect(await world.tag()).toMatchObject({ code: 0 });
  });

  it("is a clone without its history", async () => {
    world.push();
    const shallow = world.cloneAgain("shallow", "--depth 1");
    expect(await world.against(undefined, { directory: shallow })).toEqual([
      "checkout: It is shallow: whether a branch has the commit can't be told from it. Fetch the rest: `git fetch --unshallow origin`.",
    ]);
  });

  it("is a remote that is not there, not clear, or does not answer", async () => {
    world.git("remote rename origin one");
    world.git("remote add two /nowhere");
    world.git("config --unset branch.main.remote");
    expect(await world.against()).toEqual([
      expect.stringMatching(/^remote: There are several \(one and two\)/),
    ]);
    expect(await world.against(undefined, { remote: "two" })).toEqual([
      expect.stringMatching(
        /^two: It can't be read \('\/nowhere' does not appear to be a git repository\)\./,
      ),
    ]);
    expect(await world.against(undefined, { remote: "origin" })).toEqual([
      "remote: There is none called origin. Name one of one and two with --remote.",
    ]);
    world.git("remote remove two");
    expect(await world.against(undefined, { remote: "origin" })).toEqual([
      "remote: There is none called origin. Name it with --remote one.",
    ]);
    world.git("config --add remote.one.pushurl /a");
    world.git("config --add remote.one.pushurl /b");
    expect(await world.against(undefined, { remote: "one" })).toEqual([
      expect.stringMatching(/^one: It is pushed to 2 addresses/),
    ]);
    world.git("remote remove one");
    expect(await world.against()).toEqual([
      "remote: There is none to push a tag to. Add it: `git remote add origin <address>`.",
    ]);
  });

  it("is no repository, no commit, an old git, or none", async () => {
    const nowhere = await world.tag(undefined, { directory: world.folder });
    expect([nowhere.code, nowhere.errors]).toEqual([
      2,
      expect.stringContaining("directory: Git has no checkout here (not a git repository"),
    ]);
    world.git("init --quiet empty", world.folder);
    expect((await world.tag(undefined, { directory: `${world.folder}/empty` })).errors).toContain(
      "checkout: There is no commit yet.",
    );
    world.write("bin/git", "#!/bin/sh\necho git version 2.9.5\n", world.folder);
    const bin = `${world.folder}/bin`;
    const old = () =>
      world.tag(undefined, { variables: { ...world.variables, PATH: `${bin}:${world.variables["PATH"]}` } });
    chmodSync(`${bin}/git`, 0o755);
    expect(await old()).toMatchObject({
      code: 2,
      errors: expect.stringContaining("git: This is version 2.9.5"),
    });
    const none = await world.tag(undefined, {
      variables: { ...world.variables, PATH: `${world.folder}/none` },
    });
    expect(none).toMatchObject({
      code: 2,
      errors: expect.stringContaining("git: There is none on this machine."),
    });
  });
});
