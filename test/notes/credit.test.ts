import { describe, expect, it } from "vitest";
import { thanked } from "../../src/notes/credit.ts";
import { notesSections } from "../../src/notes/section.ts";
import { DEFAULT_NOTES, type NotesRule } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { NotesMembers } from "../../src/release/notes-file.ts";
import type { CommitAuthor, Range } from "../../src/release/range.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import { configured, snapshot } from "../release/snapshot-builder.ts";

function release(list: Range, notes: Partial<NotesRule> = {}, members?: NotesMembers) {
  return snapshot({
    ranges: seen({ list }),
    configuration: configured({ notes: { ...DEFAULT_NOTES, ...notes } }),
    ...(members === undefined ? {} : { notesMembers: seen(members) }),
  });
}

const names = (...args: Parameters<typeof release>) => thanked(release(...args)).map(({ name }) => name);
/** The section that thanks them. */
const shoutOuts = (now: ReturnType<typeof release>): string =>
  notesSections(now, 125_000).find(({ name }) => name === "thanks")?.text ?? "";
const everybody = { contributors: "all" } as const;
/** The section of the newcomers. */
const welcome = (now: ReturnType<typeof release>): string =>
  notesSections(now, 125_000).find(({ name }) => name === "newcomers")?.text ?? "";
/** Somebody whose address GitHub does not know. */
const nameOnly = (name: string): CommitAuthor => ({ name });

const contributions = range({
  base: "v4.2.9",
  pullRequests: [
    pullRequest(9, "Zoe"),
    pullRequest(2, "adam"),
    pullRequest(1, "Zoe"),
    pullRequest(1, "Zoe"),
    pullRequest(5, "lstein", { association: "MEMBER" }),
    pullRequest(6, "renovate[bot]"),
    pullRequest(7, undefined),
  ],
  commits: [
    rangeCommit(1, {
      pullRequests: [2],
      authors: [author("adam"), author("helper"), author("lstein"), author("dependabot[bot]")],
    }),
    rangeCommit(7, { pullRequests: [7], authors: [nameOnly("Gone Person")] }),
  ],
});

describe("who is thanked", () => {
  it("is everybody but bots, in alphabetical order, co-authors included, with each pull request once", () => {
    expect(thanked(release(contributions, everybody))).toEqual([
      { name: "adam", login: "adam", pullRequests: [2] },
      { name: "Gone Person", pullRequests: [7] },
      { name: "helper", login: "helper", pullRequests: [2] },
      { name: "lstein", login: "lstein", pullRequests: [2, 5] },
      { name: "Zoe", login: "Zoe", pullRequests: [1, 9] },
    ]);
  });

  it("is nobody who is left out by name, in whatever case, of git's names as well", () => {
    expect(
      names(contributions, { ...everybody, exclude: ["ZOE", "gone  person", "lstein", "helper"] }),
    ).toEqual(["adam"]);
  });

  it.each<[string, Partial<NotesRule>, Partial<Snapshot>]>([
    ["`exclude`", { exclude: ["ZOE"] }, {}],
    ["`leave-out-authors`", { leaveOut: { labels: [], authors: ["zoe"] } }, {}],
    ["`translations`", { translations: ["zoe"] }, {}],
    [
      "the exclude of `release.yml`",
      {},
      {
        notesFile: seen({
          is: "read",
          path: ".github/release.yml",
          leaveOut: { labels: [], authors: ["Zoe"] },
          categories: [],
        }),
      },
    ],
  ])("and who is new is nobody whom %s leaves out", (_how, rule, file) => {
    const came = { ...contributions, newcomers: ["Zoe", "adam"].map((login) => ({ login, pullRequest: 1 })) };
    const now = { ...release(came, { ...everybody, ...rule }), ...file };
    expect(thanked(now).map(({ name }) => name)).not.toContain("Zoe");
    expect(welcome(now)).toMatch(/^## New Contributors\n.*@adam .*$/);
  });

  it("is nobody where nothing is known, or nobody is to be thanked", () => {
    expect(thanked(snapshot())).toEqual([]);
    expect(thanked(snapshot({ ranges: absent }))).toEqual([]);
    expect(names(contributions, { contributors: "none" })).toEqual([]);
    expect(shoutOuts(release(contributions, { contributors: "none" }))).toBe("");
  });

  it.each(["Claude Opus 4.7 (1M context)", "aider", "Anybody"])(
    "is no tool, which signs from an address where nobody reads: %s",
    (name) => {
      const body = `Co-authored-by: ${name} <noreply@tools.example>`;
      const commit = rangeCommit(1, { body, pullRequests: [2], authors: [author("adam"), nameOnly(name)] });
      expect(names(range({ ...contributions, commits: [commit] }), everybody)).not.toContain(name);
      expect(names(range({ commits: [{ ...commit, body: "" }] }), everybody)).toContain(name);
    },
  );

  it.each([
    "Weblate (bot)",
    "Hosted Weblate",
    "pre-commit-ci[bot]",
    "Copilot",
    "Your Name",
    "root",
    "me@example.org",
    "…",
  ])("is nobody behind a name that is no person's: %s", (name) => {
    expect(names(range({ commits: [rangeCommit(1, { authors: [nameOnly(name)] })] }), everybody)).toEqual([]);
  });
});

describe("one person", () => {
  it("has one line under two addresses, by the name GitHub knows or one they committed under", () => {
    const commits = [
      rangeCommit(1, {
        authors: [{ name: "Ada L.", account: { login: "ada", bot: false, name: "Ada Lovelace" } }],
      }),
      rangeCommit(2, { authors: [nameOnly("ada lovelace")] }),
      rangeCommit(3, { authors: [nameOnly("Ada L.")] }),
      rangeCommit(4, { authors: [nameOnly("ADA")] }),
    ];
    expect(names(range({ commits }), everybody)).toEqual(["ada"]);
  });

  it("is not guessed where two have the name", () => {
    const commits = [
      rangeCommit(1, { authors: [{ name: "Kim", account: { login: "kim1", bot: false } }] }),
      rangeCommit(2, { authors: [{ name: "Kim", account: { login: "kim2", bot: false } }] }),
      rangeCommit(3, { authors: [nameOnly("Kim")] }),
    ];
    expect(names(range({ commits }), everybody)).toEqual(["Kim", "kim1", "kim2"]);
  });

  it("of the project is no stranger under another address", () => {
    const commits = [
      rangeCommit(1, {
        pullRequests: [5],
        authors: [{ name: "Lincoln Stein", account: { login: "lstein", bot: false } }],
      }),
      rangeCommit(2, { pullRequests: [9], authors: [nameOnly("Lincoln Stein")] }),
    ];
    expect(names(range({ ...contributions, commits }))).toEqual(["adam", "Zoe"]);
  });
});

describe("who is external", () => {
  const read = (logins: readonly string[], unread: NotesMembers["unread"] = []) => ({ logins, unread });
  const by = (...sources: readonly ("association" | "collaborators" | "codeowners")[]) => ({
    members: { by: sources, users: [], teams: [] },
  });

  it.each([
    ["association", {}, undefined, ["adam", "Gone Person", "helper", "Zoe"]],
    [
      "the list",
      { members: { by: [], users: ["ZOE"], teams: [] } },
      undefined,
      ["adam", "Gone Person", "helper", "lstein"],
    ],
    ["CODEOWNERS", by("codeowners"), read(["adam"]), ["Gone Person", "helper", "lstein", "Zoe"]],
    ["collaborators", by("collaborators"), read(["lstein", "helper"]), ["adam", "Gone Person", "Zoe"]],
    [
      "association, where a source could not be read",
      by("codeowners"),
      read(["adam"], [{ from: "team", team: "core" }]),
      ["Gone Person", "helper", "Zoe"],
    ],
  ])("is told by %s", (_, notes, members, expected) => {
    expect(names(contributions, notes, members)).toEqual(expected);
  });

  it("is nobody who pushed without a pull request, which only members can", () => {
    const pushed = range({
      commits: [rangeCommit(2, { authors: [author("quiet-maintainer"), author("guest")] })],
    });
    expect(names(pushed)).toEqual(["guest"]);
    expect(names(pushed, everybody)).toEqual(["guest", "quiet-maintainer"]);
    expect(names(pushed, by("codeowners"), read([]))).toEqual(["guest", "quiet-maintainer"]);
  });

  it("is whoever wrote what another picked, and whom GitHub calls a stranger", () => {
    const picked = rangeCommit(2, {
      authors: [author("far")],
      body: `(cherry picked from commit ${"a".repeat(40)})`,
    });
    expect(names(range({ commits: [picked] }))).toEqual(["far"]);
    const applied = rangeCommit(5, { authors: [author("far")], committer: "maintainer" });
    expect(names(range({ commits: [applied] }))).toEqual(["far"]);
    const pullRequests = [pullRequest(3, "new", { association: "FIRST_TIME_CONTRIBUTOR" })];
    expect(names(range({ commits: [rangeCommit(4, { authors: [author("new")] })], pullRequests }))).toEqual([
      "new",
    ]);
  });

  it("is not whoever only merged", () => {
    const merge = rangeCommit(2, { isMerge: true, authors: [author("merger")] });
    expect(names(range({ commits: [merge] }), everybody)).toEqual([]);
  });
});

describe("work besides code", () => {
  const trailed = (body: string) =>
    range({
      commits: [rangeCommit(1, { body, pullRequests: [2] })],
      pullRequests: [pullRequest(2, "octocat")],
    });

  it.each([
    ["Reported-by: Ada <ada@example.org>", "Ada"],
    ["Tested-by: Ada", "Ada"],
    ["suggested-by: Ada <>", "Ada"],
    ["Helped-by: x <583231+ada@users.noreply.github.com>", "ada"],
    ["Co-developed-by: y <ada@users.noreply.github.com>", "ada"],
    ["Reported-by: ada@example.org <1+ada@users.noreply.github.com>", "ada"],
    ["Reported-by: @ada", "ada"],
    ["Reported-by: ada@example.org", undefined],
    ["Reported-by: ada at example <ada@example.org> or so", undefined],
    ["Reported-by: Snyk <1+snyk[bot]@users.noreply.github.com>", undefined],
    ["Signed-off-by: Ada <ada@example.org>", undefined],
    ["Reviewed-by: Ada <ada@example.org>", undefined],
    ["Acked-by: Ada", undefined],
    ["Nearby: Ada", undefined],
  ])("is thanked for where the message says so: %s", (body, name) => {
    const people = thanked(release(trailed(body), everybody)).filter((one) => one.name !== "octocat");
    expect(people).toEqual(name === undefined ? [] : [{ name, pullRequests: [2] }]);
  });

  it("calls nobody by name for what only a message says, but those who took part", () => {
    const body = "Tested-by: a <1+torvalds@users.noreply.github.com>\nReported-by: OctoCat <x@example.org>";
    expect(shoutOuts(release(trailed(body), everybody))).toBe(
      "## Thanks to our contributors\n\n- @octocat (#2)\n- torvalds (#2)",
    );
  });
});

describe("translators", () => {
  const weblate = (subject: string, authors: readonly CommitAuthor[], body = "") =>
    range({
      pullRequests: [pullRequest(3, "weblate")],
      commits: [rangeCommit(1, { subject, body, authors, pullRequests: [3] })],
    });

  it.each([
    ["translationBot(ui): update translation (Italian)", ["Italian"]],
    ["Translated using Weblate (Chinese (Simplified))", ["Chinese (Simplified)"]],
    ["chore(translations): update", []],
    ["Update translation files", []],
  ])("are told by the bot that carries their work, with the language of: %s", (subject, languages) => {
    expect(thanked(release(weblate(subject, [nameOnly("Riccardo"), nameOnly("Hosted Weblate")])))).toEqual([
      { name: "Riccardo", pullRequests: [], languages },
    ]);
  });

  it("have each their own language in what was squashed", () => {
    const body = [
      "* Translated using Weblate (Italian)",
      "Co-authored-by: Riccardo <r@example.org>",
      "Translate-URL: https://hosted.weblate.org/projects/x/it/",
      "* Translated using Weblate (Russian)",
      "Co-authored-by: Vasya <v@example.org>",
      "---------",
      "Co-authored-by: Riccardo <r@example.org>",
      "Co-authored-by: Vasya <v@example.org>",
    ].join("\n\n");
    const authors = [nameOnly("Weblate (bot)"), nameOnly("Riccardo"), author("Vasya")];
    expect(shoutOuts(release(weblate("Translations update from Hosted Weblate (#3)", authors, body)))).toBe(
      "## Thanks to our external contributors\n\nTranslations: Riccardo (Italian), @Vasya (Russian)",
    );
  });

  it("need no pull request, and stand with their other work, too", () => {
    const commits = [
      rangeCommit(1, {
        subject: "Translated using Weblate (German)",
        body: "Translate-URL: https://hosted.weblate.org/x/",
        authors: [author("uli")],
      }),
      rangeCommit(2, {
        body: "Translated-by: Mia <mia@example.org>",
        pullRequests: [4],
        authors: [author("uli")],
      }),
    ];
    const all = range({ commits, pullRequests: [pullRequest(4, "uli")] });
    expect(shoutOuts(release(all))).toBe(
      "## Thanks to our external contributors\n\n- Mia (#4)\n- @uli (#4)\n\nTranslations: Mia, @uli (German)",
    );
  });

  it("are not those who only squashed translations together with work of their own", () => {
    const commit = rangeCommit(1, {
      authors: [author("dev"), author("uli"), nameOnly("Hosted Weblate")],
      body: "Translate-URL: https://hosted.weblate.org/x/",
      pullRequests: [4],
    });
    expect(thanked(release(range({ commits: [commit], pullRequests: [pullRequest(4, "dev")] })))).toEqual([
      { name: "dev", login: "dev", pullRequests: [4] },
      { name: "uli", login: "uli", pullRequests: [4] },
    ]);
  });
});

describe("names", () => {
  it.each([
    ["</details><!-- x", "&#60;/details&#62;&#60;&#33;-- x"],
    ["@org/team", "@\u200borg/team"],
    ["a\u202eb #1", "ab #\u200b1"],
    ["[x](https://evil.example)", "&#91;x&#93;&#40;https:\u200b//evil.example&#41;"],
  ])("are words, whatever they hold: %s", (name, shown) => {
    const all = range({ commits: [rangeCommit(1, { authors: [nameOnly(name)] })] });
    expect(shoutOuts(release(all, everybody)).split("\n").at(-1)).toBe(`- ${shown}`);
  });

  it("of accounts are called, if GitHub could have given them", () => {
    const people = ["octo-cat", "octo_acme", "x y", "a]b"].map((login) => author(login));
    const lines = shoutOuts(
      release(range({ commits: [rangeCommit(1, { authors: people })] }), everybody),
    ).split("\n");
    expect(lines.slice(2)).toEqual(["- a&#93;b", "- @octo-cat", "- @octo_acme", "- x y"]);
  });
});
