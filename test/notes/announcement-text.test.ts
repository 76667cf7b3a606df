import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { announcement } from "../../src/notes/announcement.ts";
import type { Announcing, ChannelKind } from "../../src/release/configuration.ts";
import { seen } from "../../src/release/fact.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import { githubRelease, snapshot } from "../release/snapshot-builder.ts";

const url = "https://github.com/invoke-ai/InvokeAI/releases/tag/v5.0.0";
const MOST: Readonly<Record<ChannelKind, number>> = { discord: 2000, slack: 3000 };
const KINDS = ["discord", "slack"] as const;

type Told = {
  readonly template?: string;
  readonly name?: string;
  readonly titles?: readonly string[];
  readonly people?: readonly string[];
  readonly url?: string;
  readonly prerelease?: boolean;
  readonly linksTo?: string;
  readonly link?: string;
};

/** What is posted on a channel of that kind. */
function posted(channel: ChannelKind, told: Told = {}): string {
  const { template, titles = [], people = [], linksTo, link } = told;
  const rule: Announcing = {
    channel,
    variable: "ANNOUNCE_X",
    prereleases: true,
    ...(template === undefined ? {} : { template }),
    ...(linksTo === undefined ? {} : { linksTo }),
  };
  const list = range({
    pullRequests: titles.map((title, at) => pullRequest(at + 1, "bot[bot]", { title })),
    commits: people.map((login, at) => rangeCommit(at, { authors: [author(login)], pullRequests: [1] })),
  });
  const { name = "InvokeAI v5.0.0", prerelease = false } = told;
  const release = githubRelease({ draft: false, name, prerelease, url: told.url ?? url });
  return announcement(snapshot({ ranges: seen({ list }) }), rule, { release, link });
}

const discord = (told: Told) => posted("discord", told);
const slack = (told: Told) => posted("slack", told);

/** Text with everything that has a meaning somewhere: markup, links, emoji, broken surrogates, bidi, newlines. */
const foreign = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(
        "\n",
        "- ",
        "@everyone",
        "<!channel>",
        "<@U012>",
        "[a](http://x)",
        "<http://x|a>",
        "https://x.test/a_b?c=d",
        "{changes}",
        "\ud83d",
        "👩‍🚀",
        "\u202e",
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const PLACES = ["{name}", "{tag}", "{version}", "{kind}", "{url}", "{thanks}", "{changes}", "<{url}>", "\n"];

const anything = fc.record({
  template: fc
    .array(fc.constantFrom(...PLACES, "New: ", "**bold**"), { minLength: 1, maxLength: 20 })
    .map((parts) => parts.join("")),
  name: foreign,
  titles: fc.array(foreign, { maxLength: 40 }),
  people: fc.array(fc.stringMatching(/^[a-z\d-]{1,39}$/), { maxLength: 60 }),
  url: fc.oneof(fc.webUrl(), foreign),
  prerelease: fc.boolean(),
});

describe.each(KINDS)("a post on %s", (kind) => {
  test("is never longer than the channel allows, never cuts a character, never turns the text around", () => {
    fc.assert(
      fc.property(anything, (told) => {
        const text = posted(kind, told);
        expect(text.length).toBeLessThanOrEqual(MOST[kind]);
        expect(text).not.toMatch(/\p{Cs}/u);
        expect(text).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/u);
        expect(text).not.toBe("");
      }),
      { numRuns: 150 },
    );
  });

  test("calls nobody and links nowhere else, whatever the values hold", () => {
    fc.assert(
      fc.property(foreign, fc.array(foreign, { maxLength: 20 }), (name, titles) => {
        const text = posted(kind, { template: "{name}\n{thanks}\n{changes}\n{tag}", name, titles });
        if (kind === "slack") expect(text).not.toMatch(/[<>]/);
        // The addresses of titles stay addresses there, in brackets of ours; nothing else is a link.
        else expect(text.replace(/<https?:[^<>]*>/g, "")).not.toMatch(/(?<!\\)(?:\\\\)*[<>[\]@]/);
      }),
    );
  });

  test("ends with its link, whole, without a template", () => {
    fc.assert(
      fc.property(foreign, fc.webUrl(), (name, address) => {
        const href = new URL(address).href.replace(/[()|]/g, (sign) =>
          encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"),
        );
        const end = kind === "discord" ? href : `<${href.replaceAll("&", "&amp;")}>`;
        expect(posted(kind, { name, url: address }).endsWith(end)).toBe(true);
      }),
    );
  });

  test("leaves lines out from the end until it fits, and says how many", () => {
    const titles = Array.from({ length: 60 }, (_, at) => `${at} ${"x".repeat(96)}`);
    const text = posted(kind, { template: "{name}\n{changes}\n{url}", titles });
    const kept = text.split("\n").filter((line) => /^[-•] /.test(line));
    expect(kept.map((line) => line.slice(2))).toEqual(
      titles.slice(0, kept.length).map((title, at) => discordHash(kind, `${title} (#${at + 1})`)),
    );
    expect(kept.length).toBeGreaterThan(15);
    expect(text).toContain(`… and ${60 - kept.length} more lines in the notes`);
    expect(text.length).toBeGreaterThan(MOST[kind] - 110);
  });

  test("uses the limit to its last character and not beyond", () => {
    const template = "{changes}\n{url}";
    const room = MOST[kind] - posted(kind, { template, titles: ["x"] }).length + 1;
    expect(posted(kind, { template, titles: ["x".repeat(room)] })).toHaveLength(MOST[kind]);
    expect(posted(kind, { template, titles: ["x".repeat(room + 1)] })).toContain(
      "… and one more line in the notes",
    );
  });

  test("is the app's own words where the template does not fit or says nothing", () => {
    const own = posted(kind);
    expect(posted(kind, { template: `${"x".repeat(MOST[kind] - 10)}{url}` })).toBe(own);
    expect(posted(kind, { template: "{thanks}{changes}" })).toBe(own);
  });
});

/** A `#` has a meaning on Discord alone. */
function discordHash(kind: ChannelKind, line: string): string {
  return kind === "discord" ? line.replace(/[#()]/g, "\\$&") : line;
}

describe("without a template", () => {
  test.each([
    [discord({ people: ["adam", "zoe"] }), `**InvokeAI v5.0.0 (stable)**\n\nThanks to adam, zoe.\n\n${url}`],
    [slack({ people: ["adam", "zoe"] }), `*InvokeAI v5.0.0 (stable)*\n\nThanks to adam, zoe.\n\n<${url}>`],
    [discord({ prerelease: true }), `**InvokeAI v5.0.0 (pre-release)**\n\n${url}`],
    [discord({ url: "javascript:alert(1)" }), "**InvokeAI v5.0.0 (stable)**"],
    [slack({ url: "javascript:alert(1)" }), "*InvokeAI v5.0.0 (stable)*"],
    [
      discord({ people: ["adam"], linksTo: "ANNOUNCE_Y", link: "https://discord.com/channels/1/2/3" }),
      "**InvokeAI v5.0.0 (stable)**\n\nhttps://discord.com/channels/1/2/3",
    ],
    [slack({ linksTo: "ANNOUNCE_Y" }), `*InvokeAI v5.0.0 (stable)*\n\n<${url}>`],
  ])("%j", (text, wanted) => {
    expect(text).toBe(wanted);
  });
});

describe("a template", () => {
  const titles = ["Mend the icon", "Draw faster"];
  test.each<[string, string, Told]>([
    ["{name} {tag} {version} {kind}", "InvokeAI v5.0.0 v5.0.0 5.0.0 stable", {}],
    ["**New** _in_ {version}: {url}", `**New** _in_ 5.0.0: ${url}`, {}],
    ["Read [the notes]({url})", `Read [the notes](${url})`, {}],
    ["<{url}>", `<${url}>`, {}],
    ["{version}\n\n{thanks}\n\n\n{url}", `5.0.0\n\n${url}`, {}],
    ["{version}\n\nWith thanks: {thanks}", "5.0.0\n\nWith thanks: Thanks to adam.", { people: ["adam"] }],
    ["Changes:\n{changes}", "Changes:\n- Mend the icon \\(\\#1\\)\n- Draw faster \\(\\#2\\)", { titles }],
    ["{ name } {0} {}", "{ name } {0} {}", {}],
    ["{name}", "\\{changes}".replace("\\", ""), { name: "{changes}" }],
    ["[notes]({url})", "[notes](https://x.test/a%28b%29%7C)", { url: "https://x.test/a(b)|" }],
  ])("%j on Discord", (template, text, told) => {
    expect(discord({ ...told, template })).toBe(text);
  });

  test.each<[string, string, Told]>([
    ["*New* in {version}: {url}", `*New* in 5.0.0: <${url}>`, {}],
    ["Read <{url}|the notes>", `Read <${url}|the notes>`, {}],
    ["{changes}", "• Mend the icon (#1)\n• Draw faster (#2)", { titles }],
    ["{url}", "<https://x.test/?a=1&amp;b=2>", { url: "https://x.test/?a=1&b=2" }],
  ])("%j on Slack", (template, text, told) => {
    expect(slack({ ...told, template })).toBe(text);
  });
});

describe("a name right after a bracket of the template's", () => {
  test.each(["!channel", "!here", "@U012AB3", "#C012AB3", "https://evil.example|docs"])(
    "%j is text",
    (name) => {
      expect(slack({ template: "<{name}>", name })).toBe(`<\u200b${name}>`);
    },
  );
});

describe("a title of a stranger's", () => {
  test.each([
    ["@everyone look", "\\@everyone look", "@everyone look"],
    ["<@123> <#4>", "\\<\\@123\\> \\<\\#4\\>", "&lt;@123&gt; &lt;#4&gt;"],
    ["<!channel> <!here>", "\\<!channel\\> \\<!here\\>", "&lt;!channel&gt; &lt;!here&gt;"],
    ["&lt;!channel&gt;", "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"],
    [
      "<https://evil.example|docs>",
      "\\<<https://evil.example>\\|docs\\>",
      "&lt;https://evil.example|docs&gt;",
    ],
    [
      "**bold** _it_ ~~no~~ `code` ||spoiler||",
      "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|",
      "\u200b*\u200b*bold*\u200b* \u200b_it_ \u200b~\u200b~no~\u200b~ \u200b`code\u200b` ||spoiler||",
    ],
    ["snake_case_name", "snake\\_case\\_name", "snake_case_name"],
    [
      "[click](https://evil.example/x)",
      "\\[click\\]\\(<https://evil.example/x>\\)",
      "[click](https://evil.example/x)",
    ],
    ["see https://x.test/a_b_c.", "see <https://x.test/a_b_c>.", "see https://x.test/a_b_c."],
    ["a\u202eb\u0007c", "abc", "abc"],
  ])("%j is shown as it is written", (title, onDiscord, onSlack) => {
    const [first, second] = [discord, slack].map((post) => post({ template: "{changes}", titles: [title] }));
    expect(first).toBe(`- ${onDiscord} \\(\\#1\\)`);
    expect(second).toBe(`• ${onSlack} (#1)`);
  });

  test.each([
    ["# loud", "\\# loud", "# loud"],
    ["> quote", "\\> quote", "\u200b&gt; quote"],
    ["- list", "\\- list", "- list"],
    ["https://evil.example **x**\nsecond", "https\\://evil.example \\*\\*x\\*\\* second", undefined],
    ["😀".repeat(300), `${"😀".repeat(255)}…`, `${"😀".repeat(255)}…`],
  ])("as the release's name, %j is one line without live links", (name, onDiscord, onSlack) => {
    expect(discord({ template: "{name}", name })).toBe(onDiscord);
    if (onSlack !== undefined) expect(slack({ template: "{name}", name })).toBe(onSlack);
  });

  test("keeps its addresses whole, or is gone", () => {
    const address = "https://example.org/a-long-path/with_underscores/and/more/of-it";
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 60 }), (lines, pad) => {
        const titles = Array.from({ length: lines }, () => `${"x".repeat(pad)} ${address}`);
        const found = discord({ template: "{changes}", titles }).match(/<https:[^>\n]*>?/g) ?? [];
        expect(found.every((link) => link === `<${address}>`)).toBe(true);
      }),
    );
  });
});
