import { describe, expect, it } from "vitest";
import { saysSomething } from "../../src/notes/body.ts";
import { newBody, refreshedBody, stateOfNotes, surplus } from "../../src/notes/release-body.ts";
import { DEFAULT_NOTES } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Range } from "../../src/release/range.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { pullRequest, range } from "../release/range-builder.ts";
import { board, COMMIT, configured, memory, REPOSITORY, snapshot } from "../release/snapshot-builder.ts";

const of = (list: Partial<Range>, more: Partial<Snapshot> = {}) =>
  snapshot({ ranges: seen({ list: range({ base: "v4.2.9", ...list }) }), ...more });
const now = of({ pullRequests: [pullRequest(7, "octocat")] });
const body = newBody(now);

describe("what a text's sections are of", () => {
  const chosen = memory({ notesBase: { tag: "v4.2.8", by: "lstein", comment: 1, at: 0 } });

  it.each<[string, string, Snapshot]>([
    ["current", "today's", now],
    [
      "current",
      "a title that was changed: `/notes` is for that",
      of({ pullRequests: [pullRequest(7, "octocat", { title: "x" })] }),
    ],
    ["stale", "another commit", { ...now, tag: seen({ object: "a", commit: "b".repeat(40) }) }],
    ["stale", "another base, as somebody chose it", { ...now, board: seen(board({ memory: chosen })) }],
    ["stale", "another base, since there is one", { ...now, tags: seen(["v4.2.9", "v4.2.10", "v5.0.0"]) }],
    [
      "stale",
      "other rules",
      { ...now, configuration: configured({ notes: { ...DEFAULT_NOTES, exclude: ["octocat"] } }) },
    ],
    [
      "current",
      "another title or introduction: those are people's",
      { ...now, configuration: configured({ notes: { ...DEFAULT_NOTES, title: "x", intro: "previous" } }) },
    ],
    ["stale", "another tag", { ...now, key: { repository: REPOSITORY, tag: "v5.0.1" } }],
    ["current", "a tag that is gone", { ...now, tag: absent }],
  ])("%s: %s", (state, _how, then) => {
    expect(stateOfNotes(then, body)).toBe(state);
  });

  it("is partial while GitHub may still tell what is missing, and settled where it never will", () => {
    const withheld = of({ missing: [{ is: "commits-withheld", said: 2, read: 1 }] });
    expect(stateOfNotes(withheld, newBody(withheld))).toBe("partial");
    const old = of({ missing: [{ is: "older-commits", read: 1000 }] });
    expect(stateOfNotes(old, newBody(old))).toBe("current");
  });

  it("is a person's where nothing is the app's", () => {
    expect(stateOfNotes(now, "By hand.")).toBe("current");
    expect(refreshedBody(now, "By hand.", { isAsked: false })).toBe("By hand.");
  });
});

describe("room", () => {
  const many = of({ pullRequests: Array.from({ length: 3_000 }, (_, nth) => pullRequest(nth, "octocat")) });

  it.each(["", "Hello", "a".repeat(60_000), "a".repeat(124_990)])(
    "is kept within 125,000 characters: %#",
    (theirs) => {
      const text = refreshedBody(many, theirs, { isAsked: true });
      expect(text.length).toBeLessThanOrEqual(125_000);
      expect(text.startsWith(theirs)).toBe(true);
      expect(refreshedBody(many, text, { isAsked: true })).toBe(text);
    },
  );

  it("is wanting where people's own text leaves none: nothing is written, and nothing is owed", () => {
    const full = `${"a".repeat(122_400)}\n\n${body}`;
    const moved = { ...now, tag: seen({ object: "a", commit: "b".repeat(40) }) };
    expect(surplus(full)).toBe(400);
    expect(refreshedBody(moved, full, { isAsked: true })).toBe(full);
    expect(stateOfNotes(moved, full)).toBe("current");
    const shortened = full.slice(surplus(full));
    expect(surplus(shortened)).toBe(0);
    expect(stateOfNotes(moved, shortened)).toBe("stale");
    expect(stateOfNotes(moved, refreshedBody(moved, shortened, { isAsked: false }))).toBe("current");
  });

  it("is taken by empty lines, too, where there are very many", () => {
    const full = `${"a".repeat(60_000)}${"\n".repeat(64_000)}${body}`;
    expect(surplus(full)).toBeGreaterThan(0);
    expect(stateOfNotes({ ...now, tag: seen({ object: "a", commit: "b".repeat(40) }) }, full)).toBe(
      "current",
    );
  });

  it.each([1_400, 1_500, 3_000])("is left for people's own words beside %d pull requests", (length) => {
    const then = of({ pullRequests: Array.from({ length }, (_, nth) => pullRequest(nth, "octocat")) });
    const drafted = newBody(then);
    expect(drafted.length).toBeLessThanOrEqual(109_000);
    const prose = `${"word ".repeat(2_900)}\n\n${drafted}`;
    expect(refreshedBody(then, prose, { isAsked: false })).toBe(prose);
  });

  it("is none where nobody knows the commit: the text stays", () => {
    expect(refreshedBody({ ...now, tag: absent }, body, { isAsked: true })).toBe(body);
  });
});

describe("whether a text says something", () => {
  it.each([
    [true, body],
    [true, "By hand."],
    [false, ""],
    [false, " \r\n"],
    [false, newBody(of({}, { ranges: absent }))],
    [false, body.replace(/(?<=-->\n)[^<]*(?=\n<!-- release-conductor:end)/g, "")],
  ])("%s: %#", (says, text) => {
    expect(saysSomething(text)).toBe(says);
  });
});

it("a mark names the commit by no name that could end it", () => {
  const odd = { ...now, key: { repository: REPOSITORY, tag: "v5-->x" } };
  expect(newBody(odd)).toContain(`release-conductor:notes v5--~3e~x `);
  expect(stateOfNotes(odd, newBody(odd))).toBe("current");
  expect(newBody(now)).not.toContain(COMMIT);
});
