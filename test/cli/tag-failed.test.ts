import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTagWorld, type TagWorld } from "./tag-world.ts";

let world: TagWorld;
beforeEach(async () => {
  world = await createTagWorld();
});
afterEach(() => world.end());

describe("a tag that fails", () => {
  it("leaves nothing behind where it can't be signed", async () => {
    world.git("config gpg.program false");
    const { code, errors } = await world.tag(undefined, { sign: true });
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, {}]);
    expect(errors).toMatch(/^Git made no tag \(.+\)\. Nothing has changed, neither here nor on origin/);
  });

  it("is signed as git is told to", async () => {
    world.signsWith("true");
    expect(await world.tag(undefined, { sign: true })).toMatchObject({ code: 0, errors: "" });
    expect(world.git("cat-file -p v5.0.0", world.bare)).toContain("BEGIN PGP SIGNATURE");
  });

  it("is taken away again where a hook refuses the push", async () => {
    world.hook("pre-push", "echo not today >&2; exit 1");
    const { code, errors } = await world.tag();
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, {}]);
    expect(errors).toContain("origin did not take v5.0.0 (not today). ");
    expect(errors).toContain("The tag was taken away here, too.");
  });

  it("tells what the remote says where it refuses", async () => {
    world.hook("pre-receive", "printf 'error: GH013: Rules.\\n\\n- Ask Bob.\\n' >&2; exit 1", world.bare);
    const { code, errors } = await world.tag();
    expect([code, world.tags(), world.localTags()]).toEqual([1, {}, {}]);
    expect(errors).toContain(
      "origin did not take v5.0.0 (GH013: Rules; Ask Bob; pre-receive hook declined). The tag was taken away",
    );
  });

  it("hides a password in what the remote says, from people and from programs", async () => {
    const says = "not from https://alice:correct-horse@git.example.org/tool";
    world.hook("pre-receive", `echo 'error: ${says}' >&2; exit 1`, world.bare);
    const texts = [
      (await world.tag()).errors,
      (await world.tag(undefined, { json: true, yes: true })).output,
    ];
    for (const text of texts) {
      expect(text).toContain("not from https://[redacted]@git.example.org/tool");
      expect(text).not.toContain("correct-horse");
    }
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
    expect(world.localTags()).toEqual({ "v5.0.0": world.head() });
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
