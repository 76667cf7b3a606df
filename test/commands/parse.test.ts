import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandsIn } from "../../src/commands/parse.ts";
import { comment, people } from "../release/snapshot-builder.ts";

/** The commands of a body: each as one line of its words. */
function said(body: string): readonly string[] {
  return commandsIn(comment(1, people.lstein, body)).map(({ word, words }) => [word, ...words].join(" "));
}

describe("a command", () => {
  it.each([
    ["alone", "/approve pypi", ["approve pypi"]],
    ["after a line of its paragraph", "Tested on three machines.\n/approve pypi", ["approve pypi"]],
    ["after another paragraph", "Thanks!\n\n/approve pypi", ["approve pypi"]],
    ["before more text", "/approve pypi\nThanks, all.", ["approve pypi"]],
    ["with white space around its words", "/approve   pypi\t\t", ["approve pypi"]],
    ["with Windows' line ends", "hello\r\n/approve pypi\r\n/hold wait\r\n", ["approve pypi", "hold wait"]],
    ["with old Macs' line ends", "hello\r/approve pypi\r", ["approve pypi"]],
    [
      "several, in order",
      "/tested linux ok\n/approve testpypi\n\n/approve pypi",
      ["tested linux ok", "approve testpypi", "approve pypi"],
    ],
    ["after a closed fence", "```\nlog\n```\n/approve pypi", ["approve pypi"]],
    ["after a quote and an empty line", "> said\n\n/approve pypi", ["approve pypi"]],
    ["after folded text that has ended", "<details>\n\nlog\n\n</details>\n\n/approve pypi", ["approve pypi"]],
    [
      "after a pasted picture",
      '<img width="800" src="https://a.b/c.png">\n\n/approve pypi',
      ["approve pypi"],
    ],
    [
      "on the line after a pasted picture's text",
      'Works <img src="https://a.b/c.png">\n/approve pypi',
      ["approve pypi"],
    ],
    ["after an HTML comment that has ended", "<!-- template -->\n\n/approve pypi", ["approve pypi"]],
    ["with emphasis later in its line", "/hold **wait** for `main`", ["hold **wait** for `main`"]],
    ["with a joined emoji in its reason", "/hold the 👩‍💻 is ill 🏃🏽‍♂️", ["hold the 👩‍💻 is ill 🏃🏽‍♂️"]],
    ["with a word we do not know", "/ship it", ["ship it"]],
  ])("counts %s", (_name, body, words) => {
    expect(said(body)).toEqual(words);
  });

  it.each([
    ["in a fenced block", "```\n/approve pypi\n```"],
    ["in a fence of tildes", "~~~sh\n/approve pypi\n~~~"],
    ["in a fence never closed", "```\n\n/approve pypi"],
    ["in a fence longer than the one inside", "````\n```\n/approve pypi\n```\n````"],
    ["indented by four spaces", "    /approve pypi"],
    ["indented by a tab", "hello\n\n\t/approve pypi"],
    ["indented by one space", " /approve pypi"],
    ["in a quote", "> /approve pypi"],
    ["in a quote's lazy line", "> he said:\n/approve pypi"],
    ["in an alert", "> [!NOTE]\n> /approve pypi"],
    ["in an HTML comment", "<!--\n/approve pypi\n-->"],
    ["in an HTML comment with empty lines", "<!--\n\n/approve pypi\n\n-->"],
    ["in an HTML comment never closed", "<!-- \n\n/approve pypi"],
    ["in an HTML comment inside a paragraph", "hello <!--\n/approve pypi\n--> there"],
    ["in a raw HTML block", "<div>\n/approve pypi\n</div>"],
    ["in preformatted HTML", "<pre>\n\n/approve pypi\n\n</pre>"],
    ["folded away", "<details>\n\n/approve pypi\n\n</details>"],
    ["folded away twice", "<details><details>\n\n</details>\n\n/approve pypi\n\n</details>"],
    ["in a quote made of HTML", "<BLOCKQUOTE>\n\n/approve pypi\n\n</BLOCKQUOTE>"],
    ["in a cell made of HTML", "<table><tr><td>\n\n/approve pypi\n\n</td></tr></table>"],
    ["behind an element opened in its paragraph", "see <details><summary>x</summary>\n/approve pypi"],
    ["behind an element opened in a paragraph before", "see <s>this\n\n/approve pypi\n\n</s>"],
    ["in an HTML element of its own line", "<kbd>\n/approve pypi\n</kbd>"],
    ["in a bulleted list", "- /approve pypi"],
    ["in a numbered list", "1. /approve pypi"],
    ["in a list's lazy line", "- one\n/approve pypi"],
    ["in a task list", "- [ ] /approve pypi"],
    ["in a link's text", "[\n/approve pypi\n](https://a.b)"],
    ["in a link by reference", "[\n/approve pypi\n][a]\n\n[a]: https://a.b"],
    ["in a picture's text", "![\n/approve pypi\n](https://a.b/c.png)"],
    ["in inline code over lines", "`\n/approve pypi\n`"],
    ["struck through", "~~no\n/approve pypi\nno~~"],
    ["in bold over lines", "**so\n/approve pypi\nso**"],
    ["as a heading", "# /approve pypi"],
    ["as a heading by its underline", "/approve pypi\n---"],
    ["in a table", "/approve pypi | b\n--- | ---\n/approve pypi | c"],
    ["in a footnote", "[^1]: note\n/approve pypi\n\nsee [^1]"],
    ["in the middle of a sentence", "do not /approve pypi"],
    ["as a question", "should I write /approve pypi?"],
    ["escaped", "\\/approve pypi"],
    ["as an entity", "&#47;approve pypi"],
    ["as a path", "/usr/bin/env python"],
    ["in capitals", "/APPROVE pypi"],
    ["with a Cyrillic letter", "/\u0430pprove pypi"],
    ["with a fullwidth solidus", "\uff0fapprove pypi"],
    ["with a Kelvin sign", "/\u212Aeep pypi"],
    ["with a zero-width space in the word", "/app\u200brove pypi"],
    ["with a zero-width space in the gate", "/approve py\u200bpi"],
    ["with a zero-width joiner between letters", "/approve py\u200dpi"],
    ["with text turned around", "/approve \u202eipyp"],
    ["with an isolate", "/approve \u2066pypi\u2069"],
    ["with a soft hyphen", "/approve py\u00adpi"],
    ["with a Hangul filler", "/approve pypi \u3164"],
    ["after a byte order mark", "\ufeff/approve pypi"],
    ["with a no-break space", "/approve\u00a0pypi"],
    ["broken by a line separator", "/approve pypi\u2028/hold"],
    ["by its slash alone", "/ approve pypi"],
    ["doubled", "//approve pypi"],
  ])("is silent %s", (_name, body) => {
    expect(said(body)).toEqual([]);
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
    "never takes /%s from an object's prototype",
    (word) => {
      expect(commandsIn(comment(1, people.lstein, `/${word} x`)).map((one) => one.command)).toEqual(
        /^[a-z][a-z-]*$/.test(word) ? [undefined] : [],
      );
    },
  );

  it("keeps at most ten lines of a comment", () => {
    expect(said("/approve pypi\n".repeat(40))).toHaveLength(10);
  });

  it("knows its place, its line and its comment", () => {
    const one = comment(7, people.ebr, "/status\n/hold wait for it ");
    expect(commandsIn(one)[1]).toEqual({
      command: "hold",
      word: "hold",
      words: ["wait", "for", "it"],
      position: 1,
      line: "/hold wait for it ",
      comment: one,
    });
  });

  it("never comes out of a text in which every line is quoted, listed or indented", () => {
    const line = fc.constantFrom("/approve pypi", "/hold", "```", "<b>", "", "text", "---", "* x", "[a]: b");
    const mark = fc.constantFrom("> ", "    ", "> > ", ">     ");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), mark, (lines, prefix) => {
        expect(said(lines.map((one) => `${prefix}${one}`).join("\n"))).toEqual([]);
      }),
    );
  });
});

describe("a giant comment", () => {
  const seeds = {
    emphasis: "*_",
    stars: "**a",
    brackets: "[",
    links: "[a](",
    pictures: "![",
    ticks: "`a``",
    quotes: "> ",
    "deeper quotes": ">",
    lists: "- ",
    nested: " - a\n",
    tables: "|-\n",
    footnotes: "[^a]",
    references: "[a]: b\n",
    tags: "<details>\n\n",
    mixed: "*_[`<",
    lines: "a\n",
    "empty lines": "\n",
    slashes: "/a\n",
  };

  it.each(Object.entries(seeds))(
    "of %s is read without a stack overflow, and never beyond its beginning",
    (_name, seed) => {
      const bomb = (size: number) => `/x\n\n${seed.repeat(size / seed.length)}\n\n/approve pypi\n\nthe end`;
      const small = said(bomb(8_000));
      expect(small).not.toContain("approve pypi");
      expect(said(bomb(64_000))).toEqual(small);
    },
  );

  it("counts what stands in its first 4,000 characters", () => {
    expect(said(`/approve pypi\n\n${"log line\n".repeat(7_000)}`)).toEqual(["approve pypi"]);
  });

  it("does not count a paragraph that goes on beyond them: what follows might turn it into code", () => {
    const cut = `\`\n/approve pypi\n${"a".repeat(4_000)}\n\``;
    expect(said(cut)).toEqual([]);
    expect(said(`${"a\n\n".repeat(2_000)}/approve pypi`)).toEqual([]);
  });
});
