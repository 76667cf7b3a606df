import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { shown } from "../../src/pipeline/shown.ts";
import { absent, given, seen, unknown } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Board, Snapshot } from "../../src/release/snapshot.ts";
import { boardBody } from "../../src/replies/board.ts";
import {
  atTheGates,
  board,
  githubRelease,
  memory,
  published,
  repository,
  served,
  snapshot,
} from "../release/snapshot-builder.ts";

const silent = unknown({ kind: "unreachable", whom: "GitHub", detail: "GraphQL query: 503" } as const);
const gates = atTheGates();

/** The board as it stands when it was written `ago` minutes before with what this snapshot says. */
function written(of: Snapshot, ago: number): Snapshot["board"] {
  const { body, news } = boardBody(plan(of), of);
  const shown: Board["shown"] = {
    body: fingerprint(body),
    news: fingerprint(news),
    at: of.now - ago * MINUTE,
  };
  return seen(board({ memory: memory(), shown }));
}

/** The board after what is due of it was written. */
function asWritten(now: Snapshot): Snapshot["board"] {
  const write = shown(plan(now), now).write.find((one) => one.do === "write-board");
  const { body = "", news = "" } = write?.text ?? {};
  return seen(
    board({
      memory: write?.memory ?? memory(),
      shown: { body: fingerprint(body), news: fingerprint(news), at: now.now },
    }),
  );
}

const kinds = (now: Snapshot) => shown(plan(now), now).write.map((one) => one.do);

describe("what is written while GitHub does not tell what people say", () => {
  it.each<[string, number, readonly string[]]>([
    ["nothing at first", 9, []],
    ["the board, once ten minutes have passed since it was written", 10, ["write-board"]],
  ])("is %s", (_name, ago, expected) => {
    expect(kinds({ ...gates, board: written(gates, ago), comments: silent })).toEqual(expected);
  });

  it("is written once, and the truth at once when it is known again", () => {
    const unheard = { ...gates, comments: silent };
    const later = { ...unheard, board: asWritten({ ...unheard, board: written(gates, 60) }) };
    expect(kinds({ ...later, now: later.now + 30 * MINUTE })).toEqual([]);
    expect(boardBody(plan(later), later).body).toContain(
      "**Waiting for GitHub since 2026-11-22 21:08 UTC.**",
    );
    expect(kinds({ ...later, now: later.now + HOUR }), "and once more when that is for long").toEqual([
      "write-board",
    ]);
    expect(kinds({ ...gates, board: written(unheard, 0), checkRun: absent })).toContain("write-board");
  });
});

describe("what is written while one answer of GitHub's is missing", () => {
  const blurred = { ...gates, jobs: silent };

  it("is no news, though it looks like other people were waited for", () => {
    expect(boardBody(plan(blurred), blurred).news).not.toBe(boardBody(plan(gates), gates).news);
    expect(kinds({ ...blurred, board: written(gates, 9) })).toEqual([]);
    expect(kinds({ ...blurred, board: written(gates, 10) })).toEqual(["write-board"]);
  });
});

describe("what the board remembers of its draft", () => {
  const drafted = published(served(), { githubReleases: seen([githubRelease()]), checkRun: absent });
  const remembered = (now: Snapshot) =>
    shown(plan(now), now).write.flatMap((one) =>
      one.do === "write-board" ? [one.memory.drafted ?? "nothing"] : [],
    );
  const known = (of: Snapshot, release: number): Snapshot => {
    const { body, news } = boardBody(plan(of), of);
    const text = { body: fingerprint(body), news: fingerprint(news), at: of.now };
    return {
      ...of,
      board: seen(board({ memory: memory({ drafted: { release, at: 5 } }), shown: text })),
    };
  };

  it("is when it was first seen to wait for nothing but /publish", () => {
    expect(remembered(drafted)).toEqual([{ release: githubRelease().id, at: drafted.now }]);
    expect(remembered(published(served(1), { checkRun: absent }))).toEqual(["nothing"]);
    const bare = { githubReleases: seen([githubRelease({ assets: [] })]), checkRun: absent };
    expect(remembered(published(served(), bare))).toEqual(["nothing"]);
  });

  it("is nothing new later, but for another draft", () => {
    expect(remembered(known(drafted, githubRelease().id))).toEqual([]);
    expect(remembered(known(drafted, 3))).toEqual([{ release: githubRelease().id, at: drafted.now }]);
  });
});

describe("what is written while the app is shut out", () => {
  const checkRun = seen({ id: 5, status: "in_progress", title: "Waiting for maintainers", summary: "" });
  const off = seen({ ...repository, hasIssues: false });

  it.each<[string, Partial<Snapshot>, readonly string[]]>([
    [
      "the check run, where issues are off",
      { repository: off, board: silent, checkRun },
      ["write-check-run"],
    ],
    [
      "nothing, in an archived repository",
      { repository: seen({ ...repository, archived: true }), checkRun },
      [],
    ],
    [
      "both, on a locked board",
      { board: seen(board({ locked: true })), checkRun },
      ["write-check-run", "write-board"],
    ],
    [
      "both, where no gate can be seen any more",
      {
        permissions: seen({ issues: "write", contents: "write", actions: "write", checks: "write" }),
        checkRun,
      },
      ["write-check-run", "write-board"],
    ],
    [
      "the check run, where the board can't be written",
      {
        permissions: seen({ contents: "write", actions: "write", deployments: "write", checks: "write" }),
        checkRun,
      },
      ["write-check-run"],
    ],
  ])("is %s", (_name, overrides, expected) => {
    expect(kinds({ ...gates, ...overrides })).toEqual(expected);
  });

  it("is taken back on the check run afterwards, though the board has no news", () => {
    const after = { ...gates, board: written(gates, 1), checkRun };
    expect(kinds(after)).toEqual([]);
    expect(kinds({ ...after, checkRunInsteadOfBoard: true })).toEqual(["write-check-run"]);
  });
});

it("a board that was opened just now gets its check run, though what it says has gone on since", () => {
  const news = { ...gates, checkRun: absent };
  const { shown: said } = given(written(news, 0)) ?? {};
  const goneOn = { ...board({ memory: memory() }), ...(said && { shown: { ...said, body: "0a" } }) };
  const now: Snapshot = { ...news, board: seen(goneOn) };
  const { write, again } = shown(plan(now), now, true);
  expect(write.map((one) => one.do)).toEqual(["write-check-run"]);
  expect(again).toBe(now.now + 10 * MINUTE);
  expect(kinds(now), "and none later").toEqual([]);
});

it("a new board in the place of one that is gone says so, and remembers it", () => {
  const [create] = shown(plan({ ...snapshot(), board: absent, knownBoard: 7 }), {
    ...snapshot(),
    board: absent,
    knownBoard: 7,
  }).write;
  expect(create?.do === "create-board" && create.memory.replaces).toBe(7);
  expect(create?.do === "create-board" && create.text.body).toContain("takes the place of issue 7");
});
