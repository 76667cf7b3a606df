import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTENT_LIMIT, discordMessage } from "../../src/channels/discord-message.ts";

const url = "https://github.com/invoke-ai/InvokeAI/releases/tag/v4.0.0";
const plain = { title: "InvokeAI 4.0.0", text: "- one\n- two", url, prerelease: false };

/** Text with everything that has a meaning somewhere: Markdown, links, emoji, broken surrogates, bidi, newlines. */
const foreign = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(
        "\n",
        "- ",
        "@everyone",
        "[a](http://x)",
        "https://x.test/a_b?c=d",
        "\ud83d",
        "👩‍🚀",
        "\u202e",
      ),
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(""));

const announcement = fc.record({
  title: foreign,
  text: foreign,
  url: fc.oneof(fc.webUrl(), foreign),
  prerelease: fc.boolean(),
});

test("no message is longer than Discord allows, cuts a character, or turns the text around", () => {
  fc.assert(
    fc.property(announcement, (message) => {
      const content = discordMessage(message);
      expect(content.length).toBeLessThanOrEqual(CONTENT_LIMIT);
      expect(content).not.toMatch(/\p{Cs}/u);
      expect(content).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/u);
      expect(content).not.toBe("");
    }),
  );
});

test("the link always ends the message, whole", () => {
  fc.assert(
    fc.property(announcement, fc.webUrl(), (message, link) => {
      expect(discordMessage({ ...message, url: link }).endsWith(new URL(link).href)).toBe(true);
    }),
  );
});

test("every address in a text is whole or gone", () => {
  const address = "https://example.org/a-long-path/with_underscores/and/more/of-it";
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 60 }), (lines, pad) => {
      const text = Array.from({ length: lines }, () => `- ${"x".repeat(pad)} ${address}`).join("\n");
      const shown = discordMessage({ ...plain, text });
      const found = shown.match(/<https:[^>\n]*>?/g) ?? [];
      expect(found.every((link) => link === `<${address}>`)).toBe(true);
    }),
  );
});

test("a short announcement is a title, the text and the link", () => {
  expect(discordMessage(plain)).toBe(`**InvokeAI 4.0.0**\n\n- one\n- two\n\n${url}`);
});

test("a pre-release says so", () => {
  expect(discordMessage({ ...plain, prerelease: true })).toContain("**InvokeAI 4.0.0** (pre-release)");
});

test("what does not fit is left out from the end, a line at a time, and the message says how much", () => {
  const lines = Array.from({ length: 50 }, (_, at) => `- ${at} ${"x".repeat(96)}`);
  const content = discordMessage({ ...plain, text: lines.join("\n") });
  const kept = content.split("\n").filter((line) => line.startsWith("- "));
  expect(kept).toEqual(lines.slice(0, kept.length));
  expect(kept.length).toBeGreaterThan(15);
  expect(content).toContain(`… and ${50 - kept.length} more lines in the notes\n\n${url}`);
});

test("the limit is used to its last character and not beyond", () => {
  const room = CONTENT_LIMIT - discordMessage({ ...plain, text: "x" }).length + 1;
  expect(discordMessage({ ...plain, text: "x".repeat(room) })).toHaveLength(CONTENT_LIMIT);
  expect(discordMessage({ ...plain, text: "x".repeat(room + 1) }).length).toBeLessThan(200);
});

test("a single line that does not fit leaves the title and the link", () => {
  expect(discordMessage({ ...plain, text: "x".repeat(3000) })).toBe(`**InvokeAI 4.0.0**\n\n${url}`);
});

test.each([
  ["@everyone look", "\\@everyone look"],
  ["<@123> <#4>", "\\<\\@123\\> \\<\\#4\\>"],
  [
    "**bold** _it_ ~~no~~ `code` ||spoiler||",
    "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|",
  ],
  ["[click](https://evil.example/x)", "\\[click\\]\\(<https://evil.example/x>\\)"],
  ["# loud", "\\# loud"],
  ["-# small", "\\-\\# small"],
  ["> quote", "\\> quote"],
  ["* star", "- star"],
  ["see https://x.test/a_b_c now", "see <https://x.test/a_b_c> now"],
  ["at https://x.test/a.b.", "at <https://x.test/a.b>."],
  ["a\u202eb\u0007c", "abc"],
])("the line %j is shown as it is written", (text, shown) => {
  expect(discordMessage({ ...plain, text })).toBe(`**InvokeAI 4.0.0**\n\n${shown}\n\n${url}`);
});

test("a title is one line of text without live links, and shortened between characters", () => {
  const content = discordMessage({
    ...plain,
    title: `https://evil.example **x**\nsecond ${"😀".repeat(300)}`,
  });
  const [heading = ""] = content.split("\n");
  expect(heading).toMatch(/^\*\*https\\:\/\/evil\.example \\\*\\\*x\\\*\\\* second (?:😀)+…\*\*$/u);
});

test("an address that is no web address is left out", () => {
  expect(discordMessage({ ...plain, url: "javascript:alert(1)" })).toBe("**InvokeAI 4.0.0**\n\n- one\n- two");
});
