import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { isIrreversible } from "../../src/release/action.ts";
import { absent, type Fact, given, seen, unknown } from "../../src/release/fact.ts";
import { membershipKey, RECORDS, SIGHTS, type Sight } from "../../src/release/look.ts";
import type { Plan } from "../../src/release/plan.ts";
import type { Membership, Snapshot } from "../../src/release/snapshot.ts";
import { isOver } from "../../src/release/step.ts";
import {
  artifacts,
  atTheGates,
  attested,
  comment,
  configured,
  environment,
  gate,
  githubRelease,
  people,
  published,
  REPOSITORY,
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

/** Where only a team may approve, and somebody of whom GitHub says this did. */
function approvedByEbr(membership: Fact<Membership>): Snapshot {
  return {
    ...approved,
    permissions: seen({ ...given(approved.permissions), members: "read" }),
    configuration: configured({ approvers: { role: "admin", users: [], teams: ["core"] } }),
    comments: seen([...smokeTested, comment(9_000, people.ebr, "/approve pypi")]),
    memberships: { [membershipKey("core", people.ebr.id)]: membership },
  };
}

/** A world for every step of the way, with somebody saying something in it. */
const worlds: Readonly<Record<string, Snapshot>> = {
  "uploaded before": atTheGates({ index: { testpypi: absent, pypi: served(1) } }),
  taken: atTheGates({
    configuration: configured({ gates: [gate("pypi", { index: "pypi" })] }),
    contents: seen([otherWheel]),
    index: { pypi: served() },
  }),
  renamed: published(served(), {
    provenance: { pypi: attested("pypi", { repository: "lstein/old" }) },
    repositoriesNamed: { "lstein/old": seen(REPOSITORY) },
  }),
  forked: published(served(), {
    provenance: { pypi: attested("pypi", { repository: "mallory/fork" }) },
    repositoriesNamed: { "mallory/fork": seen(666) },
  }),
  team: approvedByEbr(seen({ state: "active" })),
  "team of others": approvedByEbr(absent),
  delegated: {
    ...approved,
    comments: seen([...smokeTested, said("/delegate @passer-by pypi")]),
    accounts: { [people.stranger.login]: seen(people.stranger) },
  },
  "delegated to nobody": {
    ...approved,
    comments: seen([...smokeTested, said("/delegate @passer-by pypi")]),
    accounts: { [people.stranger.login]: absent },
  },
  reviewing: {
    ...approved,
    environments: seen([environment("pypi", { rule: false, reviewers: [people.lstein.login] })]),
    linkUrl: "https://conductor.example/link",
    reviewing: { [people.lstein.id]: seen({ is: "linked", environments: ["pypi"] }) },
  },
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

/** Every fact of which there are several, in any of the worlds: its record, and its key there. */
const ENTRIES: readonly Entry[] = Object.values(RECORDS).flatMap((record) => {
  const keys = new Set(Object.values(worlds).flatMap((world) => Object.keys(world[record])));
  return [...keys].map((key): Entry => [record, key]);
});
type Entry = readonly [(typeof RECORDS)[keyof typeof RECORDS], string];

/** Some of what there is to be seen, unanswered. */
type Blindness = { readonly sights: readonly Sight[]; readonly entries: readonly Entry[] };
const blindness = fc.record({ sights: fc.subarray([...SIGHTS]), entries: fc.subarray([...ENTRIES]) });

function blinded(world: Snapshot, { sights, entries }: Blindness): Snapshot {
  const records = Object.values(RECORDS).map((record) => {
    const keys = entries.flatMap(([of, key]) => (of === record ? [key] : []));
    return [record, { ...world[record], ...unanswered(keys) }] as const;
  });
  return { ...world, ...unanswered(sights), ...Object.fromEntries(records) };
}

function unanswered(names: readonly string[]): Readonly<Record<string, Fact<never>>> {
  return Object.fromEntries(names.map((name) => [name, unknown(fault)]));
}

function irreversible({ due }: Plan): readonly string[] {
  return due.filter((action) => isIrreversible(action)).map((action) => JSON.stringify(action));
}

const cases = fc.tuple(fc.constantFrom(...Object.keys(worlds)), blindness);

/** Each world with each single fact hidden: what is drawn at random comes to these too seldom. */
const single: [[string, Blindness]][] = Object.keys(worlds).flatMap((name) => [
  ...SIGHTS.map((sight): [[string, Blindness]] => [[name, { sights: [sight], entries: [] }]]),
  ...ENTRIES.map((entry): [[string, Blindness]] => [[name, { sights: [], entries: [entry] }]]),
]);

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

it.each([
  ["team", "open-gate"],
  ["reviewing", "review-gate"],
  ["drafted", "publish-release"],
])("in the world %s %s is due with everything seen", (name, action) => {
  expect(plan(worlds[name] ?? snapshot()).due.map((one) => one.do)).toContain(action);
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
