import { describe, expect, it } from "vitest";
import { newBody } from "../../src/notes/release-body.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { DEFAULT_NOTES, DEFAULT_RELEASE } from "../../src/release/configuration.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import type { PhaseName, Step } from "../../src/release/step.ts";
import { phaseTable } from "../../src/replies/board/phases.ts";
import { nextMoves } from "../../src/replies/next-moves.ts";
import {
  atTheGates,
  comment,
  configured,
  gate,
  githubRelease,
  people,
  published,
  released,
  served,
  smokeTested,
} from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const ofAnother = "<!-- release-conductor:notes v5.0.0 0a none -->";
const introduced = configured({ notes: { ...DEFAULT_NOTES, intro: { file: "intro.md" } } });
const approval = comment(20, people.lstein, "/approve pypi");
const drafted = published(served(), { githubReleases: seen([githubRelease()]) });

function step(name: PhaseName, now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === name)?.step;
}

describe("a draft", () => {
  const notices = (now: Snapshot) => (step("draft", now)?.notices ?? []).map(({ is }) => is);

  it("is of several the app's first, and the others are named", () => {
    const twins = seen(
      [3, 2, 1].map((id) => githubRelease({ id, byApp: id > 1, url: `https://github.com/d/${id}` })),
    );
    expect(step("draft", { ...drafted, githubReleases: twins })).toMatchObject({
      on: { url: "https://github.com/d/2" },
      notices: [{ is: "stray-drafts", strays: ["https://github.com/d/1", "https://github.com/d/3"] }],
    });
    expect(notices(drafted)).toEqual([]);
  });

  it("says that its introduction is missing", () => {
    expect(notices({ ...drafted, configuration: introduced })).toEqual(["intro-left-out"]);
    const begun = (text: string) =>
      notices({
        ...drafted,
        configuration: introduced,
        githubReleases: seen([githubRelease({ body: `${text}${newBody(drafted)}` })]),
      });
    expect(begun("\n")).toEqual(["intro-left-out"]);
    expect(begun("By hand.\n\n")).toEqual([]);
    expect(notices({ ...drafted, configuration: introduced, githubReleases: seen([]) })).toEqual([
      "intro-left-out",
    ]);
    expect(notices({ ...drafted, configuration: introduced, introFile: seen("Hello") })).toEqual([]);
  });

  it("says by how much people's own text is too long for its sections, and reads no range for them", () => {
    const body = `${"a".repeat(122_400)}\n\n${newBody({ ...drafted, ranges: unseen })}`;
    const rules = configured({ notes: { ...DEFAULT_NOTES, exclude: ["octocat"] } });
    const full = {
      ...drafted,
      configuration: rules,
      ranges: unseen,
      githubReleases: seen([githubRelease({ body })]),
    };
    expect(plan(full).look).toEqual([]);
    expect(step("draft", full)).toMatchObject({
      is: "waiting",
      notices: [{ is: "notes-full", over: 400, url: githubRelease().url }],
    });
  });

  it("says which of its sections a person has changed, and that what is published here is immutable", () => {
    const body =
      "<!-- release-conductor:section changes 0123456789abcdef -->\nMine.\n<!-- release-conductor:end changes -->";
    const before = githubRelease({ id: 1, tag: "v4.2.9", draft: false, immutable: true });
    const now = { ...drafted, ranges: unseen, githubReleases: seen([githubRelease({ body }), before]) };
    expect(plan(now).look).toEqual([{ at: "ranges" }]);
    const source = plan({ ...now, ranges: drafted.ranges }).due[0];
    expect(source?.do).toBe("update-draft");
    const edited = newBody(drafted).replace(" none ", " changes ");
    expect(
      step("draft", {
        ...now,
        githubReleases: seen([githubRelease({ body: `${body}\n\n${edited}` }), before]),
      }),
    ).toMatchObject({ on: { for: "publish-command", edited: ["changes"], immutable: true } });
  });
});

describe("an early draft", () => {
  const configuration = configured({ release: { ...DEFAULT_RELEASE, draft: "early" } });
  const edited = `${newBody(drafted).replace(" none ", " changes ")}\n\n<!-- release-conductor:section changes 0123456789abcdef -->\nMine.\n<!-- release-conductor:end changes -->`;
  const early = atTheGates({ configuration, githubReleases: seen([githubRelease({ body: edited })]) });

  it("asks nobody to publish it before everything is verified", () => {
    expect(step("draft", early)).toMatchObject({
      is: "waiting",
      on: {
        for: "phases",
        names: ["verify pypi"],
        draft: { url: githubRelease().url, edited: ["changes"] },
      },
    });
    const { phases } = plan(early);
    expect(nextMoves(phases, early).map(({ what }) => what)).not.toContainEqual(
      expect.stringContaining("/publish"),
    );
    expect(phaseTable(phases, early)).toContain(
      "`/publish` comes after verify `pypi`. The section `changes` of the notes is kept",
    );
    expect(step("draft", { ...drafted, configuration })).toMatchObject({ on: { for: "publish-command" } });
  });
});

describe("a published GitHub release", () => {
  const notices = (now: Snapshot) => step("draft", now)?.notices ?? [];
  const as = (overrides: Parameters<typeof githubRelease>[0], more: Partial<Snapshot> = {}) =>
    notices(released({ githubReleases: seen([githubRelease({ draft: false, ...overrides })]), ...more }));
  const [asset] = githubRelease().assets;
  const higher = githubRelease({ id: 9, tag: "v5.1.0", draft: false, url: "https://github.com/d/9" });

  it("is as it was meant", () => {
    expect(as({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof githubRelease>[0], Partial<Snapshot>, object]>([
    ["another kind", { prerelease: true }, {}, { is: "published-as-other-kind", prerelease: true }],
    ["not the latest", {}, { latestRelease: absent }, { is: "wrong-latest", tag: "v5.0.0", isOurs: true }],
    [
      "without its asset",
      { assets: [] },
      {},
      { is: "published-incomplete", missing: ["InvokeAI-installer-v5.0.0.zip"], other: [], immutable: false },
    ],
    [
      "half uploaded",
      { assets: asset === undefined ? [] : [{ ...asset, uploaded: false }], immutable: true },
      {},
      { is: "published-incomplete", missing: ["InvokeAI-installer-v5.0.0.zip"], immutable: true },
    ],
    [
      "other bytes",
      { assets: asset === undefined ? [] : [{ ...asset, digest: "sha256:0" }] },
      {},
      { is: "published-incomplete", missing: [], other: ["InvokeAI-installer-v5.0.0.zip"] },
    ],
    [
      "a file of another build",
      {
        assets: asset === undefined ? [] : [asset, { ...asset, id: 2, name: "rc1.zip", digest: "sha256:0" }],
      },
      {},
      { is: "published-incomplete", missing: [], other: [], extra: ["rc1.zip"] },
    ],
    [
      "without its discussion",
      {},
      { configuration: configured({ release: { ...DEFAULT_RELEASE, discussion: "News" } }) },
      { is: "discussion-missing", category: "News" },
    ],
  ])("is told of: %s", (_, overrides, more, problem) => {
    expect(as(overrides, more)).toMatchObject([problem]);
    expect(step("draft", released())?.is).toBe("done");
  });

  it("is no latest below a higher version, also when a person has marked it so", () => {
    const there = seen([higher, githubRelease({ draft: false })]);
    expect(notices(released({ githubReleases: there }))).toEqual([
      { is: "wrong-latest", tag: "v5.1.0", url: "https://github.com/d/9", isOurs: false },
    ]);
    expect(notices(released({ githubReleases: there, latestRelease: seen(higher) }))).toEqual([]);
  });

  it("is no latest below a higher version that is older than all the releases that are listed", () => {
    const there = seen([githubRelease({ draft: false })]);
    expect(notices(released({ githubReleases: there, latestRelease: seen(higher) }))).toEqual([]);
    const other = { ...higher, tag: "gui-v5.1.0" };
    expect(notices(released({ githubReleases: there, latestRelease: seen(other) }))).toEqual([]);
  });

  it("of another kind is told of that alone, whatever is the latest", () => {
    const configuration = configured({ release: { ...DEFAULT_RELEASE, prerelease: "always" } });
    expect(as({}, { configuration })).toMatchObject([{ is: "published-as-other-kind", prerelease: false }]);
    expect(as({ prerelease: true }, { latestRelease: absent })).toHaveLength(1);
  });

  it("that should be the latest is named, also beside another tag of its version", () => {
    const twin = { ...higher, tag: "5.0.0" };
    const there = seen([twin, githubRelease({ draft: false })]);
    expect(notices(released({ githubReleases: there, latestRelease: absent }))).toMatchObject([
      { is: "wrong-latest", tag: "v5.0.0", isOurs: true, url: githubRelease({ draft: false }).url },
    ]);
  });

  it("is told of what its notes were written without, once they are", () => {
    const source = { from: "codeowners" } as const;
    expect(as({}, { notesMembers: seen({ logins: [], unread: [source] }) })).toEqual([
      { is: "members-unread", sources: [source] },
    ]);
  });

  it("that nobody verified yet is told of at once", () => {
    const early = published(absent, { githubReleases: seen([githubRelease({ draft: false })]) });
    expect(notices(early)).toMatchObject([{ is: "released-before-verified" }]);
    expect(step("draft", early)).toMatchObject({ is: "waiting", on: { for: "phases" } });
    expect(notices({ ...early, githubReleases: unknown(fault) })).toEqual([]);
    expect(plan({ ...early, githubReleases: unseen }).look).toContainEqual({ at: "githubReleases" });
  });
});

describe("a gate that wants the notes", () => {
  const configuration = configured({
    gates: [gate("pypi", { conditions: ["notes"] })],
    release: { ...DEFAULT_RELEASE, draft: "early" },
  });
  const said = atTheGates({ configuration, comments: seen([...smokeTested, approval]) });
  const withBody = (body: string, overrides = {}) => ({
    ...said,
    githubReleases: seen([githubRelease({ body, ...overrides })]),
  });
  const nothing = newBody({ ...said, ranges: absent });
  const lacks = (now: Snapshot) => {
    const one = step("publish pypi", now);
    return one?.is === "waiting" && one.on.for === "notes" ? (one.on.lacks ?? "a draft") : one?.is;
  };

  it.each<[string, Snapshot, string]>([
    ["none", said, "a draft"],
    ["an empty one", withBody(""), "text"],
    ["whose sections somebody emptied", withBody(nothing.replace(" none ", " changes ")), "text"],
    ["for which there is nothing to say", withBody(nothing), "due"],
    ["written by hand", withBody("By hand."), "due"],
    ["of another commit", withBody(`By hand.\n${ofAnother}`), "update"],
    ["published", withBody(`By hand.\n${ofAnother}`, { draft: false }), "due"],
    ["of today", withBody(`By hand.\n${newBody(said)}`), "due"],
  ])("waits for what the draft lacks: %s", (_, now, what) => {
    expect(lacks(now)).toBe(what);
  });

  it("never opens by what nobody could see", () => {
    for (const sight of ["githubReleases", "tags", "board"] as const) {
      const now = { ...withBody("By hand."), [sight]: unknown(fault) };
      expect(plan(now).due.filter(({ do: kind }) => kind === "open-gate")).toEqual([]);
    }
  });
});
