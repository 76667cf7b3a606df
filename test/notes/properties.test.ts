import fc from "fast-check";
import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { notesSections, type Section } from "../../src/notes/section.ts";
import { type Category, DEFAULT_NOTES, type NotesRule } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Range } from "../../src/release/range.ts";
import { pullRequest, range } from "../release/range-builder.ts";
import { configured, snapshot } from "../release/snapshot-builder.ts";
import { kindsOf, parse, proseOf, textOf } from "../replies/markdown.ts";
import { madeRange } from "./range-arbitrary.ts";

/** GitHub takes no longer body of a release. */
const ROOM = 125_000;

const sectionsOf = (list: Range, notes: Partial<NotesRule> = {}, room = ROOM): readonly Section[] =>
  notesSections(
    snapshot({
      ranges: seen({ list }),
      configuration: configured({ notes: { ...DEFAULT_NOTES, ...notes } }),
      notesFile: absent,
    }),
    room,
  );

const notesOf = (list: Range, notes: Partial<NotesRule> = {}, room = ROOM): string =>
  sectionsOf(list, notes, room)
    .map(({ text }) => text)
    .join("\n\n");

const byLabel = (title: string, ...labels: readonly string[]): Category => ({
  title,
  labels,
  paths: [],
  types: [],
  exclude: { labels: [], authors: [] },
});

/** Ways to configure the notes: in one list or in groups, with something left out or not. */
const rule: fc.Arbitrary<Partial<NotesRule>> = fc.record({
  contributors: fc.constantFrom("external", "all", "none"),
  exclude: fc.constantFrom([], ["ann"]),
  categories: fc.constantFrom(
    [],
    [byLabel("Fixes", "bug"), byLabel("New", "feature", "bug")],
    [byLabel("All", "*")],
  ),
  leaveOut: fc.constantFrom({ labels: [], authors: [] }, { labels: ["internal"], authors: ["Cleo"] }),
  dependencies: fc.constantFrom("folded", "listed"),
  commits: fc.constantFrom("folded", "listed", "none"),
});

const isLeftOut = (
  { labels, author }: Range["pullRequests"][number],
  { leaveOut }: Partial<NotesRule>,
): boolean =>
  labels.some((label) => leaveOut?.labels.includes(label)) ||
  (leaveOut?.authors ?? []).some((one) => one.toLowerCase() === author?.login.toLowerCase());

/** The pull requests that have an item of a list to themselves, as often as they have one. */
function itemsIn(node: Nodes): readonly number[] {
  if (node.type === "listItem") {
    const number = /in https:\/\/github\.com\/octo\/tool\/pull\/(\d+)$/.exec(textOf(node))?.[1];
    return number === undefined ? [] : [Number(number)];
  }
  return "children" in node ? node.children.flatMap(itemsIn) : [];
}

/** Whom GitHub would call, outside code: a name behind an `@` that is no part of a word or an address. */
const calledIn = (markdown: string): readonly string[] => [
  ...new Set(
    blocksIn(parse(markdown))
      .flatMap((block) => [...proseOf(block).matchAll(/(?<![\w/.`])@([a-z\d][\w-]*)/gi)])
      .map(([, name = ""]) => name),
  ),
];

/** What stands in a line of its own. */
function blocksIn(node: Nodes): readonly Nodes[] {
  return "children" in node && node.type !== "paragraph" && node.type !== "heading"
    ? node.children.flatMap(blocksIn)
    : [node];
}

/** The blocks as they are nested, and what stands in each besides text and code. */
function skeleton(node: Nodes): unknown {
  if (node.type === "paragraph" || node.type === "heading") {
    return [
      node.type,
      ...node.children.flatMap(kindsOf).filter((kind) => kind !== "text" && kind !== "inlineCode"),
    ];
  }
  return "children" in node ? [node.type, ...node.children.map(skeleton)] : node.type;
}

describe("the notes of any range", () => {
  it("list every pull request that is neither reverted nor left out, each once", () => {
    fc.assert(
      fc.property(madeRange, rule, (made, notes) => {
        const [changes] = sectionsOf(made.range, notes).filter(({ name }) => name === "changes");
        const wanted = made.range.pullRequests
          .filter((one) => !(made.reverted.has(one.number) || isLeftOut(one, notes)))
          .map(({ number }) => number);
        expect(itemsIn(parse(changes?.text ?? "")).toSorted((a, b) => a - b)).toEqual(wanted);
      }),
    );
  });

  it("call nobody but people whom GitHub itself names in it", () => {
    fc.assert(
      fc.property(madeRange, rule, ({ range: list, people }, notes) => {
        expect(calledIn(notesOf(list, notes)).filter((name) => !people.has(name))).toEqual([]);
      }),
    );
  });

  it("thank nobody who is on the list of those never thanked", () => {
    fc.assert(
      fc.property(madeRange, rule, ({ range: list }, notes) => {
        const [thanks] = sectionsOf(list, { ...notes, exclude: ["ann"] }).filter(
          ({ name }) => name === "thanks",
        );
        expect(calledIn(thanks?.text ?? "")).not.toContain("ann");
      }),
    );
  });

  it("keep their structure, whatever strangers write", () => {
    fc.assert(
      fc.property(madeRange, rule, ({ range: list, plain }, notes) => {
        expect(skeleton(parse(notesOf(list, notes)))).toEqual(skeleton(parse(notesOf(plain, notes))));
      }),
    );
  });

  it("fit into any room", () => {
    fc.assert(
      fc.property(madeRange, rule, fc.integer({ min: 0, max: 6_000 }), ({ range: list }, notes, room) => {
        expect(notesOf(list, notes, room).length).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe("room", () => {
  const many = (count: number): Range =>
    range({
      base: "v4.2.9",
      pullRequests: Array.from({ length: count }, (_, index) =>
        pullRequest(index + 1, `person-${index % 400}`, { title: `Title of number ${index + 1} `.repeat(4) }),
      ),
    });

  it.each([1, 89, 619, 1_290, 5_000, 10_000])("is kept with every one of %d pull requests in it", (count) => {
    const [changes] = sectionsOf(many(count));
    const text = notesOf(many(count));
    expect(text.length).toBeLessThanOrEqual(ROOM);
    const found = [...(changes?.text ?? "").matchAll(/(?:\/pull\/|#)(\d+)\b/g)].map(([, number]) =>
      Number(number),
    );
    expect(new Set(found).size).toBe(count);
    expect(found.length).toBe(count);
  });

  it("is kept with more than it can hold, and then their number and the comparison are told", () => {
    const text = notesOf(many(60_000));
    expect(text.length).toBeLessThanOrEqual(ROOM);
    expect(text).toContain("60000 pull requests");
    expect(text).toMatch(/compare\/v4\.2\.9\.\.\.v5\.0\.0/);
  });

  it("is kept with 12,000 pull requests", () => {
    expect(notesOf(many(12_000)).length).toBeLessThanOrEqual(ROOM);
  });
});
