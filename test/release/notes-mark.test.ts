import { expect, test } from "vitest";
import { findNotesMark, marked, type NotesMark, notesMark } from "../../src/release/notes-mark.ts";

const mark = (told?: NotesMark["told"]): NotesMark => ({
  tag: marked("v5.0.0"),
  source: "abc-partial",
  sections: ["changes", "thanks"],
  ...(told === undefined ? {} : { told }),
});

test.each<[string, NotesMark["told"]]>([
  ["nothing of its range", undefined],
  ["a whole range", { since: "v4.2.9", leftOut: 0, gaps: [] }],
  ["a first release", { leftOut: 0, gaps: ["older-commits"] }],
  [
    "all that was left out and is missing",
    { since: "v4.2.9", leftOut: 12, gaps: ["crowded-commit", "base-passed-over"] },
  ],
  ["commits with a crowd", { leftOut: 0, gaps: ["crowded-commit"], crowded: ["1a2b3c4", "9f8e7d6"] }],
  ["a tag called none", { since: "none", leftOut: 0, gaps: [] }],
  ["a hostile tag", { since: "v1-->~é~ 🎉 x", leftOut: 0, gaps: [] }],
])("the mark tells again what was written of %s", (_, told) => {
  expect(findNotesMark(`Words\n${notesMark(mark(told))}\n`)?.mark).toEqual(mark(told));
});

test.each([
  [
    "a gap of another version of the app",
    "since =v1 without 1 lacking older-commits,unheard-of",
    ["older-commits"],
  ],
  ["a tag beyond Unicode", "since =v~110000~ without 1 lacking none", []],
])("a mark with %s is read all the same", (_, told, gaps) => {
  const line = `<!-- release-conductor:notes v5.0.0 abc changes ${told} -->`;
  expect(findNotesMark(line)?.mark.told).toMatchObject({ leftOut: 1, gaps });
});
