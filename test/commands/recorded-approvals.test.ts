import { describe, expect, it } from "vitest";
import { recordedApprovals } from "../../src/commands/recorded-approvals.ts";
import { seen, unknown } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { ApprovalRecord } from "../../src/release/memory.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import {
  artifacts,
  atTheGates,
  BLOB,
  board,
  comment,
  configured,
  deployment,
  GATED,
  gate,
  memory,
  people,
  rights,
} from "../release/snapshot-builder.ts";

const approval = comment(1, people.lstein, "/approve pypi", { claimed: true });
const record: ApprovalRecord = { gate: "pypi", by: "lstein", comment: 1, at: approval.createdAt };
const two = configured({ gates: [gate("pypi", { approvals: 2 })] });

function recalled(comments: readonly Comment[], overrides: Partial<Snapshot> = {}): Snapshot {
  return atTheGates({
    configuration: two,
    comments: seen(comments),
    board: seen(board({ memory: memory({ approvals: [record] }) })),
    ...overrides,
  });
}

describe("what the board remembers of approvals", () => {
  it("is those that count", () => {
    expect(recordedApprovals(atTheGates({ configuration: two, comments: seen([approval]) }))).toEqual([
      record,
    ]);
    expect(recordedApprovals(recalled([approval]))).toEqual([record]);
    expect(recordedApprovals(atTheGates())).toEqual([]);
  });

  const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

  it("does not change while what people said, or may, can't be told", () => {
    expect(recordedApprovals(recalled([], { comments: unknown(fault) }))).toEqual([record]);
    expect(
      recordedApprovals(recalled([approval], { rights: { [people.lstein.id]: unknown(fault) } })),
    ).toEqual([record]);
  });

  it("is kept as it is once the gate waits no more", () => {
    expect(recordedApprovals(recalled([], { pending: seen([]) }))).toEqual([record]);
  });

  it("has lapsed by nothing when the same person says it again", () => {
    const again = comment(2, people.lstein, "/approve pypi");
    expect(recordedApprovals(recalled([approval, again])).map(({ lapsed }) => lapsed)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each<[ApprovalRecord["lapsed"], readonly Comment[], Partial<Snapshot>]>([
    ["comment-deleted", [], {}],
    ["comment-edited", [{ ...approval, edited: true }], {}],
    ["comment-edited", [{ ...approval, edited: true, body: "never mind" }], {}],
    ["right-lost", [approval], { rights: rights([[people.lstein, "write"]]) }],
    [
      "rules-changed",
      [approval],
      {
        board: seen(
          board({
            memory: memory({
              approvals: [record],
              configuration: { blob: BLOB, since: GATED + 40 * MINUTE },
            }),
          }),
        ),
      },
    ],
    [
      "artifacts-replaced",
      [approval],
      { artifacts: seen(artifacts.map((one) => ({ ...one, createdAt: GATED + 40 * MINUTE }))) },
    ],
    [
      "run-again",
      [approval],
      { deployments: seen([deployment("pypi", { createdAt: GATED + 40 * MINUTE })]) },
    ],
    [
      "expired",
      [approval],
      { configuration: configured({ gates: [gate("pypi", { approvalsExpire: MINUTE })] }) },
    ],
  ])("says that one has lapsed: %s", (lapsed, comments, change) => {
    expect(recordedApprovals(recalled(comments, change))).toEqual([{ ...record, lapsed }]);
    const refused = comments.map((one): Comment => ({ ...one, outcome: "refused" }));
    expect(recordedApprovals(recalled(refused, change))).toEqual([{ ...record, lapsed }]);
  });
});
