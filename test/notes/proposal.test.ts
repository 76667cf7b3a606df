import { describe, expect, it } from "vitest";
import { nextTags, proposal } from "../../src/notes/proposal.ts";
import { seen } from "../../src/release/fact.ts";
import type { Range } from "../../src/release/range.ts";
import { pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import { configured, snapshot } from "../release/snapshot-builder.ts";

/** What merged since a tag: pull requests by their titles, each with its commit. */
function merged(base: string, ...titles: readonly string[]): Range {
  return range({
    base,
    pullRequests: titles.map((title, nth) => pullRequest(nth + 1, "octocat", { title })),
    commits: titles.map((subject, nth) => rangeCommit(nth + 1, { subject, pullRequests: [nth + 1] })),
  });
}

function labelled(base: string, label: string): Range {
  const [pull] = merged(base, "Something").pullRequests;
  return range({
    ...merged(base, "Something"),
    pullRequests: pull === undefined ? [] : [{ ...pull, labels: [label] }],
  });
}

function proposed(asked: string, list: Range, tags: readonly string[], scheme?: "semver") {
  const found = proposal(
    snapshot({
      key: { repository: 1, tag: asked },
      configuration: configured({ version: { ...(scheme && { scheme }), file: "none" } }),
      tags: seen(tags),
      head: seen({ branch: "main", commit: "a" }),
      versionAhead: seen({ is: "none" }),
      rangesAhead: seen({ list }),
    }),
  );
  const why = found?.why.is === "growth" ? found.why.growth : found?.why.of;
  return found === undefined ? "none" : `${found.tag} ${why}${found.fits ? " fits" : ""}`;
}

describe("a version is proposed from what has merged", () => {
  it.each([
    ["v4.2.10", merged("v4.2.9", "Mend it"), "v4.2.10 fix fits"],
    ["v4.2.10", merged("v4.2.9"), "v4.2.10 fix fits"],
    ["v4.3.0", merged("v4.2.9", "Mend it"), "v4.2.10 fix"],
    ["v4.3.0", merged("v4.2.9", "fix: it", "feat(ui): layers"), "v4.3.0 feature fits"],
    ["v4.3", merged("v4.2.9", "feat: layers"), "v4.3.0 feature fits"],
    ["v4.2.10", merged("v4.2.9", "feat: layers"), "v4.3.0 feature"],
    ["v4.3.0", merged("v4.2.9", "feat: layers", "fix!: no more zip"), "v5.0.0 breaking"],
    ["v5.0.0", labelled("v4.2.9", "breaking change"), "v5.0.0 breaking fits"],
    ["v4.3.0", labelled("v4.2.9", "Enhancement"), "v4.3.0 feature fits"],
    ["v4.2.10", labelled("v4.2.9", "not-breaking"), "v4.2.10 fix fits"],
    ["v0.5.0", merged("v0.4.2", "fix!: no more zip"), "v0.5.0 breaking fits"],
    ["v4.3.0rc1", merged("v4.2.9", "feat: layers"), "v4.3.0 feature fits"],
    ["v2026.2", merged("v2026.1", "feat: layers"), "none"],
  ] as const)("%s", (asked, list, expected) => {
    expect(proposed(asked, list, ["v4.2.9"])).toBe(expected);
  });

  it("by what the message of a commit says breaks", () => {
    const list = merged("v4.2.9", "Change");
    const commits = list.commits.map((one) => ({ ...one, body: "BREAKING CHANGE: no more zip" }));
    expect(proposed("v5.0.0", { ...list, commits }, ["v4.2.9"])).toBe("v5.0.0 breaking fits");
  });

  it("not by what was taken back", () => {
    const list = merged("v4.2.9", "feat: layers", 'Revert "feat: layers"');
    const [first, second] = list.commits;
    const commits = [first, { ...second, body: `This reverts commit ${first?.sha}.` }] as Range["commits"];
    expect(proposed("v4.2.10", { ...list, commits }, ["v4.2.9"])).toBe("v4.2.10 fix fits");
  });

  it.each([
    ["v5.0.0rc2", ["v4.2.9", "v5.0.0rc1"], "v5.0.0rc2 v5.0.0rc1 fits"],
    ["v5.0.0", ["v4.2.9", "v5.0.0rc1"], "v5.0.0rc2 v5.0.0rc1 fits"],
    ["v5.0.0rc3", ["v4.2.9", "v5.0.0rc1"], "v5.0.0rc2 v5.0.0rc1 fits"],
    ["v5.1.0", ["v4.2.9", "v5.0.0rc1"], "v5.0.0rc2 v5.0.0rc1"],
    ["v4.2.10", ["v4.2.9", "v5.0.0rc1"], "v4.2.10 fix fits"],
    ["v4.2.10", ["v4.2.9", "v4.2.9rc1"], "v4.2.10 fix fits"],
  ] as const)("a series goes on: %s after %s", (asked, tags, expected) => {
    expect(proposed(asked, merged("v4.2.9", "Mend it"), tags)).toBe(expected);
  });

  it("in semantic versions, too", () => {
    const list = merged("v1.2.3", "feat: layers");
    expect(proposed("v1.3.0", list, ["v1.2.3"], "semver")).toBe("v1.3.0 feature fits");
    expect(proposed("v1.3.0-rc.2", list, ["v1.2.3", "v1.3.0-rc.1"], "semver")).toBe(
      "v1.3.0-rc.2 v1.3.0-rc.1 fits",
    );
  });

  it("none for the first release, and none while nobody has told what merged", () => {
    expect(proposed("v1.0.0", range(), [])).toBe("none");
    expect(proposal(snapshot())).toBeUndefined();
  });
});

describe("the tags that could come next", () => {
  it.each([
    [["v4.2.9"], ["v4.2.10", "v4.3.0", "v5.0.0"]],
    [["v4.2.9", "v4.3.0rc1"], ["v4.3.0rc2"]],
    [["v0.4.2"], ["v0.4.3", "v0.5.0"]],
    [["v2026.1"], []],
    [["stray"], []],
  ] as const)("after %s", (tags, expected) => {
    expect(nextTags(snapshot({ tags: seen(tags), head: seen({ branch: "main", commit: "a" }) }))).toEqual(
      expected,
    );
  });
});
