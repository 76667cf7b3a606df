import { describe, expect, it } from "vitest";
import { createDraft, updateDraft } from "../../src/act/draft.ts";
import type { Hands } from "../../src/act/hands.ts";
import { newBody } from "../../src/notes/release-body.ts";
import { rewriting } from "../../src/notes/rewriting.ts";
import type { CreateDraft } from "../../src/release/action.ts";
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
function hands(now: { readonly tag_name: string; readonly body: string } | undefined, view = known) {
  const writes: unknown[] = [];
  const github = () => ({
    readAll: async () => (now === undefined ? [] : [now]),
    read: async () => now,
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
    const tagged = hands({ tag_name: "v5.0.0", body: "By hand." }, view);
    await updateDraft(tagged.given, update ?? expect.fail());
    expect(tagged.writes[0]).not.toHaveProperty("tag_name");
  });

  it("writes nothing over what a person has saved since", async () => {
    const { writes, given } = hands({ tag_name: "v5.0.0", body: "By hand!" }, view);
    expect(await updateDraft(given, update ?? expect.fail())).toEqual({});
    expect(writes).toEqual([]);
  });
});
