import { describe, expect, it } from "vitest";
import { seen } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import {
  holderOfVersion,
  type Neighbour,
  type NeighbourBoard,
  placeOf,
  sameVersionTags,
  successors,
} from "../../src/release/neighbour.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { COMMIT, configured, githubRelease, snapshot } from "./snapshot-builder.ts";

const LINES = configured({ tags: ["core-v*", "cli-v*", "api-v*", "!*-docs"] });
const OPEN: NeighbourBoard = { number: 3, open: true, locked: false, isComment: false };

function beside(tag: string, neighbours: readonly Neighbour[], more: Partial<Snapshot> = {}): Snapshot {
  const base = snapshot({ key: { repository: 1, tag }, configuration: LINES, neighbours: seen(neighbours) });
  return { ...base, knownFor: 0, board: { is: "absent" }, ...more };
}

function at(tag: string, given?: NeighbourBoard, commit = COMMIT): Neighbour {
  return { tag, commit, ...(given === undefined ? {} : { board: given }) };
}

describe("the place of a board", () => {
  it.each<[string, Snapshot, string]>([
    ["nobody is beside it", beside("core-v1.0.0", []), "own"],
    ["it is the first of two", beside("cli-v2.0.0", [at("core-v1.0.0")]), "own"],
    ["it is the second of two", beside("core-v1.0.0", [at("cli-v2.0.0")]), "wait cli-v2.0.0"],
    ["it is the third", beside("core-v1.0.0", [at("cli-v2.0.0"), at("api-v3.0")]), "wait api-v3.0"],
    ["the first has a board", beside("core-v1.0.0", [at("cli-v2.0.0", OPEN)]), "join 3 cli-v2.0.0"],
    ["the second was there before", beside("cli-v2.0.0", [at("core-v1.0.0", OPEN)]), "join 3 core-v1.0.0"],
    [
      "two have boards",
      beside("core-v1.0.0", [at("api-v3.0", { ...OPEN, number: 9 }), at("cli-v2.0.0", OPEN)]),
      "join 3 cli-v2.0.0",
    ],
    [
      "the one with a board is a guest itself",
      beside("core-v1.0.0", [at("cli-v2.0.0", { ...OPEN, isComment: true }), at("api-v3.0", OPEN)]),
      "join 3 api-v3.0",
    ],
    [
      "as many as are woken are on the board",
      beside("core-v1.0.0", [
        at("cli-v2.0.0", OPEN),
        ...Array.from({ length: 100 }, (_, nth) => at(`api-v1.${nth}`, { ...OPEN, isComment: true })),
      ]),
      "own",
    ],
    ["the board is locked", beside("cli-v2.0.0", [at("core-v1.0.0", { ...OPEN, locked: true })]), "own"],
    ["the board is closed", beside("core-v1.0.0", [at("cli-v2.0.0", { ...OPEN, open: false })]), "own"],
    [
      "the other is at another commit",
      beside("core-v1.0.0", [at("cli-v2.0.0", OPEN, "0".repeat(40))]),
      "own",
    ],
    ["the other's commit is not known", beside("core-v1.0.0", [{ tag: "cli-v2.0.0", board: OPEN }]), "own"],
    ["the other is of the same line", beside("core-v1.0.0", [at("core-v1.0.0rc1", OPEN)]), "own"],
    [
      "a candidate of its line is there, which takes part",
      beside("core-v1.0.0", [at("core-v1.0.0rc1"), at("cli-v2.0.0", OPEN)]),
      "own",
    ],
    [
      "a final of its line is there, which does not",
      beside("core-v1.0.0rc1", [at("core-v1.0.0"), at("cli-v2.0.0", OPEN)]),
      "join 3 cli-v2.0.0",
    ],
    ["the other matches no pattern", beside("core-v1.0.0", [at("ui-v1.0.0", OPEN)]), "own"],
    ["the other is taken out of the patterns", beside("core-v1.0.0", [at("cli-v2.0-docs", OPEN)]), "own"],
    ["the other is no version", beside("core-v1.0.0", [at("cli-vnext", OPEN)]), "own"],
    [
      "the other is public already",
      beside("core-v1.0.0", [at("cli-v2.0.0")], {
        githubReleases: seen([githubRelease({ tag: "cli-v2.0.0", draft: false })]),
      }),
      "own",
    ],
    ["it has waited for long", beside("core-v1.0.0", [at("cli-v2.0.0")], { knownFor: 11 * MINUTE }), "own"],
    [
      "there is one line",
      beside("v5.0.0", [at("core-v1.0.0", OPEN)], {
        configuration: configured({ tags: ["v*", "!v*-docs"] }),
      }),
      "own",
    ],
  ])("where %s", (_, given, expected) => {
    const place = placeOf(given);
    const words = [
      place.is,
      "board" in place ? place.board : undefined,
      "tag" in place ? place.tag : undefined,
    ];
    expect(words.filter((word) => word !== undefined).join(" ")).toBe(expected);
  });
});

const TWICE = { tags: seen(["v5.0.0", "5.0.0", "v5.0.1", "v5.0.0.post1"]) };

describe("two tags of one version", () => {
  it("are told by the version and the line, not by the spelling", () => {
    const tags = ["v5.0.0", "v5.0", "5.0.0", "v5.0.0rc1", "v5.0.0-docs", "nightly"];
    expect(sameVersionTags(snapshot({ tags: seen(tags) }))).toEqual(["v5.0", "5.0.0"]);
    const lines = seen(["core-v1.0.0", "core-v1.0", "cli-v1.0.0"]);
    expect(sameVersionTags(beside("core-v1.0.0", [], { tags: lines }))).toEqual(["core-v1.0"]);
  });

  const other = (more: Omit<Neighbour, "tag">): Neighbour => ({ tag: "5.0.0", ...more });
  const own: Neighbour = { tag: "v5.0.0", at: 100 };
  const without = { ...TWICE, board: { is: "absent" } } as const;
  it.each<[string, Partial<Snapshot>, readonly Neighbour[], string | undefined]>([
    ["the older one", without, [own, other({ at: 99 })], "5.0.0"],
    ["not the younger one", without, [own, other({ at: 101 })], undefined],
    ["of two of one moment the first by name", without, [own, other({ at: 100 })], "5.0.0"],
    ["one that is too old to be seen", without, [own], "5.0.0"],
    ["the one with a board, though younger", without, [own, other({ at: 101, board: OPEN })], "5.0.0"],
    ["not one without, though older", TWICE, [own, other({ at: 1 })], undefined],
    ["of two boards the first", TWICE, [own, other({ at: 200, board: { ...OPEN, number: 1 } })], "5.0.0"],
    ["not the second board", TWICE, [own, other({ at: 1, board: { ...OPEN, number: 99_999 } })], undefined],
  ])("the version is held by %s", (_, more, neighbours, expected) => {
    expect(holderOfVersion(snapshot({ ...more, neighbours: seen(neighbours) }))).toBe(expected);
  });
});

describe("what comes after a candidate", () => {
  it.each([
    ["v5.0.0rc1", ["v5.0.0rc2", "v5.0.0rc1", "v5.0.0a9", "v4.9.9", "v5.0.1"], ["v5.0.0rc2"]],
    ["v5.0.0rc1", ["v5.0.0rc2", "v5.0.0", "v5.0"], ["v5.0.0", "v5.0", "v5.0.0rc2"]],
    ["v5.0.0.dev3", ["v5.0.0rc1", "v5.1.0rc1"], ["v5.0.0rc1"]],
    ["v5.0.0", ["v5.0.1", "v5.0.0.post1"], []],
  ])("%s", (tag, tags, expected) => {
    const given = snapshot({ key: { repository: 1, tag }, tags: seen([tag, ...tags]) });
    expect(successors(given)).toEqual(expected);
  });

  it("is of its own line", () => {
    const tags = seen(["core-v1.0.0rc1", "cli-v1.0.0", "core-v1.0.0rc2"]);
    expect(successors(beside("core-v1.0.0rc1", [], { tags }))).toEqual(["core-v1.0.0rc2"]);
  });
});
