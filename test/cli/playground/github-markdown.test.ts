import { describe, expect, it } from "vitest";
import { githubMarkdown } from "../../../src/cli/playground/page/github-markdown.ts";

const around = {
  place: (url: string) => (url === "https://github.com/o/r/issues/1" ? "#board" : undefined),
  short: (url: string) => (url === "https://github.com/o/r/pull/7" ? "#7" : undefined),
  isLogin: (name: string) => name === "lstein",
};

/** What stands within the frame that every text has. */
const shown = (markdown: string) =>
  githubMarkdown(markdown, around)
    .html.replace(/^<div class="markdown">/, "")
    .replace(/<\/div>$/, "");

describe("Markdown as GitHub shows it", () => {
  it.each([
    ["lines as lines", "one\ntwo", "<p>one<br>two</p>"],
    ["headings below those of the page", "# One", "<h3>One</h3>"],
    ["marks", "*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"],
    ["lists", "- one\n- two", "<ul><li>one</li><li>two</li></ul>"],
    ["numbered lists", "1. one", "<ol><li>one</li></ol>"],
    [
      "task lists",
      "- [x] done\n- [ ] open",
      '<ul><li class="task"><input type="checkbox" disabled aria-label="done" checked> done</li><li class="task"><input type="checkbox" disabled aria-label="to do"> open</li></ul>',
    ],
    [
      "tables",
      "| a | b |\n| - | - |\n| 1 | `2` |",
      '<div class="scroll" tabindex="0"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><code>2</code></td></tr></tbody></table></div>',
    ],
    ["code", "```sh\na < b\n```", '<pre tabindex="0"><code>a &#60; b</code></pre>'],
    [
      "alerts",
      "> [!WARNING]\n> Mind the gap.",
      '<div class="alert warning"><p class="kind">Warning</p><p>Mind the gap.</p></div>',
    ],
    ["quotes", "> so\n> it is", "<blockquote><p>so<br>it is</p></blockquote>"],
    [
      "folded parts",
      "<details open><summary>More</summary>\n\n- one\n\n</details>",
      "<details open><summary>More</summary><ul><li>one</li></ul></details>",
    ],
    [
      "characters that are written as references",
      "<summary>&#64;a &lt;b&gt;</summary>",
      "<summary>@a &#60;b&#62;</summary>",
    ],
    [
      "mentions of those who are there",
      "@lstein and @nobody",
      '<p><strong class="mention">@lstein</strong> and @nobody</p>',
    ],
    ["no mention in an address", "mail@lstein.example", null],
    [
      "links to what is on the page",
      "[board](https://github.com/o/r/issues/1)",
      '<p><a href="#board">board</a></p>',
    ],
    [
      "links to elsewhere as what they say, and no links",
      "[docs](https://x.example) https://github.com/o/r/pull/7",
      '<p><span class="away" title="https://x.example">docs</span> <span class="away" title="https://github.com/o/r/pull/7">#7</span></p>',
    ],
    [
      "the board's diagram as its steps",
      '```mermaid\nflowchart LR\n  p0["✓ tag"]:::done\n  p1["● publish"]:::people\n  p0 --> p1\n```',
      '<ol class="flow"><li class="done">✓ tag</li><li class="people">● publish</li></ol>',
    ],
  ])("%s", (_name, markdown, expected) => {
    if (expected === null) expect(shown(markdown)).not.toContain("mention");
    else expect(shown(markdown)).toBe(expected);
  });

  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a script in a line", "hi <script>alert(1)</script>"],
    ["a handler", '<img src=x onerror="alert(1)">'],
    [
      "a handler on a tag that is known",
      '<details open ontoggle="alert(1)"><summary onclick="alert(1)">x</summary></details>',
    ],
    ["a link that is a script", "[x](javascript:alert(1))"],
    ["the same in disguise", "[x](JaVaScRiPt&colon;alert(1)) <a href='javascript:alert(1)'>y</a>"],
    ["a picture from elsewhere", "![x](https://evil.example/x.png)"],
    ["a picture in disguise", '![" onload="alert(1)](https://evil.example/"onload="alert(1))'],
    ["a frame", "<iframe src='https://evil.example'></iframe>"],
    ["a style", "<style>body{display:none}</style>"],
    ["a form", "<form action='https://evil.example'><button>x</button></form>"],
    ["a tag that never ends", "<details><summary>x"],
    ["tags that end what is around", "</div></section></main></details></summary>"],
    ["code that would be HTML", "```\n</code></pre><script>alert(1)</script>\n```"],
    ["a language that would be HTML", '```"><script>\nx\n```'],
    ["tags across each other", "<b><i>x</b></i>"],
    ["a comment that never ends", "<!-- <script>alert(1)</script>"],
    ["an entity that would be a tag", "<b>&#60;script&#62;alert(1)</b>"],
    ["a label of the diagram", '```mermaid\n  p0["<script>"]:::done\n```'],
  ])("makes %s harmless", (_name, markdown) => {
    const { html } = githubMarkdown(markdown, around);
    const tags = [...html.matchAll(/<(?<slash>\/?)(?<name>[a-z\d]+)(?<rest>[^>]*)>/g)].map(({ groups }) => ({
      slash: groups?.["slash"],
      name: groups?.["name"] ?? "",
      rest: groups?.["rest"] ?? "",
    }));
    expect(tags.filter(({ name, rest }) => !HARMLESS.includes(name) || !ATTRIBUTES.test(rest))).toEqual([]);
    expect(nested(tags)).toBe(true);
  });
});

const HARMLESS = [
  "div",
  "p",
  "br",
  "span",
  "details",
  "summary",
  "b",
  "i",
  "pre",
  "code",
  "ol",
  "li",
  "em",
  "strong",
];
const ATTRIBUTES = /^(?: class="[a-z ]+"| tabindex="0"| open| title="[^"<>]*")*$/;

/** Whether each tag ends what was begun last. */
function nested(tags: readonly { readonly slash: string | undefined; readonly name: string }[]): boolean {
  const open: string[] = [];
  for (const { slash, name } of tags.filter(({ name }) => name !== "br")) {
    if (slash !== "/") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}
