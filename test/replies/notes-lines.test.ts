import { describe, expect, test } from "vitest";
import { given, seen, unknown, unseen } from "../../src/release/fact.ts";
import { notesMark, type Told } from "../../src/release/notes-mark.ts";
import type { Range } from "../../src/release/range.ts";
import { notesLines } from "../../src/replies/board/notes.ts";
import { range } from "../release/range-builder.ts";
import { board, githubRelease, memory, REPOSITORY, START, snapshot } from "../release/snapshot-builder.ts";

const CANDIDATE = { key: { repository: REPOSITORY, tag: "v5.0.0rc2" }, tags: seen(["v4.2.9", "v5.0.0rc1"]) };
const read = (list: Partial<Range>) => ({ ranges: seen({ list: range(list) }) });

describe("the board says where the notes start", () => {
  test.each([
    ["a final's", {}, "since `v4.2.9`; another start"],
    [
      "a candidate's",
      { ...CANDIDATE, ranges: unseen },
      "since `v5.0.0rc1`, and since the final `v4.2.9`; another start",
    ],
    [
      "a first candidate's",
      { ...CANDIDATE, tags: seen(["v4.2.9"]), ranges: unseen },
      "since `v4.2.9`; another start",
    ],
    ["a first release's", { tags: seen([]), ranges: unseen }, "from the first commit on; another start"],
    [
      "those of no version",
      { key: { repository: REPOSITORY, tag: "nightly" }, ranges: unseen },
      "no start is known; say where they start",
    ],
    ["where another version was taken", read({ base: "v4.2.8" }), "since `v4.2.8`; another start"],
    [
      "of a hostile tag, as code",
      read({ base: "v4.2.8`@everyone" }),
      "since ``v4.2.8`@everyone``; another start",
    ],
  ])("%s", (_, facts, expected) => {
    expect(notesLines(snapshot(facts))).toContain(`**Notes:** ${expected} with \`/notes base <tag>\`.`);
  });

  test("where somebody chose it, before the range is read", () => {
    const chosen = memory({ notesBase: { tag: "v4.2.8", by: "lstein", comment: 7, at: START } });
    expect(notesLines(snapshot({ ranges: unseen, board: seen(board({ memory: chosen })) }))).toContain(
      "since `v4.2.8`;",
    );
  });

  test("not before the tags are known", () => {
    expect(notesLines(snapshot({ tags: unseen }))).toBe("");
  });
});

describe("the board says what was left out, and what is missing with what can be done", () => {
  const NOTED: Told = { since: "v4.2.8", leftOut: 2, gaps: ["crowded-commit"], crowded: ["1a2b3c4"] };
  const EXPECTED = [
    "**Notes:** since `v4.2.8`; another start with `/notes base <tag>`. Left out, as that tag has the same under other commits: 2 commits with their pull requests.",
    "",
    "- The commit 1a2b3c4 names more people, or came with more pull requests, than are read. Write into the GitHub release who is missing: it is kept.",
  ].join("\n");
  const drafted = (tag: string) => {
    const body = notesMark({ tag, source: "abc", sections: ["changes"], told: NOTED });
    return { githubReleases: seen([githubRelease({ draft: true, body })]) };
  };
  const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

  test("of the range that was read", () => {
    const missing = [{ is: "crowded-commit", sha: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d" }] as const;
    const now = read({ base: "v4.2.8", shipped: { commits: 2, pullRequests: [1] }, missing });
    expect(notesLines(snapshot(now))).toBe(EXPECTED);
  });

  test.each([
    ["was not read again", unseen],
    ["could not be read again", unknown(fault)],
  ])("as the draft has it, where the range %s", (_, ranges) => {
    expect(notesLines(snapshot({ ...drafted("v5.0.0"), ranges }))).toBe(EXPECTED);
  });

  test("names no more than five of many crowded commits", () => {
    const missing = Array.from({ length: 7 }, (_, nth) => ({
      is: "crowded-commit" as const,
      sha: `${nth}`.repeat(40),
    }));
    expect(notesLines(snapshot(read({ missing })))).toContain(
      "0000000, 1111111, 2222222, 3333333 and 4444444 name more",
    );
  });

  test.each([
    ["a draft is asked again by itself", true, "It is asked again; `/notes` asks at once."],
    ["a published release only where somebody says so", false, "Say `/notes` to ask again."],
  ])("%s", (_, draft, remedy) => {
    const githubReleases = seen([githubRelease({ draft })]);
    const missing = [{ is: "newcomers-unknown", why: "503" }] as const;
    expect(notesLines(snapshot({ githubReleases, ...read({ missing }) }))).toContain(`nobody. ${remedy}`);
  });

  test("not as a draft of another tag has it", () => {
    expect(notesLines(snapshot({ ...drafted("v4.9.0"), ranges: unseen }))).not.toContain("Left out");
    expect(given(snapshot(drafted("v4.9.0")).githubReleases)).toHaveLength(1);
  });
});
