import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { remembering, shown } from "../../src/pipeline/shown.ts";
import type { BoardComment } from "../../src/release/aboard.ts";
import { memoryOf } from "../../src/release/attempt.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Left, Memory } from "../../src/release/memory.ts";
import type { Board, Snapshot } from "../../src/release/snapshot.ts";
import { reopenedNote } from "../../src/replies/board/after.ts";
import { board, comment, memory, people, released, snapshot } from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "503" } as const;
const prepared = { by: "lstein", issue: 1, comment: 2, at: 3 };
const withdrawn = { is: "withdrawn", at: 1, by: "lstein", comment: 9 } as const;
const yank = { by: "lstein", comment: 77, at: 5, reason: "bad" };
const attempt = { object: "old", commit: "old" };

/** A closed board of which nothing is open to be answered. */
function closed(kept: Partial<Memory>, by: Partial<Board>, more: Partial<Snapshot> = {}): Snapshot {
  const own = board({
    state: "closed",
    ...by,
    memory: { superseded: [], holds: [], announcements: [], ...kept },
  });
  return snapshot({ board: seen(own), comments: seen([]), ...more });
}

const byHand: Partial<Board> = { closedByApp: false, closed: { at: 7, by: "stale" } };
const abandoned: Left = { is: "abandoned", at: 7 };
const byApp: Partial<Board> = { closedByApp: true };
const reopens = [{ do: "remember", change: { to: "reopened" } }];

describe("a closed board whose tag is there", () => {
  it.each<[string, Snapshot, readonly object[]]>([
    ["is opened, where it waited for the tag", closed({ prepared, left: abandoned }, byHand), reopens],
    ["is opened, where nobody has noted yet who closed it", closed({ prepared }, byHand), reopens],
    ["stays closed, where it was under way", closed({ prepared, attempt, left: abandoned }, byHand), []],
    ["stays closed without a tag", closed({ prepared, left: abandoned }, byHand, { tag: absent }), []],
    [
      "stays closed where it is locked",
      closed({ prepared, left: abandoned }, { ...byHand, locked: true }),
      [],
    ],
    ["is opened, where it was withdrawn", closed({ left: withdrawn, attempt }, byApp), reopens],
    ["is opened, where what was yanked is not what is tagged", closed({ yank, attempt }, byApp), reopens],
    ["stays closed, where it is finished", closed({ attempt }, byApp), []],
  ])("%s", (_, now, due) => {
    expect(plan(now).due).toMatchObject(due);
  });

  it("is asked for again where GitHub does not tell of it", () => {
    const now = closed({ left: withdrawn }, byApp, { tag: unknown(fault) });
    expect(plan(now)).toMatchObject({ standing: { is: "not-yet" }, due: [], again: now.now + MINUTE });
  });

  it("is asked only for what people say on it, where GitHub does not tell of that", () => {
    const now = closed({ attempt, left: abandoned }, byHand, { comments: unknown(fault) });
    expect(plan(now)).toEqual({
      ...{ standing: { is: "not-yet", why: "unanswered" }, phases: [], answers: [], look: [], due: [] },
      again: now.now + MINUTE,
    });
  });

  it("says why it is open again", () => {
    const write = remembering(closed({ prepared, left: abandoned }, byHand), { to: "reopened" });
    expect(write).toMatchObject({ state: "open", memory: { reopened: true } });
    expect(write?.memory.left).toBeUndefined();
    expect(write?.text.body).toContain("came after that, so it is open again");
    expect(reopenedNote(snapshot({ board: seen(board()) }))).toBe("");
  });
});

describe("a lead whose tag is gone, withdrawn while another is on its board", () => {
  function shared(finished: boolean, kept: Partial<Memory>): Snapshot {
    const mate: BoardComment = {
      tag: "cli-v2.0.0",
      comment: 50,
      url: "",
      finished,
      state: "",
      memory: memory(),
    };
    const own = comment(50, people.lstein, "", { board: mate });
    const sisters = [{ tag: "cli-v2.0.0", comment: 50 }];
    return released({
      tag: absent,
      comments: seen([own]),
      pending: seen([]),
      runs: seen([]),
      githubReleases: seen([]),
      supersededReviews: seen([]),
      board: seen(board({ memory: memory({ attempt, sisters, ...kept }) })),
    });
  }

  it("keeps the board open, and that it is withdrawn", () => {
    const write = remembering(shared(false, {}), { to: "withdrawn", left: withdrawn });
    expect(write).toMatchObject({ state: "open", memory: { left: { ...withdrawn, waits: true } } });
    const after = shared(false, { left: { ...withdrawn, waits: true } });
    expect(memoryOf(after).left).toEqual({ ...withdrawn, waits: true });
    expect(plan(after).standing.is).toBe("conducted");
    expect(memoryOf({ ...after, tag: snapshot().tag }).left).toBeUndefined();
  });

  it("closes it with the last of the others", () => {
    const after = shared(true, { left: { ...withdrawn, waits: true } });
    const planned = plan(after);
    expect(planned.standing.is).toBe("finished");
    const write = shown(planned, after).write.find((one) => one.do === "write-board");
    expect(write).toMatchObject({ state: "closed", memory: { left: withdrawn } });
    expect(write?.do === "write-board" && write.memory.left).toEqual(withdrawn);
    const alone = remembering(shared(true, {}), { to: "withdrawn", left: withdrawn });
    expect(alone).toMatchObject({ state: "closed", memory: { left: withdrawn } });
  });
});

it("since when something is waited for is kept while GitHub is silent", () => {
  const waits = { tag: { for: "run", since: 5, of: "x" } } as const;
  const now = snapshot({ board: seen(board({ memory: memory({ waits }) })), runs: unknown(fault) });
  const write = remembering(now, { to: "unhold", until: 1 });
  expect(write?.memory.waits?.["tag"]).toEqual(waits.tag);
});
