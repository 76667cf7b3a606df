import { describe, expect, it } from "vitest";
import { createDraft, updateDraft } from "../../src/act/draft.ts";
import { deleteAsset } from "../../src/act/github-release.ts";
import type { Hands } from "../../src/act/hands.ts";
import { newBody } from "../../src/notes/release-body.ts";
import { rewriting } from "../../src/notes/rewriting.ts";
import type { CreateDraft, UpdateDraft } from "../../src/release/action.ts";
import { seen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { githubRelease, published, served } from "../release/snapshot-builder.ts";

const known = published(served());
const body = newBody(known);
const create: CreateDraft = {
  do: "create-draft",
  tag: "v5.0.0",
  name: "InvokeAI v5.0.0",
  prerelease: false,
  body: fingerprint(body),
};

/** A GitHub that has this release in its list and as it is asked for, and notes what is written. */
type Now = {
  readonly id?: number;
  readonly tag_name: string;
  readonly body: string;
  readonly draft?: boolean;
};

function hands(given: Now | undefined, view = known, listed = given) {
  const writes: unknown[] = [];
  const now = given && { id: 7, draft: true, ...given };
  const github = () => ({
    readAll: async () => (listed === undefined ? [] : [listed]),
    readOrAbsent: async () => now,
    write: async (_route: string, parameters: unknown) => {
      writes.push(parameters);
      return { id: 7 };
    },
  });
  return { writes, given: { seen: view, github } as unknown as Hands };
}

describe("drafting", () => {
  it("sends the text that was planned", async () => {
    const { writes, given } = hands({ tag_name: "v4.2.9", body: "" });
    expect(await createDraft(given, create)).toEqual({ result: { release: 7 } });
    expect(writes).toEqual([
      { tag_name: "v5.0.0", name: "InvokeAI v5.0.0", body, draft: true, prerelease: false },
    ]);
  });

  it("makes no second one beside one that came since the plan, and none of another text", async () => {
    const twin = hands({ tag_name: "v5.0.0", body: "By hand." });
    expect(await createDraft(twin.given, create)).toEqual({});
    const other = hands(undefined);
    expect(await createDraft(other.given, { ...create, body: fingerprint("other") })).toEqual({});
    expect([...twin.writes, ...other.writes]).toEqual([]);
  });
});

describe("drafting while GitHub's list lags", () => {
  const view = { ...known, knownRelease: 7 };

  it.each(["v5.0.0", "untagged-0a1b"])(
    "makes no second one beside the one it made (%s)",
    async (tag_name) => {
      const { writes, given } = hands({ tag_name, body: "" }, view, { tag_name: "v4.2.9", body: "" });
      await expect(createDraft(given, create)).rejects.toThrow("release 7 is missing in GitHub's list");
      expect(writes).toEqual([]);
    },
  );

  it("makes one where the one it made is deleted, or another tag's", async () => {
    const deleted = hands(undefined, view);
    expect(await createDraft(deleted.given, create)).toEqual({ result: { release: 7 } });
    const moved = hands({ tag_name: "v5.0.1", body: "" }, view);
    expect(await createDraft(moved.given, create)).toEqual({ result: { release: 7 } });
  });
});

describe("deleting an asset", () => {
  const action = { do: "delete-asset", release: 7, asset: 3, name: "a.zip" } as const;

  it("takes it out of a draft, and out of nothing that was published since", async () => {
    const draft = hands({ tag_name: "v5.0.0", body: "" });
    await deleteAsset(draft.given, action);
    expect(draft.writes).toEqual([{ asset_id: 3 }]);
    const released = hands({ tag_name: "v5.0.0", body: "", draft: false });
    await deleteAsset(released.given, action);
    expect(released.writes).toEqual([]);
  });
});

describe("bringing the notes up to date", () => {
  const release = githubRelease({ body: "By hand.", tag: "untagged-0a1b" });
  const view = { ...known, githubReleases: seen([release]) };
  const update = rewriting(view, release, 20);

  it("writes the text, and the tag where GitHub has taken it away", async () => {
    const { writes, given } = hands({ tag_name: "untagged-0a1b", body: "By hand." }, view);
    expect(update === undefined ? undefined : await updateDraft(given, update)).toEqual({
      result: { release: release.id },
    });
    expect(writes).toEqual([{ release_id: release.id, tag_name: "v5.0.0", body: `By hand.\n\n${body}` }]);
    const kept = { ...known, githubReleases: seen([githubRelease({ body: "By hand." })]) };
    const tagged = hands({ tag_name: "v5.0.0", body: "By hand." }, kept);
    await updateDraft(
      tagged.given,
      rewriting(kept, githubRelease({ body: "By hand." }), 20) ?? expect.fail(),
    );
    expect(tagged.writes).toMatchObject([{ body: expect.any(String) }]);
    expect(tagged.writes[0]).not.toHaveProperty("tag_name");
  });

  const alone = rewriting(view, release);

  it.each<[string, Now | undefined, object | undefined]>([
    ["what a person has saved since", { tag_name: "untagged-0a1b", body: "By hand!" }, update],
    ["a tag that a person has given it since", { tag_name: "v5.0.1", body: "By hand." }, update],
    ["a release published since", { tag_name: "untagged-0a1b", body: "By hand.", draft: false }, alone],
    ["one deleted since", undefined, update],
  ])("writes nothing over %s", async (_, now, action) => {
    const { writes, given } = hands(now, view);
    expect(await updateDraft(given, action as UpdateDraft)).toEqual({});
    expect(writes).toEqual([]);
  });

  it("writes into a published release where somebody asked for it", async () => {
    const { writes, given } = hands({ tag_name: "untagged-0a1b", body: "By hand.", draft: false }, view);
    await updateDraft(given, update ?? expect.fail());
    expect(writes).toHaveLength(1);
  });
});
