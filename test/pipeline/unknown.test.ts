import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import { SIGHTS, type Sight } from "../../src/release/look.ts";
import type { Plan } from "../../src/release/plan.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { isOver } from "../../src/release/step.ts";
import {
  artifacts,
  atTheGates,
  comment,
  configured,
  gate,
  githubRelease,
  people,
  published,
  released,
  run,
  served,
  sha256,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";

const said = (body: string, claimed = false) => comment(9_000, people.lstein, body, { claimed });
const approved = atTheGates({ comments: seen([...smokeTested, said("/approve pypi")]) });

/** A wheel of the same name as the index serves, and other bytes. */
const otherWheel = {
  artifact: "dist",
  id: artifacts[0]?.id ?? 0,
  is: "read" as const,
  files: [{ name: "InvokeAI-5.0.0-py3-none-any.whl", size: 1, sha256: sha256("other") }],
};

/** A world for every step of the way, with somebody saying something in it. */
const worlds: Readonly<Record<string, Snapshot>> = {
  "uploaded before": atTheGates({ index: { testpypi: absent, pypi: served(1) } }),
  taken: atTheGates({
    configuration: configured({ gates: [gate("pypi", { index: "pypi" })] }),
    contents: seen([otherWheel]),
    index: { pypi: served() },
  }),
  running: snapshot({ comments: seen([said("/cancel")]) }),
  approved,
  claimed: { ...approved, comments: seen([...smokeTested, said("/approve pypi", true)]) },
  rejected: { ...approved, comments: seen([...smokeTested, said("/reject pypi", true)]) },
  publishing: published(served(1), { comments: seen([...smokeTested, said("/approve pypi", true)]) }),
  drafted: published(served(), {
    githubReleases: seen([githubRelease()]),
    comments: seen([...smokeTested, said("/publish", true)]),
  }),
  announced: { ...released(), comments: seen([said("/announce", true)]) },
  released: released(),
  failed: snapshot({
    runs: seen([run({ status: "completed", conclusion: "failure" })]),
    comments: seen([said("/retry", true)]),
  }),
};

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

/** Some of what there is to be seen, unanswered. */
const blindness = fc.record({
  sights: fc.subarray([...SIGHTS], { minLength: 0 }),
  indexes: fc.subarray(["pypi", "testpypi"]),
  publishers: fc.subarray(["pypi", "testpypi"]),
  people: fc.subarray(Object.values(people).map(({ id }) => id)),
});

type Blindness = {
  readonly sights: readonly Sight[];
  readonly indexes: readonly string[];
  readonly publishers: readonly string[];
  readonly people: readonly number[];
};

function blinded(world: Snapshot, { sights, indexes, publishers, people: hidden }: Blindness): Snapshot {
  return {
    ...world,
    ...Object.fromEntries(sights.map((sight) => [sight, unknown(fault)])),
    index: { ...world.index, ...Object.fromEntries(indexes.map((gate) => [gate, unknown(fault)])) },
    provenance: {
      ...world.provenance,
      ...Object.fromEntries(publishers.map((gate) => [gate, unknown(fault)])),
    },
    rights: { ...world.rights, ...Object.fromEntries(hidden.map((id) => [id, unknown(fault)])) },
  };
}

const IRREVERSIBLE = [
  "open-gate",
  "close-gate",
  "cancel-run",
  "rerun-failed-jobs",
  "publish-release",
  "announce",
];

function irreversible({ due }: Plan): readonly string[] {
  return due.filter((action) => IRREVERSIBLE.includes(action.do)).map((action) => JSON.stringify(action));
}

const cases = fc.tuple(fc.constantFrom(...Object.keys(worlds)), blindness);

/** Each world with each single sight hidden: what is drawn at random comes to these too seldom. */
const single: [[string, Blindness]][] = Object.keys(worlds).flatMap((name) =>
  SIGHTS.map((sight): [[string, Blindness]] => [
    [name, { sights: [sight], indexes: [], publishers: [], people: [] }],
  ]),
);

/** Runs a check over a world and the same world partly blinded. */
function always(check: (clear: Plan, blind: Plan, hidden: Blindness) => void): void {
  fc.assert(
    fc.property(cases, ([name, hidden]) => {
      const world = worlds[name] ?? snapshot();
      check(plan(world), plan(blinded(world, hidden)), hidden);
    }),
    { numRuns: single.length + 500, examples: single },
  );
}

describe("what nobody answered", () => {
  it("never makes a phase done that is not", () => {
    always((clear, blind) => {
      const over = new Set(clear.phases.filter(({ step }) => isOver(step)).map(({ name }) => name));
      expect(blind.phases.filter(({ step }) => isOver(step)).every(({ name }) => over.has(name))).toBe(true);
    });
  });

  it("never makes a phase stop that does not", () => {
    always((clear, blind) => {
      const stopped = new Set(
        clear.phases.filter(({ step }) => step.is === "stopped").map(({ name }) => name),
      );
      expect(
        blind.phases.filter(({ step }) => step.is === "stopped").every(({ name }) => stopped.has(name)),
      ).toBe(true);
    });
  });

  it("never makes anything due that can't be taken back and was not due with everything seen", () => {
    always((clear, blind) => {
      expect(irreversible(clear)).toEqual(expect.arrayContaining([...irreversible(blind)]));
    });
  });

  it("never refuses anybody, and never calls anything done, that is not so with everything seen", () => {
    always((clear, blind) => {
      const finals = (of: Plan) =>
        of.answers
          .filter(({ answer }) => answer.is !== "accepted" && answer.is !== "looking")
          .map(({ answer }) => JSON.stringify(answer));
      expect(finals(clear)).toEqual(expect.arrayContaining(finals(blind)));
    });
  });

  it("never finishes a release", () => {
    always((clear, blind) => {
      expect(blind.standing.is === "finished" && clear.standing.is !== "finished").toBe(false);
    });
  });

  it("is asked for again", () => {
    always((_clear, blind, { sights }) => {
      if (sights.includes("board") || sights.includes("comments") || sights.includes("configuration")) {
        expect(blind.again).toBeDefined();
      }
    });
  });

  it.each([
    "repository",
    "configuration",
    "tag",
    "runs",
    "jobs",
    "deployments",
    "pending",
    "environments",
    "board",
    "comments",
    "artifacts",
    "contents",
    "versionFile",
    "reviews",
  ] as const)("of %s keeps a gate shut that would open", (sight) => {
    expect(irreversible(plan(approved))).toHaveLength(1);
    expect(irreversible(plan({ ...approved, [sight]: unknown(fault) }))).toEqual([]);
  });
});

describe("a plan", () => {
  it("is the same for the same snapshot, and leaves the snapshot as it was", () => {
    fc.assert(
      fc.property(cases, ([name, hidden]) => {
        const now = blinded(worlds[name] ?? snapshot(), hidden);
        const before = structuredClone(now);
        expect(plan(now)).toEqual(plan(structuredClone(now)));
        expect(now).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it("has nothing due while it wants to see more", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(worlds)), fc.subarray([...SIGHTS]), (world, sights) => {
        const { look, due } = plan({
          ...world,
          ...Object.fromEntries(sights.map((sight) => [sight, { is: "unseen" }])),
        });
        expect(look.length > 0 && due.length > 0).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
