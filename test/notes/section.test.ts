import { describe, expect, it } from "vitest";
import { notesSections, SECTIONS, type Section } from "../../src/notes/section.ts";
import { type Category, DEFAULT_NOTES, type NotesRule } from "../../src/release/configuration.ts";
import { absent, seen, unseen } from "../../src/release/fact.ts";
import type { NotesFile } from "../../src/release/notes-file.ts";
import type { PullRequest, Range, Ranges } from "../../src/release/range.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import { configured, REPOSITORY, snapshot } from "../release/snapshot-builder.ts";
import { kindsOf, LIVE_MENTION, parse, proseOf } from "../replies/markdown.ts";

const ROOM = 125_000;
const PULL = "https://github.com/octo/tool/pull";
const COMPARE = "https://github.com/invoke-ai/InvokeAI/compare";

type Told = {
  readonly notes?: Partial<NotesRule>;
  readonly file?: NotesFile;
  readonly tag?: string;
  readonly room?: number;
};

function sections(
  ranges: Ranges,
  { notes = {}, file, tag = "v5.0.0", room = ROOM }: Told = {},
): readonly Section[] {
  return notesSections(
    snapshot({
      key: { repository: REPOSITORY, tag },
      ranges: seen(ranges),
      configuration: configured({ notes: { ...DEFAULT_NOTES, ...notes } }),
      notesFile: file === undefined ? absent : seen(file),
    }),
    room,
  );
}

function textOf(list: Range, told: Told = {}): string {
  return sections({ list }, told)
    .map(({ text }) => text)
    .join("\n\n");
}

/** What stands below "What's Changed". */
function changes(list: Range, told: Told = {}): readonly string[] {
  const [, ...lines] =
    sections({ list }, told)
      .find(({ name }) => name === "changes")
      ?.text.split("\n") ?? [];
  return lines;
}

function category(title: string, overrides: Partial<Category>): Category {
  return { title, labels: [], paths: [], types: [], exclude: { labels: [], authors: [] }, ...overrides };
}

function of(...pullRequests: readonly PullRequest[]): Range {
  return range({ base: "v4.2.9", pullRequests });
}

describe("the notes", () => {
  it("have GitHub's own layout where nothing is configured, and the thanks", () => {
    const list = range({
      base: "v4.2.9",
      pullRequests: [
        pullRequest(1, "adam"),
        pullRequest(2, undefined),
        pullRequest(5, "lstein", { association: "MEMBER" }),
      ],
      newcomers: [{ login: "adam", pullRequest: 1 }, { login: "eve" }],
    });
    expect(textOf(list)).toBe(
      [
        "## What's Changed",
        `* Change 1 by @adam in ${PULL}/1`,
        `* Change 2 in ${PULL}/2`,
        `* Change 5 by @lstein in ${PULL}/5`,
        "",
        "## New Contributors",
        "* @adam made their first contribution in https://github.com/invoke-ai/InvokeAI/pull/1",
        "* @eve made their first contribution",
        "",
        "## Thanks to our external contributors",
        "",
        "- @adam (#1)",
        "",
        `**Full Changelog**: ${COMPARE}/v4.2.9...v5.0.0`,
      ].join("\n"),
    );
  });

  it("of a first release link to all of its commits", () => {
    expect(textOf(range())).toBe("**Full Changelog**: https://github.com/invoke-ai/InvokeAI/commits/v5.0.0");
  });

  it("are nothing where nothing is known", () => {
    expect(notesSections(snapshot({ ranges: unseen }), ROOM)).toEqual([]);
    expect(notesSections(snapshot({ ranges: absent }), ROOM)).toEqual([]);
  });

  it("of a pre-release have what came since the last final, folded", () => {
    const ranges: Ranges = {
      list: range({ base: "v5.0.0rc1", pullRequests: [pullRequest(2, "lstein", { association: "MEMBER" })] }),
      sinceFinal: of(pullRequest(1, "adam"), pullRequest(2, "lstein")),
    };
    const said = sections(ranges, { tag: "v5.0.0rc2" });
    expect(said.map(({ name }) => name)).toEqual(["changes", "since-final", "comparison"]);
    expect(said[1]?.text).toBe(
      [
        "<details><summary>Everything since v4.2.9 (2 pull requests)</summary>",
        "",
        `* Change 1 by @adam in ${PULL}/1`,
        `* Change 2 by @lstein in ${PULL}/2`,
        "",
        `**Full Changelog**: ${COMPARE}/v4.2.9...v5.0.0rc2`,
        "",
        "</details>",
      ].join("\n"),
    );
  });

  it("link to tags of any name", () => {
    expect(textOf(range({ base: "hatch/v1_(x)'*" }), { tag: "v5.0.0+cu)~1" })).toBe(
      `**Full Changelog**: ${COMPARE}/hatch/v1%5F%28x%29%27%2A...v5.0.0%2Bcu%29%7E1`,
    );
  });

  it("greet nobody who may push, unless another pushed their work", () => {
    const list = range({
      newcomers: [{ login: "lstein" }, { login: "guest" }, { login: "uli" }],
      commits: [
        rangeCommit(1, { authors: [author("lstein"), author("guest")] }),
        rangeCommit(2, { authors: [author("uli")], body: "Translate-URL: https://hosted.weblate.org/x/" }),
      ],
    });
    const said = sections({ list }).find(({ name }) => name === "newcomers")?.text;
    expect(said).toBe(
      "## New Contributors\n* @guest made their first contribution\n* @uli made their first contribution",
    );
  });

  it("greet nobody who is never to be thanked", () => {
    const list = range({ newcomers: [{ login: "adam" }] });
    expect(textOf(list, { notes: { exclude: ["Adam"] } })).not.toContain("adam");
  });
});

describe("categories", () => {
  const bug = pullRequest(1, "adam", { labels: ["Bug"], paths: ["docs/a.md"], title: "fix(ui)!: x" });
  const feature = pullRequest(2, "adam", { labels: ["feature"], title: "feat: y" });
  const plain = pullRequest(3, "adam", { title: "z" });
  const titles = (list: Range, told: Told) => changes(list, told).map((line) => line.replace(/ by @.*/, ""));

  it.each<[string, readonly Category[], readonly string[]]>([
    [
      "labels, in whatever case",
      [category("Bugs", { labels: ["bug"] })],
      ["### Bugs", "* fix(ui)!: x", "### Other Changes", "* feat: y", "* z"],
    ],
    [
      "paths",
      [category("Docs", { paths: ["docs/**"] })],
      ["### Docs", "* fix(ui)!: x", "### Other Changes", "* feat: y", "* z"],
    ],
    [
      "types, which the heading says then",
      [category("New", { types: ["feat"] }), category("Fixed", { types: ["fix"] })],
      ["### New", "* y", "### Fixed", "* **Breaking:** ui: x", "### Other Changes", "* z"],
    ],
    [
      "the first that fits, and any",
      [category("All", { labels: ["*"] }), category("Bugs", { labels: ["bug"] })],
      ["### All", "* fix(ui)!: x", "* feat: y", "* z"],
    ],
    [
      "what is not meant",
      [category("Rest", { labels: ["*"], exclude: { labels: ["BUG"], authors: [] } })],
      ["### Rest", "* feat: y", "* z", "### Other Changes", "* fix(ui)!: x"],
    ],
    [
      "whose is not meant",
      [category("Rest", { labels: ["*"], exclude: { labels: [], authors: ["ADAM"] } })],
      ["### Other Changes", "* fix(ui)!: x", "* feat: y", "* z"],
    ],
    [
      "one that is called like what is left over",
      [category("Other Changes", { labels: ["bug"] })],
      ["### Other Changes", "* fix(ui)!: x", "* feat: y", "* z"],
    ],
  ])("go by %s", (_, categories, expected) => {
    expect(titles(of(bug, feature, plain), { notes: { categories } })).toEqual(expected);
  });

  const file: NotesFile = {
    path: ".github/release.yml",
    is: "read",
    leaveOut: { labels: ["skip"], authors: ["octo-bot"] },
    categories: [category("Theirs", { labels: ["*"] })],
  };

  it("are those of release.yml, unless the configuration has its own", () => {
    expect(titles(of(plain), { file })).toEqual(["### Theirs", "* z"]);
    expect(
      titles(of(plain), { file: { path: "x", is: "broken", fault: { path: "", says: "", remedy: "" } } }),
    ).toEqual(["* z"]);
    const categories = [category("Ours", { labels: ["*"] })];
    expect(titles(of(plain), { file, notes: { categories } })).toEqual(["### Ours", "* z"]);
  });

  it("leave out what they are told to, and nothing else", () => {
    const skipped = pullRequest(4, "adam", { labels: ["Skip"], title: "skipped" });
    const bots = pullRequest(5, "octo-bot[bot]", { title: "by a bot" });
    expect(titles(of(plain, skipped, bots), { file })).toEqual(["### Theirs", "* z"]);
    const leaveOut = { labels: [], authors: ["adam"] };
    expect(titles(of(plain, skipped, bots), { file, notes: { leaveOut } })).toEqual([
      "### Theirs",
      `* by a bot by octo-bot[bot] in ${PULL}/5`,
    ]);
    expect(changes(of(skipped, bots)).join()).toMatch(/skipped.*by a bot by octo-bot\[bot\] in /);
  });

  it("have headings that may hold emoji, and open nothing", () => {
    const categories = [category(":rocket: Features 🚀 <!-- <b>\n# x", { labels: ["*"] })];
    expect(titles(of(plain), { notes: { categories } })[0]).toBe("### :rocket: Features 🚀 \\<!-- \\<b> # x");
  });
});

describe("updates of dependencies", () => {
  const list = of(
    pullRequest(1, "adam"),
    pullRequest(2, "dependabot[bot]", { title: "Bump a" }),
    pullRequest(3, "renovate-bot", { title: "Update b" }),
    pullRequest(4, "octo[bot]", { labels: ["dependencies"] }),
    pullRequest(5, "octo[bot]", { title: "chore(deps-dev): c" }),
    pullRequest(6, "octo[bot]", { title: "Other work" }),
    pullRequest(7, "adam", { title: "chore(deps): d", labels: ["dependencies"] }),
  );

  it("by bots are folded together, people's and bots' other work are not", () => {
    expect(changes(list)).toEqual([
      `* Change 1 by @adam in ${PULL}/1`,
      `* Other work by octo[bot] in ${PULL}/6`,
      `* chore(deps): d by @adam in ${PULL}/7`,
      "",
      "<details><summary>4 updates of dependencies by bots</summary>",
      "",
      `* Bump a by dependabot[bot] in ${PULL}/2`,
      `* Update b by @renovate-bot in ${PULL}/3`,
      `* Change 4 by octo[bot] in ${PULL}/4`,
      `* chore(deps-dev): c by octo[bot] in ${PULL}/5`,
      "",
      "</details>",
    ]);
  });

  it("are listed like any other where that is configured, or a category asks for them", () => {
    expect(changes(list, { notes: { dependencies: "listed" } })).toHaveLength(7);
    const categories = [
      category("Dependencies", { labels: ["dependencies"] }),
      category("All", { labels: ["*"] }),
    ];
    const said = changes(list, { notes: { categories } });
    expect(said.slice(0, 3)).toEqual([
      "### Dependencies",
      `* Change 4 by octo[bot] in ${PULL}/4`,
      `* chore(deps): d by @adam in ${PULL}/7`,
    ]);
    expect(said).toContain("<details><summary>3 updates of dependencies by bots</summary>");
  });
});

describe("commits without a pull request", () => {
  const list = range({
    base: "v4.2.9",
    pullRequests: [pullRequest(1, "adam")],
    commits: [
      rangeCommit(1, { pullRequests: [1] }),
      rangeCommit(2, { subject: "feat: push", authors: [author("lstein")] }),
      rangeCommit(3, { isMerge: true }),
    ],
  });
  const pushed = "* feat: push by @lstein in 000000000000";

  it.each([
    [
      "folded",
      [
        `* Change 1 by @adam in ${PULL}/1`,
        "",
        "<details><summary>1 commit without a pull request</summary>",
        "",
        pushed,
        "",
        "</details>",
      ],
    ],
    ["listed", [`* Change 1 by @adam in ${PULL}/1`, pushed]],
    ["none", [`* Change 1 by @adam in ${PULL}/1`]],
  ] as const)("are %s", (commits, expected) => {
    expect(changes(list, { notes: { commits } })).toEqual(expected);
  });
});

describe("what came and was taken back", () => {
  it("is told in one fold", () => {
    const list = of(
      pullRequest(1, "adam", { title: "Try" }),
      pullRequest(2, "adam", { title: 'Revert "Try"', body: "Reverts octo/tool#1" }),
      pullRequest(3, "adam"),
    );
    expect(changes(list)).toEqual([
      `* Change 3 by @adam in ${PULL}/3`,
      "",
      "<details><summary>1 change was reverted before the release</summary>",
      "",
      "#1 (by #2)",
      "",
      "</details>",
    ]);
  });
});

describe("release notes of pull requests", () => {
  const withBody = (body: string) => of(pullRequest(1, "adam", { title: "The title", body }));
  const told = (body: string) => changes(withBody(body), { notes: { releaseNote: "Release note" } });

  it("stand for their titles, further lines below", () => {
    expect(told("## Release note\n\n- Faster <b>start</b>\n- Less @memory\n\n## Other\nx")).toEqual([
      `* Faster \\<b\\>start\\</b\\> by @adam in ${PULL}/1`,
      "  * Less @\u200bmemory",
    ]);
    expect(changes(withBody("## Release note\nx"))).toEqual([`* The title by @adam in ${PULL}/1`]);
  });

  it("that say nothing leave the title", () => {
    expect(told("## Release note\nNONE")).toEqual([`* The title by @adam in ${PULL}/1`]);
  });
});

describe("little room", () => {
  const many = (count: number, words = 20) =>
    range({
      base: "v4.2.9",
      pullRequests: Array.from({ length: count }, (_, nth) =>
        pullRequest(nth + 1, `person-${nth % 400}`, { title: `${"word ".repeat(words)}${nth + 1}` }),
      ),
      newcomers: Array.from({ length: 50 }, (_, nth) => ({ login: `person-${nth}`, pullRequest: nth + 1 })),
    });
  const size = (all: readonly Section[]) => all.map(({ text }) => text).join("\n\n").length;
  const numbersIn = (text: string) =>
    new Set([...text.matchAll(/(?:#|\/pull\/)(\d+)\b/g)].map(([, number]) => number));

  it.each([100, 700, 1_300, 2_000, 10_000])("loses none of %d pull requests", (count) => {
    const list = many(count);
    const said = sections({ list, sinceFinal: list });
    expect(size(said)).toBeLessThanOrEqual(ROOM);
    expect(said.map(({ name }) => name)).toEqual(SECTIONS.filter((name) => name !== "replaces"));
    expect(numbersIn(said[0]?.text ?? "").size).toBe(count);
  });

  it("shortens step by step: the address, the title, all but the number", () => {
    const first = (room: number) => changes(many(3), { room })[0];
    const long = `* ${"word ".repeat(20)}1 by @person-0 in `;
    expect(first(ROOM)).toBe(`${long}${PULL}/1`);
    const full = textOf(many(3)).length;
    expect(first(full - 1)).toBe(`${long}#1`);
    expect(first(full - 120)).toMatch(/^\* word .{40,50}… by @person-0 in #1$/);
    expect(first(full - 450)).toBe("<details><summary>Pull requests (3)</summary>");
  });

  it("says how many there are where not even numbers fit, and leads to them", () => {
    const said = sections({ list: many(10_000) }, { room: 400 });
    expect(said.map(({ text }) => text)).toEqual([
      "## What's Changed\n10000 pull requests; there is no room here to list them.",
      "## New Contributors\n50 people; there is no room here to name them.",
      "## Thanks to our external contributors\n\n400 people; there is no room here to name them.",
      `**Full Changelog**: ${COMPARE}/v4.2.9...v5.0.0`,
    ]);
    expect(sections({ list: many(10) }, { room: 100 }).map(({ name }) => name)).toEqual(["comparison"]);
    expect(sections({ list: many(10) }, { room: 10 })).toEqual([]);
  });
});

describe("text from outside", () => {
  it.each([
    "now @org/everyone and @lstein",
    "</details></summary> <!-- swallowed",
    "x](https://evil.example) ![y](https://evil.example/z.png) | `a",
    "# heading\n* list\u2028> quote",
    "fixes #2, closes other/repo#1, GH-3",
    "feat(@org/team): <img src=x> \u202egnp",
  ])("stays text: %s", (text) => {
    const foreign = { title: text, labels: [text], body: `## Note\n${text}` };
    const list = range({
      base: "v4.2.9",
      pullRequests: [pullRequest(1, "adam", foreign), pullRequest(2, "dependabot[bot]", foreign)],
      commits: [rangeCommit(1, { subject: text, body: text, authors: [{ name: text }] })],
      newcomers: [{ login: text, pullRequest: 1 }],
    });
    const harmless = range({
      ...list,
      pullRequests: list.pullRequests.map((one) => ({ ...one, title: "words", body: "## Note\nwords" })),
      commits: [rangeCommit(1, { subject: "words", authors: [{ name: "words" }] })],
      newcomers: [{ login: "some words", pullRequest: 1 }],
    });
    const kinds = (of: Range, notes: Partial<NotesRule>) =>
      kindsOf(parse(textOf(of, { notes }))).filter((kind) => kind !== "text" && kind !== "inlineCode");
    for (const notes of [
      {},
      { releaseNote: "Note" },
      { categories: [category("New", { types: ["fix"] })] },
    ]) {
      expect(kinds(list, notes)).toEqual(kinds(harmless, notes));
      const prose = proseOf(parse(textOf(list, { notes }))).replaceAll("@adam", "");
      expect(prose).not.toMatch(LIVE_MENTION);
      expect(prose).not.toMatch(/repo#1|\bGH-3|fixes #2/);
      expect(prose).not.toMatch(/\u202e|\u2028/);
    }
  });

  it("stays text where a heading takes its type away", () => {
    const list = of(pullRequest(1, "adam", { title: "feat(@org/team)!: <img src=x> @lstein" }));
    expect(changes(list, { notes: { categories: [category("New", { types: ["feat"] })] } })[1]).toBe(
      `* **Breaking:** @\u200borg/team: \\<img src=x\\> @\u200blstein by @adam in ${PULL}/1`,
    );
  });
});
