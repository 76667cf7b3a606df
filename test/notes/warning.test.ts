import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editedSections, lengthKept, merged, warned, warningOf, withWarning } from "../../src/notes/merge.ts";
import { findNotesMark, WARNING } from "../../src/release/notes-mark.ts";

const TEXT = "> [!CAUTION]\n> Do not use it.";
const OTHER = "> [!CAUTION]\n> Do not use it, and use v2.";
const WANTED = {
  sections: [{ name: "changes", text: "## What's Changed\n* one" }],
  tag: "v1",
  source: "abc",
  isAsked: true,
} as const;
const OURS = merged("Hello.", WANTED);

const bodies: Readonly<Record<string, string>> = {
  "nothing at all": "",
  "a person's text": "# Hand-written\r\n\r\nBye.  \n\n",
  "the app's sections": OURS,
  "the app's, a section edited": OURS.replace("* one", "* one and a half"),
  "the app's, the mark deleted": OURS.replace(/<!-- release-conductor:notes .*-->/, ""),
};

describe("the warning of a yanked release", () => {
  it.each(Object.entries(bodies))("stands above everything, and the rest stays: %s", (_, body) => {
    const once = withWarning(body, TEXT);
    expect(once.startsWith("<!-- release-conductor:section yanked ")).toBe(true);
    expect(warningOf(once)).toBe(TEXT);
    expect(findNotesMark(once)?.mark.sections[0]).toBe(WARNING);
    expect(without(once)).toContain(without(body));
    expect(withWarning(once, TEXT)).toBe(once);

    const changed = withWarning(once, OTHER);
    expect(changed).toBe(once.replace(/section yanked \w+ -->\n[^<]+/, () => frameOf(OTHER)));
    expect([warned(body, TEXT), warned(once, TEXT), warned(once, OTHER)]).toEqual([
      "missing",
      "there",
      "other",
    ]);
  });

  it("stays as a person changed it, and stays out where a person took it out", () => {
    const once = withWarning(OURS, TEXT);
    const edited = once.replace("Do not use it", "Better not use it");
    expect(warned(edited, OTHER)).toBe("edited");
    expect(withWarning(edited, OTHER)).toBe(edited);
    expect(warningOf(edited)).toBeUndefined();
    const removed = once.replace(/^<!-- release-conductor:section yanked[\s\S]*end yanked -->\n\n/, "");
    expect(warned(removed, TEXT)).toBe("removed");
    expect(withWarning(removed, TEXT)).toBe(removed);
    const emptied = once.replace(TEXT, "");
    expect(warned(emptied, TEXT)).toBe("removed");
    expect(withWarning(emptied, TEXT)).toBe(emptied);
  });

  it.each(Object.entries(bodies))("stays where it is when the notes are written anew: %s", (_, body) => {
    for (const isAsked of [true, false]) {
      const after = merged(withWarning(body, TEXT), { ...WANTED, isAsked });
      expect(warned(after, TEXT)).toBe("there");
      expect(after.indexOf("section yanked")).toBeLessThan(40);
      expect(findNotesMark(after)?.mark.sections).toContain(WARNING);
    }
    const removed = withWarning(body, TEXT).replace(/^<!--[\s\S]*end yanked -->\n*/, "");
    expect(warned(merged(removed, WANTED), TEXT)).toBe("removed");
  });

  it("is no section that /notes writes, and takes room", () => {
    const once = withWarning(OURS, TEXT);
    expect(editedSections(once.replace("Do not", "Do rather not"))).toEqual([]);
    expect(lengthKept(once)).toBeGreaterThan(lengthKept(OURS) + TEXT.length);
  });

  it("keeps whatever people wrote, byte by byte", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.boolean(), (text, isManaged) => {
        const body = isManaged ? merged(text, WANTED) : text;
        const once = withWarning(body, TEXT);
        expect(once).toContain(text);
        expect(withWarning(once, TEXT)).toBe(once);
      }),
    );
  });
});

/** Without what the app writes besides: the warning and the mark. */
function without(body: string): string {
  return body
    .replace(/^<!-- release-conductor:section yanked[\s\S]*end yanked -->\n\n/, "")
    .replace(/<!-- release-conductor:notes .*-->/, "");
}

function frameOf(text: string): string {
  const [, head = ""] = /<!-- release-conductor:(section yanked \w+ -->)/.exec(withWarning("", text)) ?? [];
  return `${head}\n${text}\n`;
}
