import { expect, it } from "vitest";
import { combinations } from "../../src/workflows/matrix.ts";

it.each<[string, unknown, unknown]>([
  ["no strategy", undefined, [{}]],
  ["no matrix", { "fail-fast": false }, [{}]],
  [
    "axes",
    { matrix: { a: [1, 2], b: ["x"] } },
    [
      { a: 1, b: "x" },
      { a: 2, b: "x" },
    ],
  ],
  [
    "excluded",
    { matrix: { a: [1, 2], b: ["x", "y"], exclude: [{ a: 1, b: "y" }, { a: 2 }] } },
    [{ a: 1, b: "x" }],
  ],
  [
    "included: added to what it fits, else for itself",
    { matrix: { a: [1, 2], include: [{ c: 9 }, { a: 2, d: 8 }, { a: 3 }] } },
    [{ a: 1, c: 9 }, { a: 2, c: 9, d: 8 }, { a: 3 }],
  ],
  ["included alone", { matrix: { include: [{ a: 1 }, { a: 2 }] } }, [{ a: 1 }, { a: 2 }]],
  ["made by the run", { matrix: "$" + "{{ fromJSON(needs.plan.outputs.matrix) }}" }, undefined],
  ["an axis made by the run", { matrix: { a: "$" + "{{ fromJSON(needs.plan.outputs.a) }}" } }, undefined],
])("%s", (_, strategy, all) => {
  expect(combinations(strategy)).toEqual(all);
});
