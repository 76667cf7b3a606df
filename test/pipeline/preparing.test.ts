import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { absent, type Fact, seen, unknown, unseen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { HOUR } from "../../src/release/instant.ts";
import type { Aims } from "../../src/release/preparation.ts";
import type { Problem } from "../../src/release/problem.ts";
import type { Comment, Person, Snapshot } from "../../src/release/snapshot.ts";
import type { Step } from "../../src/release/step.ts";
import { callOutText } from "../../src/replies/call-out.ts";
import { range } from "../release/range-builder.ts";
import {
  board,
  comment,
  configuration,
  configured,
  githubRelease,
  memory,
  people,
  served,
  snapshot,
} from "../release/snapshot-builder.ts";

const prepared = { by: "lstein", issue: 3, comment: 4, at: 0, newest: "v4.2.9" };
const { attempt: _, ...unattempted } = memory({ prepared });
const nothing: Aims = { pulls: [], blockers: [], open: 0, read: 0, more: 0, moreBlockers: 0 };
const pull = {
  number: 7,
  title: "Layers",
  url: "https://github.com/octo/tool/pull/7",
  author: { login: "octocat", bot: false },
  state: "approved",
  by: "milestone",
} as const;
const blocker = { number: 9, title: "Bug", url: "https://github.com/octo/tool/issues/9" };
const fault = { kind: "unreachable", whom: "GitHub", detail: "502" } as const;
const open = seen({ ...nothing, pulls: [pull] });

/** A board that was opened before v5.0.0 is tagged, everything seen. */
function untagged(overrides: Partial<Snapshot> = {}): Snapshot {
  return snapshot({
    board: seen(board({ memory: unattempted })),
    permissions: seen({
      issues: "write",
      contents: "read",
      actions: "read",
      deployments: "read",
      pull_requests: "read",
    }),
    tag: absent,
    runs: seen([]),
    tags: seen(["v4.2.9"]),
    head: seen({ branch: "main", commit: "a" }),
    versionAhead: seen({ is: "none" }),
    rangesAhead: seen({ list: range({ base: "v4.2.9" }) }),
    aims: seen(nothing),
    ...overrides,
  });
}

function outcome(step: Step | undefined): string {
  switch (step?.is) {
    case "waiting":
      return `waiting ${step.on.for}`;
    case "done":
    case "skipped":
      return `${step.is} ${step.why?.is}`;
    case "stopped":
      return `stopped ${step.because.is}`;
    case "due":
      return step.act.map((action) => action.do).join();
    default:
      return `look ${step?.at.map(({ at }) => at).join()}`;
  }
}

const stepOf = (name: string, world: Snapshot) =>
  plan(world).phases.find((phase) => phase.name === name)?.step;
const notices = (world: Snapshot): readonly Problem[] => stepOf("call-out", world)?.notices ?? [];

/** The app's own call-out with this text, by default the one that is right now. */
function call(world: Snapshot, more: Partial<NonNullable<Comment["callOut"]>> = {}): Comment {
  const text = callOutText(world);
  return {
    ...comment(70, people.stranger, text, { author: { id: 1, login: "release-conductor[bot]", bot: true } }),
    callOut: { text, print: fingerprint(text), intact: true, ended: false, ...more },
  };
}

function called(overrides: Partial<Snapshot>, more: Partial<NonNullable<Comment["callOut"]>> = {}): Snapshot {
  const world = untagged(overrides);
  return { ...world, comments: seen([call(world, more)]) };
}

const asking = (by: Person = people.hipsterusername, more: Partial<Comment> = {}) =>
  seen([comment(60, by, "/call-out on Friday", more)]);

describe("before the tag", () => {
  it.each<[string, Snapshot, string, string]>([
    ["nothing open", untagged(), "done nothing-open", "waiting tag"],
    ["pull requests open", untagged({ aims: open }), "waiting call-out", "waiting tag"],
    ["the tag not looked for", untagged({ tag: unseen }), "look tag", "look tag"],
    ["the tag not told", untagged({ tag: unknown(fault) }), "waiting answer", "waiting answer"],
    ["the branch not seen", untagged({ head: unseen }), "look head", "waiting tag"],
    ["what is open not seen", untagged({ aims: unseen }), "look aims", "waiting tag"],
    ["what is open not told", untagged({ aims: unknown(fault) }), "waiting answer", "waiting tag"],
    ["an index not asked", untagged({ index: { testpypi: absent } }), "look index", "waiting tag"],
    [
      "a broken configuration",
      untagged({ configuration: absent }),
      "done nothing-open",
      "stopped configuration-gone",
    ],
    [
      "pull requests not shown",
      untagged({
        permissions: seen({ issues: "write", contents: "read", actions: "read", deployments: "read" }),
        aims: unseen,
        rangesAhead: unseen,
      }),
      "done nothing-open",
      "waiting tag",
    ],
    ["somebody asked", untagged({ aims: open, comments: asking() }), "call-out", "waiting tag"],
    [
      "somebody without the right asked",
      untagged({ aims: open, comments: asking(people.ebr) }),
      "waiting call-out",
      "waiting tag",
    ],
    [
      "somebody asked in an edited comment",
      untagged({ aims: open, comments: asking(people.lstein, { edited: true }) }),
      "waiting call-out",
      "waiting tag",
    ],
    ["somebody asked for nothing", untagged({ comments: asking() }), "done nothing-open", "waiting tag"],
    ["called out", called({ aims: open }), "done called-out", "waiting tag"],
    [
      "called out, and a person changed it",
      called({ aims: open }, { intact: false }),
      "call-out",
      "waiting tag",
    ],
    ["called out, and it has changed", called({ aims: open }, { print: "other" }), "call-out", "waiting tag"],
    [
      "a tag that was there once",
      untagged({ board: seen(board({ memory: memory({ prepared }) })) }),
      "done tag-has-come",
      "stopped tag-deleted",
    ],
  ])("%s", (_what, world, callOut, tag) => {
    expect(outcome(stepOf("call-out", world))).toBe(callOut);
    expect(outcome(stepOf("tag", world))).toBe(tag);
  });

  it("it is looked at every hour, and no other phase moves", () => {
    const world = untagged();
    const { again, due, phases, standing } = plan(world);
    expect(again).toBe(world.now + HOUR);
    expect([due, standing]).toEqual([[], { is: "conducted" }]);
    const others = phases.filter(({ name }) => name !== "tag" && name !== "call-out");
    expect(others.every(({ step }) => step.is === "waiting" && step.on.for === "phases")).toBe(true);
  });

  it("an update writes into the comment that is there", () => {
    expect(stepOf("call-out", called({ aims: open }, { print: "other" }))).toMatchObject({
      act: [{ do: "call-out", comment: 70, ended: false }],
    });
  });
});

describe("what speaks against the tag", () => {
  const taken = { index: { testpypi: absent, pypi: served() } };
  it.each<[string, Partial<Snapshot>, readonly string[]]>([
    ["nothing", {}, []],
    ["a blocker", { aims: seen({ ...nothing, blockers: [blocker] }) }, ["blockers-open"]],
    ["an index has it", taken, ["version-taken"]],
    ["another spelling", { tags: seen(["v4.2.9", "5.0.0"]) }, ["tagged-otherwise same"]],
    ["a higher one of its line", { tags: seen(["v4.2.9", "v5.0.1"]) }, ["tagged-otherwise"]],
    ["a higher one than was there", { tags: seen(["v4.2.9", "v6.0.0"]) }, ["tagged-otherwise"]],
    ["a candidate of a later one", { tags: seen(["v4.2.9", "v6.0.0rc1"]) }, []],
    ["its own candidates", { tags: seen(["v4.2.9", "v5.0.0rc1"]) }, []],
    ["a lower one", { tags: seen(["v4.2.9", "v4.2.10"]) }, []],
  ])("%s", (_what, overrides, expected) => {
    const said = notices(untagged(overrides)).map((one) =>
      one.is === "tagged-otherwise" && one.same ? `${one.is} same` : one.is,
    );
    expect(said).toEqual(expected);
  });

  it("a higher version that was there before is none of its business", () => {
    const there = { ...unattempted, prepared: { ...prepared, newest: "v6.0.0" } };
    const world = untagged({ tags: seen(["v4.2.9", "v6.0.0"]), board: seen(board({ memory: there })) });
    expect(notices(world)).toEqual([]);
    expect(notices({ ...world, tags: seen(["v4.2.9", "v5.0.1", "v6.0.0"]) })).toMatchObject([
      { is: "tagged-otherwise", others: ["v5.0.1"] },
    ]);
  });
});

describe("once the tag is there", () => {
  const tagged = (overrides: Partial<Snapshot> = {}) => {
    const { tag, runs, tags } = snapshot();
    return { ...untagged(), tag, runs, tags, ...overrides };
  };
  const blocked: Fact<Aims> = seen({ ...nothing, blockers: [blocker] });
  it.each<[string, Snapshot, string]>([
    ["nobody was called", tagged(), "done tag-has-come"],
    ["what is open not seen", tagged({ aims: unseen }), "look aims"],
    ["what is open not told", tagged({ aims: unknown(fault) }), "done tag-has-come"],
    ["called out", tagged({ comments: seen([call(untagged({ aims: open }))]) }), "call-out"],
    ["said to be over", tagged({ comments: seen([call(untagged(), { ended: true })]) }), "done tag-has-come"],
    [
      "a person changed it",
      tagged({ comments: seen([call(untagged(), { intact: false })]) }),
      "done tag-has-come",
    ],
    ["somebody asks still", tagged({ comments: asking(), aims: open }), "done tag-has-come"],
  ])("%s", (_what, world, expected) => {
    expect(outcome(stepOf("call-out", world))).toBe(expected);
    expect(outcome(stepOf("tag", world))).toBe("done undefined");
  });

  it("a blocker is told until the release is public, and stops nothing", () => {
    const world = tagged({ aims: blocked });
    expect(notices(world)).toMatchObject([{ is: "blockers-open", tagged: true }]);
    expect(plan(world).phases.map(({ name, step }) => [name, step.is])).toEqual(
      plan(tagged()).phases.map(({ name, step }) => [name, step.is]),
    );
    expect(notices({ ...world, githubReleases: seen([githubRelease({ draft: false })]) })).toEqual([]);
  });
});

it("a board that came with its tag is past all of it", () => {
  const world = snapshot({ configuration: configured(configuration()) });
  expect(outcome(stepOf("call-out", world))).toBe("skipped tag-came-first");
});
