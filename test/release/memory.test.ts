import { describe, expect, it } from "vitest";
import { emptyMemory, type Hold, remember, withAttempt } from "../../src/release/memory.ts";

const hold = { by: "ebr", comment: 4, at: 100, reason: "icon" };
const record = { channel: "DISCORD", at: 5, tries: 0 };

describe("the board's memory", () => {
  it("keeps a hold until it is lifted, and one said after that", () => {
    const held = remember(remember(emptyMemory, { to: "hold", hold }), {
      to: "hold",
      hold: { ...hold, by: "lstein", at: 200 },
    });
    expect(held.holds.map(({ at }) => at)).toEqual([100, 200]);
    expect(remember(held, { to: "unhold", until: 150 }).holds.map(({ at }) => at)).toEqual([200]);
    expect(remember(held, { to: "unhold", until: 200 }).holds).toEqual([]);
    expect(remember(held, { to: "unhold", until: 99 }).holds).toHaveLength(2);
  });

  it("keeps of each person the newest hold, whichever was heard first", () => {
    const newer = { ...hold, comment: 5, at: 200, reason: "docs" };
    const heard = (...holds: readonly Hold[]) =>
      holds.reduce((memory, one) => remember(memory, { to: "hold", hold: one }), emptyMemory).holds;
    expect(heard(hold, newer)).toEqual([newer]);
    expect(heard(newer, hold)).toEqual([newer]);
  });

  it("keeps the newest record of each channel", () => {
    const meant = remember(emptyMemory, { to: "announcement", record });
    const other = remember(meant, { to: "announcement", record: { ...record, channel: "SLACK" } });
    const sent = { ...record, outcome: { is: "sent", id: "1" } } as const;
    expect(remember(other, { to: "announcement", record: sent }).announcements).toEqual([
      { ...record, channel: "SLACK" },
      sent,
    ]);
  });

  it("never changes the memory it was given", () => {
    const before = structuredClone(emptyMemory);
    remember(emptyMemory, { to: "hold", hold });
    withAttempt(emptyMemory, { object: "a", commit: "b" });
    expect(emptyMemory).toEqual(before);
  });
});

describe("an attempt", () => {
  const first = { object: "a", commit: "b", run: 1 };
  const known = { ...emptyMemory, attempt: first, holds: [hold] };

  it("takes with it when its draft was ready", () => {
    const drafted = { release: 1, at: 5 };
    expect(withAttempt({ ...known, drafted }, first).drafted).toEqual(drafted);
    expect(withAttempt({ ...known, drafted }, { ...first, run: 2 }).drafted).toBeUndefined();
  });

  it.each([
    ["another tag object", { ...first, object: "x" }],
    ["another commit", { ...first, commit: "x" }],
    ["another run", { ...first, run: 2 }],
  ])("with %s supersedes the one before, and its holds", (_name, now) => {
    expect(withAttempt(known, now)).toEqual({ ...known, attempt: now, superseded: [first], holds: [] });
  });

  it("keeps a hold that was said once its run had begun, which GitHub did not list yet", () => {
    const now = { ...first, run: 2 };
    expect(withAttempt(known, now, hold.at).holds).toEqual([hold]);
    expect(withAttempt(known, now, hold.at + 1).holds).toEqual([]);
  });

  it("is the same when its run shows up, or is not seen for once", () => {
    const without = { object: "a", commit: "b" };
    expect(withAttempt({ ...known, attempt: without }, first)).toEqual(known);
    expect(withAttempt(known, without)).toEqual(known);
    expect(withAttempt(known, first)).toBe(known);
  });
});
