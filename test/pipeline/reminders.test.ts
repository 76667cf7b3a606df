import { describe, expect, it } from "vitest";
import { calls } from "../../src/pipeline/calls.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { seen } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  announcing,
  atTheGates,
  board,
  comment,
  configured,
  GATED,
  gate,
  githubRelease,
  memory,
  people,
  published,
  RUN,
  released,
  START,
  served,
  smokeTested,
  TAG_OBJECT,
} from "../release/snapshot-builder.ts";

const READY = GATED + 2 * HOUR;
const waits = { draft: { for: "publish-command", since: READY, of: TAG_OBJECT } } as const;

const drafted = (after: number, overrides: Partial<Snapshot> = {}) =>
  published(served(), {
    now: READY + after,
    configuration: configured({ assets: [] }),
    board: seen(board({ memory: memory({ waits }) })),
    githubReleases: seen([githubRelease({ assets: [] })]),
    ...overrides,
  });

const keys = (now: Snapshot) =>
  calls(now, plan(now).phases).due.flatMap((one) => (one.do === "remind" ? [one.key] : []));
const again = (now: Snapshot) => calls(now, plan(now).phases).again;

describe("what people leave undone", () => {
  it("is called to after its time, then after twice that and four times that, each once, however long", () => {
    expect(keys(drafted(2 * DAY - 1))).toEqual([]);
    expect(again(drafted(2 * DAY - 1))).toBe(READY + 2 * DAY);
    expect(keys(drafted(2 * DAY))).toEqual([`${RUN}/1/the draft/reminder/1`]);
    expect(again(drafted(2 * DAY))).toBe(READY + 6 * DAY);
    expect(keys(drafted(100 * DAY)), "only the last of those missed").toEqual([
      `${RUN}/1/the draft/reminder/5`,
    ]);
    const made = comment(9, people.lstein, "", { reminds: `${RUN}/1/the draft/reminder/1` });
    const before = drafted(3 * DAY);
    const heard = before.comments.is === "seen" ? before.comments.value : [];
    expect(keys({ ...before, comments: seen([...heard, made]) })).toEqual([]);
  });

  it("is called to by nobody where the configuration wants none", () => {
    const { remindAfter: _, ...configuration } = given(configured({ assets: [] }));
    const quiet = seen({ is: "valid", blob: "x", configuration } as const);
    expect(keys(drafted(20 * DAY, { configuration: quiet }))).toEqual([]);
    expect(again(drafted(20 * DAY, { configuration: quiet }))).toBeUndefined();
  });

  it("before a gate follows that gate's time, and its gate is not called to as well", () => {
    const at = (after: number, gates: Parameters<typeof configured>[0] = {}) =>
      atTheGates({ now: START + 8 * MINUTE + after, configuration: configured(gates) });
    expect(keys(at(2 * DAY + HOUR))).toEqual([`${RUN}/1/smoke tests/reminder/1`]);
    const soon = { gates: [gate("pypi", { remindAfter: HOUR })] };
    expect(keys(at(2 * HOUR, soon))).toEqual([`${RUN}/1/smoke tests/reminder/1`]);
    expect(keys(atTheGates({ now: GATED + 2 * DAY, comments: seen(smokeTested) }))).toEqual([
      `${RUN}/1/pypi/reminder/1`,
    ]);
  });

  it("is the hold alone while somebody holds, each hold by itself", () => {
    const holds = [
      { by: "ebr", comment: 8, at: READY },
      { by: "lstein", comment: 9, at: READY + DAY },
    ];
    const held = (after: number) =>
      drafted(after, { board: seen(board({ memory: memory({ waits, holds }) })) });
    expect(keys(held(2 * DAY))).toEqual([`${RUN}/1/hold 8/reminder/1`]);
    expect(keys(held(3 * DAY))).toEqual([`${RUN}/1/hold 8/reminder/1`, `${RUN}/1/hold 9/reminder/1`]);
  });

  it("is an announcement, too, of which nobody has said what became of it", () => {
    const record = { channel: announcing.variable, at: READY, tries: 0 };
    const unclear = (after: number) =>
      released({ now: READY + after, board: seen(board({ memory: memory({ announcements: [record] }) })) });
    expect(keys(unclear(2 * DAY - 1))).toEqual([]);
    expect(keys(unclear(2 * DAY))).toEqual([`${RUN}/1/announce ${announcing.variable}/reminder/1`]);
  });
});

function given(file: Snapshot["configuration"]) {
  if (file.is !== "seen" || file.value.is !== "valid") {
    throw new Error("the builder's configuration is in order");
  }
  return file.value.configuration;
}
