import { describe, expect, test } from "vitest";
import { baseCandidates, type NotesBases, notesBases } from "../../src/notes/base.ts";
import { seen } from "../../src/release/fact.ts";
import { versionOfTag } from "../../src/release/tag-name.ts";
import { dataIsHere, dataNote, rangeRecords, tagRecords } from "../release/invokeai-data.ts";
import { board, memory, REPOSITORY, START, snapshot } from "../release/snapshot-builder.ts";

const TAGS = ["latest", "3.6.3", "3.7.0", "v4.2.8", "v4.2.9", "v5.0.0rc1", "v5.0.0rc2", "v5.0.0", "v5.1.0a1"];

/** The release of a tag, where somebody may have chosen a base. */
function releaseOf(tag: string, tags: readonly string[], chosen?: string) {
  const notesBase =
    chosen === undefined ? {} : { notesBase: { tag: chosen, by: "lstein", comment: 7, at: START } };
  return snapshot({
    key: { repository: REPOSITORY, tag },
    tags: seen(tags),
    board: seen(board({ memory: memory(notesBase) })),
  });
}

describe("the notes start", () => {
  test.each<[string, NotesBases, string]>([
    ["v5.0.0", { list: "v4.2.9" }, "a final from the final before, over its candidates"],
    [
      "v5.0.0rc2",
      { list: "v5.0.0rc1", sinceFinal: "v4.2.9" },
      "a candidate from the one before, and from the final",
    ],
    ["v5.0.0rc1", { list: "v4.2.9" }, "a first candidate from the final, once"],
    ["v5.1.0a1", { list: "v5.0.0" }, "an alpha from the final before, where that is the newest"],
    ["v4.2.10", { list: "v4.2.9" }, "a backport from the final of its own line, whatever is newer"],
    ["v4.0.0", { list: "3.7.0" }, "a tag with v from one without, as the older ones are"],
    ["3.6.3", {}, "the first version from nothing"],
    ["latest", {}, "what is no version from nothing"],
  ])("of %s: %j, %s", (tag, expected) => {
    expect(notesBases(releaseOf(tag, TAGS))).toEqual(expected);
    expect(notesBases(releaseOf(tag, TAGS.toReversed()))).toEqual(expected);
  });

  test.each([
    ["v5.0.0", "v4.2.8", { list: "v4.2.8" }],
    ["v5.0.0rc2", "v4.2.8", { list: "v4.2.8", sinceFinal: "v4.2.9" }],
    ["v5.0.0rc2", "v4.2.9", { list: "v4.2.9" }],
    ["latest", "v5.0.0", { list: "v5.0.0" }],
  ])("of %s, where somebody chose %s: %j", (tag, chosen, expected) => {
    expect(notesBases(releaseOf(tag, TAGS, chosen))).toEqual(expected);
  });
});

test("whoever reads the range gets what comes next, where the first has no common history", () => {
  const tags = ["v1.0", "v1.0.0", "v1.1", "v1.2.0-rc1", "v1.2.0rc1", "v2.0rc1"];
  expect(baseCandidates(releaseOf("v2.0rc1", tags))).toEqual({
    list: [["v1.2.0rc1", "v1.2.0-rc1"], ["v1.1"], ["v1.0", "v1.0.0"]],
    sinceFinal: [["v1.1"], ["v1.0", "v1.0.0"]],
  });
});

test.skipIf(!dataIsHere)(
  `in InvokeAI's history each tag since v4 starts where it is recorded to${dataNote}`,
  () => {
    const tags = tagRecords().map(({ tag }) => tag);
    const isPrerelease = (tag: string) => versionOfTag(tag, "v*", "pep440")?.prerelease === true;
    const recorded = rangeRecords().filter(({ kind, head }) => kind === "prev_final" || isPrerelease(head));
    expect(recorded.length).toBeGreaterThan(300);
    for (const { head, base } of recorded) {
      const { list, sinceFinal } = notesBases(releaseOf(head, tags));
      expect([head, [list, sinceFinal]]).toEqual([head, expect.arrayContaining([base])]);
    }
  },
);
