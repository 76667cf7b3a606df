import { expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { type Comparison, lacking, unlikeRanges, withdrawal } from "../../src/pipeline/served.ts";
import { builtFiles } from "../../src/release/evidence.ts";
import { given, seen } from "../../src/release/fact.ts";
import type { IndexFile } from "../../src/release/index-release.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import { samePythonRange } from "../../src/release/python-range.ts";
import { GATED, gate, published, served } from "../release/snapshot-builder.ts";

const pypi = gate("pypi", { index: "pypi" });
const [WHEEL, SDIST] = ["InvokeAI-5.0.0-py3-none-any.whl", "invokeai-5.0.0.tar.gz"];

type Changed = Partial<Pick<IndexFile, "yanked" | "requiresPython">>;

/** Both files as built, and as the index serves them with these changes. */
function comparison(changed: (file: IndexFile) => Changed = () => ({})): Comparison {
  const releases = given(served()) ?? [];
  return {
    gate: pypi,
    index: "pypi",
    version: "5.0.0",
    built: builtFiles(published(served()), pypi),
    served: releases.map((one) => ({
      ...one,
      files: one.files.map((file) => ({ ...file, ...changed(file) })),
    })),
  };
}

it.each([
  [">=3.10,<3.13", "<3.13,>=3.10", true],
  [">= 3.10", ">=3.10", true],
  [">=3.10", ">=3.11", false],
  [">=3.10", "", false],
  [undefined, "", true],
  [undefined, undefined, true],
  [">=3.10", undefined, false],
])("the Python versions %s and %s are the same: %s", (one, other, same) => {
  expect(samePythonRange(one, other)).toBe(same);
  expect(samePythonRange(other, one)).toBe(same);
});

it("names each file for which the index tells installers of other Pythons than the file does", () => {
  const spoken = comparison(({ filename }) => (filename === WHEEL ? { requiresPython: "<4,>=3.10" } : {}));
  expect(unlikeRanges(spoken, () => ">=3.10, <4")).toEqual([
    {
      is: "index-requires-python",
      index: "pypi",
      files: [{ filename: SDIST, built: ">=3.10, <4", served: "" }],
    },
  ]);
  expect(unlikeRanges(spoken, ({ filename }) => (filename === WHEEL ? ">=3.10,<4" : ""))).toEqual([]);
  expect(unlikeRanges(spoken, () => undefined)).toEqual([]);
});

it("tells a version that was yanked from one of which some files were, with the reason", () => {
  expect(withdrawal(comparison())).toBeUndefined();
  expect(withdrawal(comparison(() => ({ yanked: true })))).toEqual({
    is: "index-yanked",
    index: "pypi",
    version: "5.0.0",
    projects: ["invokeai"],
  });
  expect(
    withdrawal(comparison(({ filename }) => ({ yanked: filename === SDIST && "no front end" }))),
  ).toMatchObject({ files: [SDIST], reason: "no front end" });
});

it("misses what is not served", () => {
  const partly = { ...comparison(), served: given(served(1)) ?? [] };
  const now = published(served());
  expect(lacking(now, comparison())).toBeUndefined();
  expect(lacking(now, partly)).toEqual({ missing: [SDIST], packages: ["invokeai"] });
});

it("says propagating, late and missing apart", () => {
  const done = GATED + HOUR + MINUTE;
  const at = (minutes: number) =>
    plan(published(served(1), { now: done + minutes * MINUTE })).phases.find(
      ({ name }) => name === "verify pypi",
    )?.step;
  const waiting = { since: done, until: done + 30 * MINUTE, deadline: done + 30 * MINUTE };
  expect(at(15)).toEqual({
    is: "waiting",
    on: { for: "index", index: "pypi", missing: [SDIST] },
    ...waiting,
  });
  expect(at(16)).toEqual({
    is: "waiting",
    on: { for: "index", index: "pypi", missing: [SDIST], late: true },
    ...waiting,
  });
  expect(at(31)).toMatchObject({ is: "stopped", because: { is: "index-missing-files", missing: [SDIST] } });
});

it("tells of a wheel whose Python versions the index has otherwise, and goes on", () => {
  const metadata = { is: "read", fields: { "requires-python": [">=3.10"] } } as const;
  const read = (given(published(served()).contents) ?? []).map((one) =>
    one.is === "read" ? { ...one, files: one.files.map((file) => ({ ...file, metadata })) } : one,
  );
  const step = plan(published(served(), { contents: seen(read) })).phases.find(
    ({ name }) => name === "verify pypi",
  )?.step;
  expect(step).toMatchObject({
    is: "done",
    notices: [{ is: "index-requires-python", files: [{ filename: WHEEL, built: ">=3.10", served: "" }] }],
  });
});
