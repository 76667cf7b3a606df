import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTagWorld, type TagWorld } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

describe("a tag that is moved", () => {
  /** The tag is on the remote, at an earlier commit; gives what it was. */
  function tagged(words = "-a -m old"): string {
    world.git(`tag ${words} v5.0.0`.replace(/ +/g, " "));
    world.git("push --quiet origin v5.0.0");
    const object = world.git("rev-parse v5.0.0");
    world.push({}, "Mend it");
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
    expect(world.git("rev-parse v5.0.0^{commit}", world.bare)).toBe(world.head());
    expect(output).toContain("On the board this is a new attempt: approvals and smoke tests count no more");
    expect(output).toMatch(/moved from +[0-9a-f]{7}\n/);
  });

  it("need not be here before", async () => {
    tagged();
    world.git("tag -d v5.0.0");
    expect(await world.tag(undefined, { move: true })).toMatchObject({ code: 0, errors: "" });
    expect(world.tags()).toEqual(world.localTags());
  });

  it.each([
    ["which is here", ""],
    ["which is not here", "tag -d v5.0.0"],
  ])("is taken back to what it was by what is printed: %s", async (_, before) => {
    const old = tagged();
    if (before !== "") {
      world.git(before);
      world.git("reflog expire --expire=all --all");
      world.git("gc --quiet --prune=now");
    }
    const { output } = await world.tag(undefined, { move: true });
    const commands = [...output.matchAll(/^ {2}git (.+)$/gm)].map(([, words = ""]) => words);
    expect(commands).toEqual([
      `push --force-with-lease=refs/tags/v5.0.0:${world.tags()["v5.0.0"]} origin ${old}:refs/tags/v5.0.0`,
      `update-ref refs/tags/v5.0.0 ${old} ${world.tags()["v5.0.0"]}`,
    ]);
    for (const words of commands) world.git(words.replace("push", "push --quiet"));
    expect([world.tags(), world.localTags()]).toEqual([{ "v5.0.0": old }, { "v5.0.0": old }]);
  });

  it("tells both objects where nobody knows whether the remote has moved it", async () => {
    const old = tagged();
    world.hook("pre-push", `mv ${world.bare} ${world.bare}.away; exit 1`);
    const { code, errors } = await world.tag(undefined, { move: true });
    const made = world.localTags()["v5.0.0"] ?? "";
    expect(code).toBe(1);
    expect(errors).toContain(
      `\`git ls-remote origin refs/tags/v5.0.0\` shows ${made.slice(0, 7)} where it was moved, and ${old.slice(0, 7)} where it was not`,
    );
    expect(errors).not.toContain("git tag -d");
    const back = /`git (?<words>update-ref [^`]+)`/.exec(errors)?.groups?.["words"];
    world.git(back ?? "");
    expect(world.localTags()).toEqual({ "v5.0.0": old });
  });

  it("stays where GitHub has published its release", async () => {
    tagged();
    const { repo, people } = world.project;
    repo.pushTag("v5.0.0", { by: people.writer, silent: true });
    const draft = repo.createRelease({ tag: "v5.0.0", draft: true, by: people.maintainer });
    expect(await world.tag(undefined, { move: true, dryRun: true })).toMatchObject({ code: 0 });
    repo.publishRelease(draft.id, people.maintainer);
    expect(await world.against(undefined, { move: true })).toEqual([
      expect.stringMatching(
        /^GitHub: v5\.0\.0 is released: http.* What people have is not moved\. Raise the version\.$/,
      ),
    ]);
  });

  it("stays where an index has it, or nobody answers, offline or not", async () => {
    tagged();
    world.project.pypi.outage({ status: 503 });
    const silent =
      "pypi: Whether it has the version is not known (answered 503). Wait until it answers: nothing is moved that may be published.";
    expect(await world.against(undefined, { move: true, offline: true })).toEqual([silent]);
    world.project.pypi.recover();
    expect(
      await world.against(undefined, {
        move: true,
        variables: { ...world.variables, GITHUB_TOKEN: "ghp_wrong" },
      }),
    ).toEqual([
      expect.stringMatching(/^GitHub: Whether invoke-ai\/InvokeAI has released the tag is not known/),
    ]);
    const { port } = new URL(world.variables["GITHUB_API_URL"] ?? "");
    const elsewhere = { ...world.variables, GITHUB_API_URL: `http://localhost:${port}/github` };
    expect(
      await world.against(undefined, { move: true, repository: undefined, variables: elsewhere }),
    ).toEqual([
      expect.stringMatching(/^GitHub: \S+remote\.git is no repository that http:\/\/localhost\S+ knows/),
    ]);
  });

  it("is there to be moved, and not at this commit", async () => {
    expect(await world.against(undefined, { move: true })).toEqual([
      "origin: It has no tag v5.0.0 to move. Leave --move out to make it.",
    ]);
    world.git("push --quiet origin HEAD:refs/tags/v5.0.0");
    expect(await world.against(undefined, { move: true })).toEqual([
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
    world.signsWith(
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
