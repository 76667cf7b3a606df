import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tagCommand } from "../../src/cli/tag.ts";
import { CONFIGURATION, CONFIGURATION_FILE, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { createTagWorld, type More, type TagWorld, versionText } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

describe("a tag that nothing is against", () => {
  it("is annotated, is the version in the code, and goes to the remote alone", async () => {
    world.git("tag -a -m mine stray");
    world.git("config push.followTags true");
    const { code, output, errors } = await world.tag();
    expect([code, errors]).toEqual([0, ""]);
    expect(Object.keys(world.tags())).toEqual(["v5.0.0"]);
    expect(world.git("cat-file -t v5.0.0", world.bare)).toBe("tag");
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(world.head());
    expect(world.git("tag -l --format=%(contents) v5.0.0")).toBe("v5.0.0");
    expect(output).toMatch(/tag +v5\.0\.0, for version 5\.0\.0\n/);
    expect(output).toContain(`${world.head().slice(0, 7)} Begin\n`);
    expect(output).toMatch(/pypi +has no invokeai 5\.0\.0\n/);
    expect(output).toMatch(/starts +\.github\/workflows\/release\.yml\n/);
    expect(output).toContain("  git push --delete origin refs/tags/v5.0.0\n");
    expect(output).toContain(
      "within a minute of the start of its workflow among the issues of invoke-ai/InvokeAI.",
    );
  });

  it("may be given as a version, as a whole tag, and with a message", async () => {
    for (const [word, message] of [
      ["5.0", "One\n#2 more"],
      ["v5.0.0.0", ""],
    ] as const) {
      const { code } = await world.tag(word, { move: false, ...(message === "" ? {} : { message }) });
      if (message === "") {
        // Another spelling of what is tagged already.
        expect(code).toBe(1);
      } else {
        expect([code, Object.keys(world.tags())]).toEqual([0, ["v5.0"]]);
        expect(world.git("tag -l --format=%(contents) v5.0")).toBe("One\n#2 more");
      }
    }
  });

  it("comes after the version before, wherever its tag is", async () => {
    world.git("tag v4.2.9");
    world.push();
    world.git("tag -a -m candidate v5.0.0rc1");
    world.push();
    world.git("push --quiet origin v4.2.9 v5.0.0rc1");
    world.git("tag -d v4.2.9");
    expect((await world.tag(undefined, { dryRun: true })).output).toMatch(
      /after +v4\.2\.9, 2 commits before\n/,
    );
  });

  it("is made in another worktree, of its branch", async () => {
    world.git("worktree add --quiet -b next ../worktree");
    const worktree = `${world.folder}/worktree`;
    const sha = world.commit("Version 5.1.0", { [VERSION_FILE]: versionText("5.1.0") }, worktree);
    world.git("push --quiet -u origin next", worktree);
    expect(await world.tag(undefined, { directory: worktree })).toMatchObject({ code: 0, errors: "" });
    expect(world.git("rev-parse v5.1.0^{commit}", world.bare)).toBe(sha);
  });

  it("is named by the configured patterns", async () => {
    const { code } = await (async () => {
      world.push({ [CONFIGURATION_FILE]: CONFIGURATION.replace('"v*"', '["hatch-v*", "!*-docs"]') });
      return world.tag();
    })();
    expect([code, Object.keys(world.tags())]).toEqual([0, ["hatch-v5.0.0"]]);
  });

  it("leaves untracked files out, and says so", async () => {
    world.write("notes.txt", "mine");
    const { code, output } = await world.tag();
    expect(code).toBe(0);
    expect(output).toMatch(/left out +1 file not under version control: notes\.txt\n/);
  });

  it("may be behind its branch", async () => {
    const sha = world.head();
    world.push();
    world.git("reset --quiet --hard HEAD^");
    const { code, output } = await world.tag();
    expect([code, world.git("rev-parse v5.0.0^{commit}", world.bare)]).toEqual([0, sha]);
    expect(output).toMatch(/branch +main, 1 commit behind origin\n/);
  });
});

describe("who is asked", () => {
  const asking = (answer: boolean, then?: () => void) => ({
    yes: false,
    ask: async () => {
      then?.();
      return answer;
    },
  });

  it("says yes to what was shown", async () => {
    const { code, errors, output } = await world.tag(undefined, asking(true));
    expect([code, Object.keys(world.tags())]).toEqual([0, ["v5.0.0"]]);
    expect(errors).toContain("v5.0.0, for version 5.0.0");
    expect(output).toMatch(/^v5\.0\.0 is on origin\.\n/);
  });

  it("says no, and nothing is done", async () => {
    expect(await world.tag(undefined, asking(false))).toMatchObject({ code: 1, output: "" });
    expect([world.tags(), world.localTags()]).toEqual([{}, {}]);
  });

  it("is nobody without a terminal", async () => {
    const { code, errors } = await world.tag(undefined, { yes: false });
    expect([code, world.tags()]).toEqual([1, {}]);
    expect(errors).toContain("for version 5.0.0");
    expect(errors).toMatch(/nobody can be asked here\. Pass --yes to go on without\.\n$/);
  });

  it("is nobody where nothing is to be done", async () => {
    const { code, output } = await world.tag(undefined, { yes: false, dryRun: true });
    expect([code, world.tags()]).toEqual([0, {}]);
    expect(output).toContain("Nothing was done, as --dry-run wants.");
  });

  it("has not said yes to what came meanwhile", async () => {
    const other = await world.tag(
      undefined,
      asking(true, () => world.push()),
    );
    expect(other).toMatchObject({ code: 1 });
    expect(other.errors).toContain("What it hangs on has changed since it was shown.");
    const taken = await world.tag(
      undefined,
      asking(true, () => world.git("push --quiet origin HEAD:refs/tags/v5.0.0")),
    );
    expect(taken.errors).toContain("origin: It has v5.0.0 at this very commit, by Ann.");
    expect(world.localTags()).toEqual({});
  });
});

describe("for programs", () => {
  it("everything is one JSON object", async () => {
    const shown = JSON.parse((await world.tag(undefined, { json: true, dryRun: true })).output);
    expect(shown).toMatchObject({
      done: false,
      tag: "v5.0.0",
      version: "5.0.0",
      commit: world.head(),
      branch: "main",
      remote: "origin",
      repository: "invoke-ai/InvokeAI",
      workflows: [".github/workflows/release.yml"],
      indexes: [
        { index: "testpypi", project: "invokeai", free: true },
        { index: "pypi", project: "invokeai", free: true },
      ],
      problems: [],
    });
    const done = JSON.parse((await world.tag(undefined, { json: true })).output);
    expect(done).toMatchObject({ done: true, outcome: { is: "pushed", object: world.tags()["v5.0.0"] } });
    const again = await world.tag(undefined, { json: true });
    expect([again.code, again.errors]).toEqual([1, ""]);
    expect(JSON.parse(again.output)).toMatchObject({
      done: false,
      problems: [{ is: "tag-there", place: "origin" }],
    });
  });

  it.each([
    ["shown", 0, { dryRun: true }],
    ["done", 0, {}],
    ["unasked", 1, { yes: false }],
    ["declined", 1, { yes: false, ask: async () => false }],
    ["refused", 1, { directory: "empty" }],
    ["failed", 1, { sign: true }],
  ])("its end has a word: %s", async (end, code, { directory, ...more }: Partial<More>) => {
    world.git("config gpg.program false");
    world.git("init --quiet empty", world.folder);
    const where = directory === undefined ? {} : { directory: `${world.folder}/${directory}` };
    const ran = await world.tag(undefined, { ...more, ...where, json: true });
    expect([JSON.parse(ran.output).end, ran.code]).toEqual([end, code]);
    const silent = end === "unasked" ? "Nothing was done: --json asks nobody, and needs --yes to act.\n" : "";
    // What is shown to somebody who is asked stands there, too.
    expect(end === "declined" ? "" : ran.errors).toBe(silent);
  });

  it("no password in an address is shown", async () => {
    world.git("remote set-url origin https://ann:ghp_secret@github.com/invoke-ai/InvokeAI.git");
    world.git(`config url.${world.bare}.insteadOf https://ann:ghp_secret@github.com/invoke-ai/InvokeAI.git`);
    const { output } = await world.tag(undefined, { json: true, dryRun: true });
    expect(output).not.toContain("ghp_secret");
    expect(JSON.parse(output)).toMatchObject({ tag: "v5.0.0", problems: [] });
  });
});

describe("the help", () => {
  it("says whom --offline does not spare", () => {
    const help = tagCommand({ userAgent: "test" }).helpInformation().replace(/\s+/g, " ");
    expect(help).toContain("--offline do not ask the indexes (a move asks all the same)");
  });
});
