import { chmodSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { ADDRESS, createTagWorld, type More, type TagWorld, versionText } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

const head = () => world.git("rev-parse HEAD");

/** Commits and pushes the branch. */
function push(files: Readonly<Record<string, string>> = {}, message = "Go on"): string {
  const sha = world.commit(message, files);
  world.git("push --quiet origin HEAD");
  return sha;
}

/** What is in the way, by where it is. */
async function against(version?: string, more: Partial<More> = {}): Promise<readonly string[]> {
  const [tags, local] = [world.tags(), world.localTags()];
  const { code, errors } = await world.tag(version, more);
  expect([world.tags(), world.localTags()], "nothing is done").toEqual([tags, local]);
  expect(code).not.toBe(0);
  return errors
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => line.trim());
}

describe("a tag that nothing is against", () => {
  it("is annotated, is the version in the code, and goes to the remote alone", async () => {
    world.git("tag -a -m mine stray");
    world.git("config push.followTags true");
    const { code, output, errors } = await world.tag();
    expect([code, errors]).toEqual([0, ""]);
    expect(Object.keys(world.tags())).toEqual(["v5.0.0"]);
    expect(world.git("cat-file -t v5.0.0", world.bare)).toBe("tag");
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(head());
    expect(world.git("tag -l --format=%(contents) v5.0.0")).toBe("v5.0.0");
    expect(output).toMatch(/tag +v5\.0\.0, for version 5\.0\.0\n/);
    expect(output).toContain(`${head().slice(0, 7)} Begin\n`);
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
    push();
    world.git("tag -a -m candidate v5.0.0rc1");
    push();
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
      push({ [CONFIGURATION_FILE]: CONFIGURATION.replace('"v*"', '["hatch-v*", "!*-docs"]') });
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
    const sha = head();
    push();
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
      asking(true, () => push()),
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

describe("what is in the way", () => {
  it("is told all together, with the remedies", async () => {
    world.write("README.md", "changed");
    world.git("checkout --quiet --detach");
    world.write("gitconfig", `[url "${world.bare}"]\n\tinsteadOf = ${ADDRESS}\n`, world.folder);
    await world.project.pypi.upload("invokeai", [
      { filename: "invokeai-5.0.0.tar.gz", bytes: new Uint8Array([1]) },
    ]);
    const told = await against("5.0.0rc1");
    expect(told).toEqual([
      "checkout: 1 file changed since the commit: README.md. Commit and push it, or put it aside with `git stash`: the tag marks the commit, without it.",
      expect.stringMatching(/^checkout: HEAD is at [0-9a-f]{7}, and at no branch\. /),
      "git: It does not know who tags. Tell it with `git config user.name` and `git config user.email`.",
      "version: v5.0.0rc1 is version 5.0.0rc1, but invokeai/version/invokeai_version.py says 5.0.0. Set the version in the file, and commit and push that; or tag what the file says.",
    ]);
  });

  it("is a commit that was not pushed", async () => {
    world.commit("Not pushed");
    expect(await against()).toEqual([
      "origin: None of its branches has the commit. Push it first: `git push origin main`, or have it merged.",
    ]);
  });

  it("is a branch that is gone on the remote, though it is remembered here", async () => {
    world.git("switch --quiet -c gone");
    push({}, "Only there");
    world.git("update-ref -d refs/heads/gone", world.bare);
    expect(await against()).toEqual([
      expect.stringMatching(/^origin: None of its branches has the commit\./),
    ]);
  });

  it("is a branch that releases do not come from", async () => {
    push({ [CONFIGURATION_FILE]: `${CONFIGURATION}branches: [main, release/*]\n` });
    world.git("switch --quiet -c aside");
    push({}, "Aside");
    expect(await against()).toEqual([
      expect.stringMatching(
        /^origin: The commit is on aside, and releases come from main and release\/\* alone/,
      ),
    ]);
    world.git("push --quiet origin HEAD:release/5.0");
    expect(await world.tag()).toMatchObject({ code: 0 });
  });

  it("is a tag that the remote has, another of the version, or one here alone", async () => {
    world.git("tag v5.0.0");
    world.git("tag -a -m candidate v5.0.0.0");
    world.git("push --quiet origin v5.0.0 v5.0.0.0");
    push();
    world.git("tag -f v5.0.0");
    const old = world.git("rev-parse --short=7 HEAD^");
    expect(await against()).toEqual([
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
    expect(await against()).toEqual([
      "testpypi: It has invokeai 5.0.0 (its files were deleted), and takes nothing twice. Raise the version, and tag that commit.",
      "pypi: It has invokeai 5.0.0 (yanked), and takes nothing twice. Raise the version, and tag that commit.",
    ]);
    const { code, output } = await world.tag(undefined, { offline: true });
    expect(code).toBe(0);
    expect(output).toMatch(/indexes +not asked, as --offline wants\n/);
  });

  it("is an index that does not answer", async () => {
    world.project.pypi.outage({ status: 503 });
    expect(await against()).toEqual([
      "pypi: Whether it has the version is not known: it answered 503. Wait until it answers, or pass --offline and look yourself.",
    ]);
  });

  it("is a local version, which no index takes", async () => {
    push({ [VERSION_FILE]: versionText("5.0.0+b1") });
    expect((await against()).map((line) => line.replace(/\. .*/, ""))).toEqual([
      "testpypi: 5.0.0+b1 is a local version, which no index takes",
      "pypi: 5.0.0+b1 is a local version, which no index takes",
    ]);
  });

  it("is a tag that nobody conducts, or a word that is no version", async () => {
    push({ [CONFIGURATION_FILE]: CONFIGURATION.replace('"v*"', '["v*", "!v5*"]') });
    expect(await against()).toEqual([
      "tag: v5.0.0 is none of the tags that are conducted: v* and !v5*. Choose another version, or widen `tags:` in .github/release-conductor.yml on the default branch.",
    ]);
    expect(await against("latest")).toEqual([
      expect.stringMatching(/^version: latest is no version \(PEP 440\)/),
    ]);
    expect((await world.tag("latest")).code).toBe(2);
  });

  it("is a configuration that is broken, or a version that nobody says", async () => {
    push({ [CONFIGURATION_FILE]: "tags: 3\nworkfow: x\n" });
    expect(await against()).toEqual([
      expect.stringMatching(
        /^\.github\/release-conductor\.yml: It is not valid: tags .* workfow .* Correct it, and commit that\.$/,
      ),
    ]);
    push({ [CONFIGURATION_FILE]: CONFIGURATION.replace(VERSION_FILE, "none") });
    expect(await against()).toEqual(["version: No file says it. Give it: release-conductor tag 1.2.3"]);
    expect((await world.tag("5.0.0")).code).toBe(0);
  });

  it("is a clone without its history", async () => {
    push();
    const shallow = world.cloneAgain("shallow", "--depth 1");
    expect(await against(undefined, { directory: shallow })).toEqual([
      "checkout: It is shallow: whether a branch has the commit can't be told from it. Fetch the rest: `git fetch --unshallow origin`.",
    ]);
  });

  it("is a remote that is not there, not clear, or does not answer", async () => {
    world.git("remote rename origin one");
    world.git("remote add two /nowhere");
    world.git("config --unset branch.main.remote");
    expect(await against()).toEqual([expect.stringMatching(/^remote: There are several \(one and two\)/)]);
    expect(await against(undefined, { remote: "two" })).toEqual([
      expect.stringMatching(
        /^two: It can't be read \('\/nowhere' does not appear to be a git repository\)\./,
      ),
    ]);
    expect(await against(undefined, { remote: "origin" })).toEqual([
      "remote: There is none called origin. Name one of one and two with --remote.",
    ]);
    world.git("config --add remote.one.pushurl /a");
    world.git("config --add remote.one.pushurl /b");
    expect(await against(undefined, { remote: "one" })).toEqual([
      expect.stringMatching(/^one: It is pushed to 2 addresses/),
    ]);
    world.git("remote remove one");
    world.git("remote remove two");
    expect(await against()).toEqual([
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

/** Git signs with a program that does this first. */
function signsWith(first: string): void {
  const program = `${world.folder}/sign`;
  const lines = ["BEGIN PGP SIGNATURE", "END PGP SIGNATURE"].map((line) => `echo "-----${line}-----"`);
  const told = 'echo "[GNUPG:] SIG_CREATED " >&2';
  writeFileSync(program, ["#!/bin/sh", "cat >/dev/null", `( ${first} )`, told, ...lines, ""].join("\n"));
  chmodSync(program, 0o755);
  world.git(`config gpg.program ${program}`);
}

describe("a tag that fails", () => {
  it("leaves nothing behind where it can't be signed", async () => {
    world.git("config gpg.program false");
    const { code, errors } = await world.tag(undefined, { sign: true });
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, {}]);
    expect(errors).toMatch(/^Git made no tag \(.+\)\. Nothing has changed, neither here nor on origin/);
  });

  it("is signed as git is told to", async () => {
    signsWith("true");
    expect(await world.tag(undefined, { sign: true })).toMatchObject({ code: 0, errors: "" });
    expect(world.git("cat-file -p v5.0.0", world.bare)).toContain("BEGIN PGP SIGNATURE");
  });

  it("is taken away again where a hook refuses the push", async () => {
    world.hook("pre-push", "echo not today >&2; exit 1");
    const { code, errors } = await world.tag();
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, {}]);
    expect(errors).toContain("origin did not take v5.0.0");
    expect(errors).toContain("The tag was taken away here, too.");
  });

  it("tells who was faster, and changes nothing of theirs", async () => {
    const rival = world.cloneAgain("rival");
    world.git("config user.name Bob", rival);
    const sha = world.commit("Mine first", {}, rival);
    world.hook(
      "pre-push",
      `cd ${rival} && unset GIT_DIR && git tag -a -m mine v5.0.0 && git push --quiet origin v5.0.0`,
    );
    const { code, errors } = await world.tag();
    expect([code, world.localTags()]).toEqual([1, {}]);
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(sha);
    expect(errors).toBe(
      `Somebody was faster: v5.0.0 is on origin at ${sha.slice(0, 7)} now, by Bob. The tag was taken away here, too. Talk to each other, and run the command again.\n`,
    );
  });

  it("leaves alone what somebody has made of the local tag since", async () => {
    world.hook("pre-push", "unset GIT_DIR; git tag -f v5.0.0 HEAD; exit 1");
    const { errors } = await world.tag();
    expect(world.localTags()).toEqual({ "v5.0.0": head() });
    expect(errors).toContain("Somebody has changed v5.0.0 here meanwhile, so it was left as it is.");
  });

  it("is there all the same where only the answer was lost", async () => {
    world.hook(
      "pre-push",
      `unset GIT_DIR; git push --quiet --no-verify ${world.bare} refs/tags/v5.0.0; exit 1`,
    );
    expect(await world.tag()).toMatchObject({ code: 0, errors: "" });
    expect(world.tags()).toEqual(world.localTags());
  });

  it("stays here where nobody knows whether the remote has it", async () => {
    world.hook("pre-push", `mv ${world.bare} ${world.bare}.away; exit 1`);
    const { code, errors } = await world.tag();
    expect([code, Object.keys(world.localTags())]).toEqual([1, ["v5.0.0"]]);
    expect(errors).toContain("so nobody knows whether it has v5.0.0. The tag is left here");
  });
});

describe("a tag that is moved", () => {
  /** The tag is on the remote, at an earlier commit; gives what it was. */
  function tagged(words = "-a -m old"): string {
    world.git(`tag ${words} v5.0.0`.replace(/ +/g, " "));
    world.git("push --quiet origin v5.0.0");
    const object = world.git("rev-parse v5.0.0");
    push({}, "Mend it");
    return object;
  }

  it.each([
    ["annotated", "-a -m old"],
    ["lightweight", ""],
  ])("goes to this commit: %s", async (_, words) => {
    const old = tagged(words);
    const { code, output, errors } = await world.tag(undefined, { move: true });
    expect([code, errors]).toEqual([0, ""]);
    expect(world.tags()["v5.0.0"]).not.toBe(old);
    expect(world.tags()).toEqual(world.localTags());
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(head());
    expect(output).toContain("On the board this is a new attempt: approvals and smoke tests count no more");
    expect(output).toMatch(/moved from +[0-9a-f]{7}\n/);
  });

  it("need not be here before", async () => {
    tagged();
    world.git("tag -d v5.0.0");
    expect(await world.tag(undefined, { move: true })).toMatchObject({ code: 0, errors: "" });
    expect(world.tags()).toEqual(world.localTags());
  });

  it("stays where GitHub has published its release", async () => {
    tagged();
    const { repo, people } = world.project;
    repo.pushTag("v5.0.0", { by: people.writer, silent: true });
    const draft = repo.createRelease({ tag: "v5.0.0", draft: true, by: people.maintainer });
    expect(await world.tag(undefined, { move: true, dryRun: true })).toMatchObject({ code: 0 });
    repo.publishRelease(draft.id, people.maintainer);
    expect(await against(undefined, { move: true })).toEqual([
      expect.stringMatching(
        /^GitHub: v5\.0\.0 is released: http.* What people have is not moved\. Raise the version\.$/,
      ),
    ]);
  });

  it("stays where an index has it, or nobody answers, offline or not", async () => {
    tagged();
    world.project.pypi.outage({ status: 503 });
    const silent =
      "pypi: Whether it has the version is not known: it answered 503. Wait until it answers: nothing is moved that may be published.";
    expect(await against(undefined, { move: true, offline: true })).toEqual([silent]);
    world.project.pypi.recover();
    expect(
      await against(undefined, { move: true, variables: { ...world.variables, GITHUB_TOKEN: "ghp_wrong" } }),
    ).toEqual([
      expect.stringMatching(/^GitHub: Whether invoke-ai\/InvokeAI has released the tag is not known/),
    ]);
    const { port } = new URL(world.variables["GITHUB_API_URL"] ?? "");
    const elsewhere = { ...world.variables, GITHUB_API_URL: `http://localhost:${port}/github` };
    expect(await against(undefined, { move: true, repository: undefined, variables: elsewhere })).toEqual([
      expect.stringMatching(/^GitHub: \S+remote\.git is no repository that http:\/\/localhost\S+ knows/),
    ]);
  });

  it("is there to be moved, and not at this commit", async () => {
    expect(await against(undefined, { move: true })).toEqual([
      "origin: It has no tag v5.0.0 to move. Leave --move out to make it.",
    ]);
    world.git("push --quiet origin HEAD:refs/tags/v5.0.0");
    expect(await against(undefined, { move: true })).toEqual([
      "origin: Its tag v5.0.0 is at this commit already. There is nothing to move: look at its release.",
    ]);
  });

  it("stays with whoever moved it first, and is here what it was", async () => {
    const old = tagged();
    const rival = world.cloneAgain("rival");
    world.git("config user.name Bob", rival);
    const sha = world.commit("Mine first", {}, rival);
    world.hook(
      "pre-push",
      `cd ${rival} && unset GIT_DIR && git tag -f -a -m mine v5.0.0 && git push --quiet --force origin v5.0.0`,
    );
    const { code, errors } = await world.tag(undefined, { move: true });
    expect([code, world.localTags()]).toEqual([1, { "v5.0.0": old }]);
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(sha);
    expect(errors).toContain(
      `v5.0.0 is on origin at ${sha.slice(0, 7)} now, by Bob. The tag is here what it was before, too.`,
    );
  });

  it("stays with whoever moved it before the push began", async () => {
    const old = tagged();
    const rival = world.cloneAgain("rival");
    const sha = world.commit("Mine first", {}, rival);
    signsWith(
      `cd ${rival} && unset GIT_DIR && git tag -f -a -m mine v5.0.0 && git push --quiet --force origin v5.0.0`,
    );
    const { code } = await world.tag(undefined, { move: true, sign: true });
    expect([code, world.localTags()]).toEqual([1, { "v5.0.0": old }]);
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(sha);
  });

  it("tells that it was deleted meanwhile", async () => {
    const old = tagged();
    world.hook("pre-push", `git -C ${world.bare} update-ref -d refs/tags/v5.0.0`);
    const { code, errors } = await world.tag(undefined, { move: true });
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, { "v5.0.0": old }]);
    expect(errors).toContain("v5.0.0 was deleted on origin meanwhile.");
  });
});

describe("for programs", () => {
  it("everything is one JSON object", async () => {
    const shown = JSON.parse((await world.tag(undefined, { json: true, dryRun: true })).output);
    expect(shown).toMatchObject({
      done: false,
      tag: "v5.0.0",
      version: "5.0.0",
      commit: head(),
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

  it("no password in an address is shown", async () => {
    world.git("remote set-url origin https://ann:ghp_secret@github.com/invoke-ai/InvokeAI.git");
    world.git(`config url.${world.bare}.insteadOf https://ann:ghp_secret@github.com/invoke-ai/InvokeAI.git`);
    const { output } = await world.tag(undefined, { json: true, dryRun: true });
    expect(output).not.toContain("ghp_secret");
    expect(JSON.parse(output)).toMatchObject({ tag: "v5.0.0", problems: [] });
  });
});
