import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asCell,
  asCode,
  asCodeBlock,
  asLabel,
  asLink,
  asText,
  asTitle,
  clean,
  cut,
} from "../../src/replies/safe.ts";
import { foreign } from "./foreign.ts";
import { kindsOf, LIVE_MENTION, parse, proseOf, shape, textOf } from "./markdown.ts";

const visible = (text: string) => text.replaceAll("\u200b", "");

const reference = /#\d|\bgh-\d/i;
const address = /:\/\/|\bwww\./i;

describe("foreign text", () => {
  it("stays text in a paragraph, wherever it stands", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        for (const markdown of [
          asText(text),
          `Gate ${asText(text)} waits.`,
          `first\n${asText(text)}\nlast`,
        ]) {
          expect(shape(parse(markdown))).toEqual(["root", ["paragraph", "text"]]);
          expect(visible(textOf(parse(markdown)))).toContain(clean(text));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("leaves a table, its rows and its columns as they are", () => {
    fc.assert(
      fc.property(foreign, foreign, (one, other) => {
        const cells = [asText(one), asCode(other), asLink(asCode(one), "https://github.com/octo/tool")].map(
          asCell,
        );
        const root = parse(`| a | b | c |\n| --- | --- | --- |\n| ${cells.join(" | ")} |`);
        const head = ["tableRow", ...Array<unknown>(3).fill(["tableCell", "text"])];
        const row = [
          "tableRow",
          ["tableCell", "text"],
          ["tableCell", "inlineCode"],
          ["tableCell", ["link", "inlineCode"]],
        ];
        const plain = [
          "tableRow",
          ["tableCell", "text"],
          ["tableCell", "inlineCode"],
          ["tableCell", "inlineCode"],
        ];
        expect([
          ["root", ["table", head, row]],
          ["root", ["table", head, plain]],
        ]).toContainEqual(shape(root));
        expect(visible(textOf(root))).toContain(clean(other, 120));
      }),
      { numRuns: 150 },
    );
  });

  it("stays inside its code span", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const root = parse(`Job ${asCode(text)} failed.`);
        expect(shape(root)).toEqual(["root", ["paragraph", "text", "inlineCode", "text"]]);
        expect(textOf(root)).toBe(`Job ${clean(text, 120)} failed.`);
      }),
      { numRuns: 150 },
    );
  });

  it("stays inside its block of code", () => {
    fc.assert(
      fc.property(foreign, foreign, (one, other) => {
        expect(shape(parse(asCodeBlock([[one, other], [other]])))).toEqual(["root", "code"]);
      }),
    );
  });

  it("calls nobody, refers to nothing and links nowhere", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const prose = proseOf(parse(`By ${asText(text)} and ${asCode(text)}.`));
        expect(prose).not.toMatch(LIVE_MENTION);
        expect(prose).not.toMatch(reference);
        expect(prose).not.toMatch(address);
      }),
      { numRuns: 150 },
    );
  });

  it("stays a line of text, some of it code, as a title in release notes", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const root = parse(`* ${asTitle(text)} by nobody\n* next`);
        const kinds = kindsOf(root).filter((kind) => kind !== "text" && kind !== "inlineCode");
        expect(kinds).toEqual(["root", "list", "listItem", "paragraph", "listItem", "paragraph"]);
        expect(textOf(root)).toMatch(/ by nobodynext$/);
        const prose = proseOf(root);
        expect(prose).not.toMatch(LIVE_MENTION);
        expect(prose).not.toMatch(reference);
        expect(prose).not.toMatch(address);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["feat(ui): use `npm ci` in snake_case_paths", "feat(ui): use `npm ci` in snake_case_paths"],
    ["fix `a``b` and _this_ & that", "fix `a``b` and \\_this\\_ \\& that"],
    ["\\`<!-- `", "\\\\`<!-- `"],
    ["`<!--", "\\`\\<!--"],
    ["# no heading", "\\# no heading"],
    ["1. no list", "1\\. no list"],
    ["Fix __init__ handling", "Fix \\_\\_init\\_\\_ handling"],
    ["größe_über_東京_2_x", "größe_über_東京_2_x"],
  ])("reads well to those who edit it: %s", (title, markdown) => {
    expect(asTitle(title).replaceAll("\u200b", "")).toBe(markdown);
  });

  it.each([
    "Fix __init__ handling",
    "__all__",
    "_x_",
    "a __b__",
    "_ü_",
    "x_-_y",
    "_`a`_",
    "snake_case",
    "~_x_~",
  ])("stands in release notes as it was written: %s", (title) => {
    const root = parse(asTitle(title));
    expect(kindsOf(root).filter((kind) => kind !== "text" && kind !== "inlineCode")).toEqual([
      "root",
      "paragraph",
    ]);
    expect(textOf(root)).toBe(title.replaceAll("`", ""));
  });

  it("shows no character that can't be seen or that turns the line around", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        expect(clean(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u);
        expect(clean(text)).not.toBe("");
      }),
    );
  });

  it("can't end a Mermaid label", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        expect(asLabel(text)).toMatch(/^(?:[\p{L}\p{N} _/-]|#\d+;)+$/u);
      }),
    );
  });

  it("reads the same in HTML, for the summary of a folded part", () => {
    expect(asText("</summary><b>`x`|")).toBe("&#60;/summary&#62;&#60;b&#62;&#96;x&#96;&#124;");
  });
});

describe("cut", () => {
  it("never cuts a character in two, and says that it cut", () => {
    expect(cut("👩👩👩", 2)).toBe("👩…");
    expect(cut("abc", 3)).toBe("abc");
  });
});

describe("a link", () => {
  it.each([
    ["https://github.com/octo/tool/actions/runs/1/job/2", true],
    ["http://127.0.0.1:8080/octo/tool", true],
    ["javascript:alert(1)", false],
    ["https://github.com/) [x](https://evil.example", false],
    ["https://github.com/a|b", false],
    ["https://user@evil.example/", false],
    [undefined, false],
  ])("to %s is made: %s", (url, made) => {
    expect(asLink("the run", url)).toBe(made ? `[the run](${url})` : "the run");
  });
});
