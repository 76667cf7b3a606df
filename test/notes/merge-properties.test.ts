import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pieces } from "../../src/notes/body.ts";
import { merged, type Wanted } from "../../src/notes/merge.ts";
import { SECTIONS, type Section } from "../../src/notes/section.ts";

const asked = { isAsked: true } as const;

function wanted(sections: readonly Section[], more: Partial<Wanted> = {}): Wanted {
  return { sections, tag: "v5.0.0", source: "0a", isAsked: false, ...more };
}

const words = fc.stringMatching(/^[ \r\n\w#*<>!:-]{0,30}$/);
const marks = fc.constantFrom(
  "<!-- release-conductor:end changes -->",
  "<!-- release-conductor:section changes 0123456789abcdef -->",
  "<!-- release-conductor:notes v5.0.0 0a changes -->",
);
const section = fc.record({
  name: fc.constantFrom(...SECTIONS),
  text: fc.stringMatching(/^[a-z\n]{0,20}[a-z]$/),
});
const sections = fc.uniqueArray(section, { selector: ({ name }) => name });
const asking = fc.record({ sections, isAsked: fc.boolean() }).map((one) => wanted(one.sections, one));

type Edit =
  | { readonly is: "type"; readonly at: number; readonly text: string }
  | { readonly is: "delete"; readonly nth: number }
  /** Words in place of a mark at the end of a section, or on its line. */
  | { readonly is: "break"; readonly nth: number; readonly instead: string }
  | { readonly is: "crlf" };

/** What people do to a text: write before, behind and inside it, and delete pieces. */
const edits = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant("type" as const), at: fc.nat(1000), text: fc.oneof(words, marks) }),
    fc.record({ is: fc.constant("delete" as const), nth: fc.nat(10) }),
    fc.record({
      is: fc.constant("break" as const),
      nth: fc.nat(5),
      instead: fc.constantFrom("Mine.", "$& Mine."),
    }),
    fc.constant({ is: "crlf" as const }),
  ),
  { maxLength: 5 },
);

function edited(body: string, all: readonly Edit[]): string {
  return all.reduce(applied, body);
}

function applied(text: string, edit: Edit): string {
  switch (edit.is) {
    case "type": {
      const at = edit.at % (text.length + 1);
      return text.slice(0, at) + edit.text + text.slice(at);
    }
    case "delete":
      return pieces(text)
        .filter((piece, nth) => piece.is !== "section" || nth !== edit.nth)
        .map(({ raw }) => raw)
        .join("");
    case "break": {
      const ends = [...text.matchAll(/<!-- release-conductor:end [a-z-]+ -->/g)];
      const end = ends[edit.nth];
      return end === undefined
        ? text
        : text.slice(0, end.index) + text.slice(end.index).replace(end[0], edit.instead);
    }
    case "crlf":
      return text.replaceAll(/\r?\n/g, "\r\n");
  }
}

/** What of a text people wrote. What stands there a second time is a section by itself. */
function theirs(body: string): readonly string[] {
  return pieces(body).flatMap((piece) => {
    if (piece.is === "text" && piece.raw !== body) {
      return theirs(piece.raw);
    }
    const isTheirs = piece.is === "text" || (piece.is === "section" && piece.state === "edited");
    return isTheirs && piece.raw.trim() !== "" ? [piece.raw] : [];
  });
}

const stories = fc.record({ start: words, steps: fc.array(fc.record({ edits, asking }), { maxLength: 4 }) });

describe("whatever people do to a text", () => {
  it("nothing that they wrote is lost, and merging twice is merging once", () => {
    fc.assert(
      fc.property(stories, ({ start, steps }) => {
        let body = start;
        for (const { edits: all, asking: now } of steps) {
          const before = edited(body, all);
          body = merged(before, now);
          expect(merged(body, now), "once more").toBe(body);
          let from = 0;
          for (const raw of theirs(before)) {
            const at = body.indexOf(raw, from);
            expect(at, `${JSON.stringify(raw)} is still there, in its place`).toBeGreaterThanOrEqual(from);
            from = at + raw.length;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("all that is wanted stands there once somebody has asked, but for what they changed", () => {
    fc.assert(
      fc.property(words, edits, sections, sections, (start, all, before, now) => {
        const body = edited(merged(start, wanted(before, asked)), all);
        const after = pieces(merged(body, wanted(now, asked)));
        for (const { name, text } of now) {
          const piece = after.find((one) => one.is === "section" && one.name === name);
          expect(
            piece?.is === "section" && (piece.state === "edited" || piece.text.trim() === text.trim()),
            name,
          ).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
