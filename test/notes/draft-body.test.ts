import { describe, expect, it } from "vitest";
import { draftBody } from "../../src/notes/draft-body.ts";

const LINK = "**Full Changelog**: https://github.com/o/r/compare/v1...v2";
const THANKS = "## Thanks\n\n- @ebr (#4)";

describe("the draft's body", () => {
  it("is the introduction, GitHub's notes and the thanks, without what is empty", () => {
    expect(draftBody({ intro: "Hello", generated: "\nnotes\n", shoutOuts: THANKS })).toBe(
      `Hello\n\nnotes\n\n${THANKS}`,
    );
    expect(draftBody({ intro: "", generated: "notes", shoutOuts: "" })).toBe("notes");
  });

  it.each([
    ["an open comment", "drop <!-- hooks", "drop \\<!-- hooks"],
    ["a credit of its own", "x by @org in https://a.b/pull/1", "x by @\u200borg in https:\u200b//a.b/pull/1"],
    ["a line end of Unicode", "a\u2028* <b>", "a \\* \\<b\\>"],
  ])("takes the title of a change for text: %s", (_, title, text) => {
    for (const credit of ["by @ebr", "by @ebr with @copilot", "by @renovate[bot]"]) {
      const change = (said: string) => `* ${said} ${credit} in https://github.com/o/r/pull/4`;
      const generated = (said: string) => `## What's Changed\n${change(said)}\n${change("more")}\n\n${LINK}`;
      expect(draftBody({ intro: "", generated: generated(title), shoutOuts: "" })).toBe(generated(text));
    }
  });

  it("of 1,300 pull requests loses whole lines, never the comparison, never the thanks", () => {
    const line = (index: number) =>
      `* ${"x".repeat(90)} by @somebody in https://github.com/o/r/pull/${index}`;
    const generated = `## What's Changed\n${Array.from({ length: 1_300 }, (_, index) => line(index)).join("\n")}\n\n${LINK}`;
    const body = draftBody({ intro: "", generated, shoutOuts: THANKS });
    expect(body.length).toBeLessThanOrEqual(125_000);
    expect(body.length).toBeGreaterThan(124_500);
    expect(
      body.endsWith(`_Shortened: the full list is behind the comparison link._\n\n${LINK}\n\n${THANKS}`),
    ).toBe(true);
    expect(
      body
        .split("\n")
        .filter((one) => one.startsWith("* "))
        .every((one) => /\/pull\/\d+$/.test(one)),
    ).toBe(true);
    expect(body.startsWith(`## What's Changed\n${line(0)}\n${line(1)}\n`)).toBe(true);
  });

  it("of exactly what GitHub takes is left as it is", () => {
    const generated = `${"a".repeat(100)}\n`.repeat(1_300).slice(0, 125_000);
    expect(draftBody({ intro: "", generated: generated.trim(), shoutOuts: "" })).toBe(generated.trim());
    expect(draftBody({ intro: "b", generated, shoutOuts: "" }).length).toBeLessThanOrEqual(125_000);
  });

  it("of one endless line is cut, not refused by GitHub", () => {
    expect(draftBody({ intro: "", generated: "a".repeat(200_000), shoutOuts: "" })).toHaveLength(125_000);
  });
});
