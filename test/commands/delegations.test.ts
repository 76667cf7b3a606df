import { describe, expect, it } from "vitest";
import { countApprovals } from "../../src/commands/approvals.ts";
import { mayApprove } from "../../src/commands/delegations.ts";
import { seen } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Delegation, Memory } from "../../src/release/memory.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  BLOB,
  board,
  comment,
  configured,
  GATED,
  gate,
  memory,
  people,
  rights,
  START,
} from "../release/snapshot-builder.ts";

const AT = GATED + 5 * MINUTE;
const lending: Delegation = {
  gate: "pypi",
  to: people.stranger,
  by: people.lstein,
  comment: 1,
  at: AT,
};
const said = comment(1, people.lstein, "/delegate @passer-by pypi", {
  createdAt: AT,
  claimed: true,
  outcome: "done",
});
const pypi = gate("pypi");

function lent({
  comments = [said],
  remembered = {},
  ...overrides
}: Partial<Omit<Snapshot, "comments">> & {
  readonly comments?: readonly Comment[];
  readonly remembered?: Partial<Memory>;
} = {}): Snapshot {
  return atTheGates({
    comments: seen(comments),
    board: seen(board({ memory: memory({ delegations: [lending], ...remembered }) })),
    ...overrides,
  });
}

describe("a right that was lent", () => {
  it("lets its person approve that gate, in the place of whoever lent it", () => {
    expect(mayApprove(lent(), people.stranger, pypi)).toEqual({
      is: "may",
      by: "delegation by lstein",
      inPlaceOf: people.lstein,
    });
    expect(mayApprove(lent(), people.stranger, gate("testpypi")).is).toBe("may-not");
    expect(mayApprove(lent(), people.ebr, pypi).is).toBe("may-not");
  });

  it.each<[string, Parameters<typeof lent>[0]]>([
    ["its comment is gone", { comments: [] }],
    ["its comment was edited", { comments: [{ ...said, edited: true }] }],
    ["an edit took the command away", { comments: [{ ...said, body: "~~/delegate @passer-by pypi~~" }] }],
    ["its comment was refused", { comments: [{ ...said, outcome: "refused" }] }],
    ["its comment is somebody else's by now", { comments: [comment(1, people.ebr, said.body)] }],
    [
      "whoever lent it has lost the right",
      {
        rights: rights([
          [people.lstein, "write"],
          [people.stranger, "read"],
        ]),
      },
    ],
    ["the configuration changed", { remembered: { configuration: { blob: BLOB, since: AT } } }],
    ["it was lent before the run began", { remembered: { delegations: [{ ...lending, at: START }] } }],
  ])("ends when %s", (_name, change) => {
    expect(mayApprove(lent(change), people.stranger, pypi).is).toBe("may-not");
  });

  it("is no second voice beside that of whoever lent it", () => {
    const approvals = [
      comment(2, people.stranger, "/approve pypi"),
      comment(3, people.lstein, "/approve pypi"),
    ];
    const { approvals: counted } = countApprovals(lent({ comments: [said, ...approvals] }), pypi);
    expect(counted).toHaveLength(1);
    const other = comment(4, people.hipsterusername, "/approve pypi");
    expect(
      countApprovals(lent({ comments: [said, ...approvals, other] }), pypi).approvals.map(
        ({ by }) => by.login,
      ),
    ).toEqual(["lstein", "hipsterusername"]);
  });

  it("is no way around a forbidden self-approval", () => {
    const strict = gate("pypi", { selfApproval: false });
    const at = lent({
      comments: [said, comment(2, people.stranger, "/approve pypi")],
      configuration: configured({ gates: [strict] }),
    });
    // The builder's run was started by lstein, who lent the right.
    expect(countApprovals(at, strict).approvals).toEqual([]);
  });
});
