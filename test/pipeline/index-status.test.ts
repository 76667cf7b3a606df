import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { seen, unknown, unseen } from "../../src/release/fact.ts";
import type { IndexStatus } from "../../src/release/index-release.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { boardBody } from "../../src/replies/board.ts";
import {
  atTheGates,
  comment,
  configured,
  gate,
  people,
  published,
  publishJob,
  served,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";

const status: IndexStatus = {
  page: "https://status.example.org",
  readAt: 1,
  components: [{ name: "Uploads", group: "PyPI", status: "major_outage" }],
  incidents: [],
};
const red = seen(status);
const fault = { kind: "unreachable", whom: "the status page", detail: "no answer" } as const;
const tested = atTheGates({ comments: seen(smokeTested), indexStatus: red });
const approval = comment(20, people.lstein, "/approve pypi", { claimed: true });
const approved = atTheGates({ comments: seen([...smokeTested, approval]), indexStatus: red });
const base = published(served());
const failed = published(served(), {
  jobs: seen([publishJob("testpypi", "waiting"), publishJob("pypi", "failed")]),
  reviews: base.reviews,
  indexStatus: red,
});

const notices = (now: Snapshot) =>
  plan(now).phases.flatMap(({ name, step }) =>
    (step.notices ?? []).flatMap(({ is }) => (is === "index-status" ? [name] : [])),
  );

describe("what the status page shows", () => {
  it("is told at the gates that wait, also while smoke tests are missing, and when publishing failed", () => {
    const both = ["publish testpypi", "publish pypi"];
    expect(notices(tested)).toEqual(both);
    expect(notices(atTheGates({ indexStatus: red }))).toEqual(both);
    expect(notices(failed)).toEqual(both);
  });

  it("is neither asked for nor told before a gate waits, after it published, or of no index", () => {
    const plain = configured({ gates: [gate("pypi")] });
    const others = [
      snapshot(),
      published(served(), { pending: seen([]) }),
      { ...tested, configuration: plain },
    ];
    expect(others.flatMap((now) => notices({ ...now, indexStatus: red }))).toEqual([]);
    expect(others.flatMap((now) => plan({ ...now, indexStatus: unseen }).look)).toEqual([]);
    expect(plan({ ...tested, indexStatus: unseen }).look).toEqual([{ at: "indexStatus" }]);
  });

  it("opens nothing and blocks nothing, red, green, silent or unasked", () => {
    const opened = plan({ ...approved, indexStatus: seen({ ...status, components: [] }) }).due;
    expect(opened.map((action) => action.do)).toContain("open-gate");
    expect(plan(approved).due).toEqual(opened);
    expect(plan({ ...approved, indexStatus: unknown(fault) }).due).toEqual(opened);
    const silent = { indexStatus: unknown(fault) };
    const stands = (now: Snapshot) => plan(now).phases.map(({ step: { notices: _, ...step } }) => step);
    for (const now of [tested, approved, failed, atTheGates({ indexStatus: red })]) {
      expect(stands(now)).toEqual(stands({ ...now, ...silent }));
    }
  });

  it("is news when it changes, and not when it is read again", () => {
    const news = (indexStatus: Snapshot["indexStatus"]) => {
      const now = { ...tested, indexStatus };
      return boardBody(plan(now), now).news;
    };
    expect(news(seen({ ...status, readAt: 2 }))).toBe(news(red));
    expect(news(seen({ ...status, components: [] }))).not.toBe(news(red));
  });
});
