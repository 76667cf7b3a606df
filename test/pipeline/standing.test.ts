import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { standingOf } from "../../src/pipeline/standing.ts";
import { blank } from "../../src/release/blank.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { DAY, MINUTE } from "../../src/release/instant.ts";
import type { Sight } from "../../src/release/look.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  board,
  configured,
  environment,
  githubRelease,
  pendingGate,
  REPOSITORY,
  repository,
  run,
  START,
  snapshot,
  TAG_OBJECT,
} from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const completed = run({ status: "completed", conclusion: "success" });

/** A tag without a board, right after its run began. */
function fresh(overrides: Partial<Snapshot> = {}): Snapshot {
  return snapshot({ board: absent, checkRun: absent, ...overrides });
}

function standing(now: Snapshot): string {
  const { standing: one } = standingOf(now);
  return "why" in one ? `${one.is} ${one.why}` : one.is;
}

describe("a tag without a board", () => {
  it.each<[string, Partial<Snapshot>, string]>([
    ["whose run goes on", {}, "conducted"],
    ["whose run ended this week", { runs: seen([completed]) }, "conducted"],
    [
      "whose run waits, however old",
      { runs: seen([run({ status: "waiting" })]), now: START + 29 * DAY, configuredAt: seen(START + DAY) },
      "conducted",
    ],
    [
      "whose run ended more than 7 days ago",
      { runs: seen([completed]), now: START + 7 * DAY + 1 },
      "left-alone too-old",
    ],
    [
      "whose run ended before the configuration came",
      { runs: seen([completed]), configuredAt: seen(START + 1) },
      "left-alone too-old",
    ],
    [
      "whose configuration came at an unknown time",
      { runs: seen([completed]), configuredAt: absent },
      "left-alone too-old",
    ],
    [
      "that has been released",
      { githubReleases: seen([githubRelease({ draft: false })]) },
      "left-alone already-released",
    ],
    ["that is only drafted", { githubReleases: seen([githubRelease()]) }, "conducted"],
    [
      "beside another that was released",
      { githubReleases: seen([githubRelease({ draft: false, tag: "v4.2.9" })]) },
      "conducted",
    ],
    ["that is no version", { key: { repository: REPOSITORY, tag: "v3-latest" } }, "refused"],
    [
      "that is no version and too old",
      { key: { repository: REPOSITORY, tag: "v3-latest" }, runs: seen([completed]), now: START + 30 * DAY },
      "left-alone too-old",
    ],
    [
      "of another kind",
      { key: { repository: REPOSITORY, tag: "docs-1.0" } },
      "left-alone tag-does-not-match",
    ],
    [
      "that an exclusion takes away",
      { configuration: configured({ tags: ["v*", "!v5*"] }) },
      "left-alone tag-does-not-match",
    ],
    ["in a repository without a configuration", { configuration: absent }, "left-alone no-configuration"],
    [
      "in an archived repository",
      { repository: seen({ ...repository, archived: true }) },
      "left-alone archived",
    ],
    [
      "in a repository without issues",
      { repository: seen({ ...repository, hasIssues: false }) },
      "left-alone issues-off",
    ],
    [
      "in a repository made anew under the name",
      { repository: seen({ ...repository, id: 1 }) },
      "left-alone another-repository",
    ],
    ["in a repository that is gone", { repository: absent }, "left-alone another-repository"],
    ["that is gone", { tag: absent }, "left-alone no-such-tag"],
    ["that leads to no commit", { tag: seen({ object: TAG_OBJECT }) }, "left-alone no-such-tag"],
    ["without any run", { runs: seen([]) }, "not-yet no-run"],
    ["with the run of a fork only", { runs: seen([run({ repository: 1 })]) }, "not-yet no-run"],
    [
      "with a broken configuration that matches",
      {
        configuration: seen({
          is: "broken",
          blob: "b",
          tags: ["v*"],
          faults: [{ path: "", says: "", remedy: "" }],
        }),
      },
      "conducted",
    ],
  ])("%s is %o", (_name, overrides, expected) => {
    expect(standing(fresh(overrides))).toBe(expected);
  });

  it.each(["repository", "configuration", "board", "tag", "runs", "versionFile", "githubReleases"] as const)(
    "is neither ours nor not while %s can't be seen, and is looked at again",
    (sight: Sight) => {
      expect(standing(fresh({ [sight]: unknown(fault) }))).toBe("not-yet unanswered");
      expect(plan(fresh({ [sight]: unknown(fault) }))).toMatchObject({
        look: [],
        due: [],
        again: expect.any(Number),
      });
      expect(standing(fresh({ [sight]: unseen }))).toBe("looking");
    },
  );

  it("writes nothing for the 404 tags of a repository's past", () => {
    const due = Array.from({ length: 404 }, (_, index) => {
      const key = { repository: REPOSITORY, tag: `v4.${index % 40}.${Math.floor(index / 40)}` };
      const old = run({ status: "completed", conclusion: "success", createdAt: START - (index + 8) * DAY });
      return plan(fresh({ key, runs: seen([old]) }));
    });
    expect(
      due.every((one) => one.standing.is === "left-alone" && one.due.length === 0 && one.look.length === 0),
    ).toBe(true);
  });

  it("is looked at step by step: first what says whether it is ours at all", () => {
    const nothing = blank(snapshot());
    expect(plan(nothing).look.map(({ at }) => at)).toEqual([
      "repository",
      "permissions",
      "configuration",
      "board",
    ]);
    const { repository: repo, permissions, configuration } = snapshot();
    const first = { ...nothing, repository: repo, permissions, configuration, board: absent };
    expect(plan(first).look.map(({ at }) => at)).toEqual(["tag", "runs", "versionFile"]);
    expect(plan({ ...first, repository: seen({ ...repository, archived: true }) }).look).toEqual([]);
  });

  it("waits for its run a minute at a time", () => {
    const now = fresh({ runs: seen([]) });
    expect(plan(now).again).toBe(now.now + MINUTE);
  });

  it("of several workflows, none of which came to an environment, is taken up all the same", () => {
    const several = fresh({
      configuration: configured({ workflow: undefined as never }),
      runs: seen([run({ id: 2, path: ".github/workflows/docs.yml" }), run()]),
    });
    expect(standing(several)).toBe("conducted");
    expect(standing({ ...several, pending: unknown(fault) })).toBe("not-yet unanswered");
  });
});

describe("a release with a board", () => {
  it.each<[string, Partial<Snapshot>]>([
    ["whose configuration is gone", { configuration: absent }],
    ["whose tag is gone", { tag: absent }],
    ["long after", { now: START + 300 * DAY }],
    [
      "that is no version any more",
      {
        configuration: configured({ version: { scheme: "semver" } }),
        key: { repository: REPOSITORY, tag: "v5.0.0rc1" },
      },
    ],
  ])("stays ours %s", (_name, overrides) => {
    expect(standing(snapshot({ board: seen(board()), ...overrides }))).toBe("conducted");
  });

  it("is not the namesake's in a repository made anew", () => {
    expect(standing(snapshot({ repository: seen({ ...repository, id: 1 }) }))).toBe(
      "left-alone another-repository",
    );
    const renamed = snapshot({ repository: seen({ ...repository, id: 1 }), knownBoard: 7 });
    expect(standing(renamed)).toBe("shut-out");
  });
});

const SEES = {
  archived: { repository: seen({ ...repository, archived: true }) },
  "issues-off": { repository: seen({ ...repository, hasIssues: false }) },
  "not-granted": { permissions: seen({ metadata: "read", issues: "read" }) },
  "no-access": { repository: unknown({ ...fault, kind: "forbidden", status: 404 }) },
} as const satisfies Readonly<Record<string, Partial<Snapshot>>>;

const checkRun = { id: 1, status: "in_progress", title: "", summary: "" };
const gone = { board: unknown(fault), checkRun: absent };

describe("a release from which the app is shut out", () => {
  it.each<[keyof typeof SEES, string, Partial<Snapshot>, string]>([
    ["archived", "with an open board", {}, "shut-out"],
    [
      "archived",
      "that was closed as finished",
      { board: seen(board({ state: "closed", closedByApp: true })) },
      "finished",
    ],
    ["archived", "that was closed by hand", { board: seen(board({ state: "closed" })) }, "abandoned"],
    ["archived", "without a board", { board: absent }, "left-alone archived"],
    ["issues-off", "known by the ledger", { ...gone, knownBoard: 7 }, "shut-out"],
    ["issues-off", "known by its check run", { ...gone, checkRun: seen(checkRun) }, "shut-out"],
    [
      "issues-off",
      "finished by its check run",
      { ...gone, knownBoard: 7, checkRun: seen({ ...checkRun, conclusion: "success" }) },
      "finished",
    ],
    ["issues-off", "known by nothing", gone, "left-alone issues-off"],
    ["issues-off", "that is not looked at yet", { ...gone, checkRun: unseen }, "looking"],
    ["not-granted", "with a board", {}, "shut-out"],
    ["not-granted", "that would be taken up", { board: absent }, "shut-out"],
    [
      "not-granted",
      "that would not be taken up",
      { board: absent, runs: seen([completed]), now: START + 30 * DAY },
      "left-alone too-old",
    ],
    ["no-access", "whatever else is seen", {}, "shut-out"],
  ])("%s, %s", (by, _name, overrides, expected) => {
    const now = snapshot({ ...SEES[by], ...overrides });
    expect(standing(now)).toBe(expected);
    expect(plan(now).due).toEqual([]);
  });

  it("is not one that GitHub's silence hides, or our own key", () => {
    expect(standing(snapshot({ repository: unknown(fault) }))).toBe("not-yet unanswered");
    const key = unknown({ ...fault, kind: "forbidden", status: 401 } as const);
    expect(standing(snapshot({ repository: key }))).toBe("not-yet unanswered");
  });

  it("has no gate opened and no command heard on a locked board", () => {
    const locked = plan(snapshot({ board: seen(board({ locked: true })) }));
    expect(locked.standing).toEqual({ is: "shut-out", by: { is: "locked" } });
    expect([locked.due, locked.answers]).toEqual([[], []]);
    expect(locked.phases.length).toBeGreaterThan(5);
  });
});

describe("a release whose board was deleted", () => {
  const lost = { board: absent, knownBoard: 7 };

  it("gets a new board, however long its run is over", () => {
    const old = { runs: seen([completed]), now: START + 30 * DAY };
    expect(standing(fresh({ ...old }))).toBe("left-alone too-old");
    expect(standing(fresh({ ...old, ...lost }))).toBe("conducted");
  });

  it("gets none once its GitHub release is published", () => {
    const published = seen([githubRelease({ draft: false })]);
    expect(standing(fresh({ ...lost, githubReleases: published }))).toBe("left-alone already-released");
  });
});

describe("a gate that waits for us where nothing can open it", () => {
  const gated = { pending: seen([pendingGate("pypi")]), environments: seen([environment("pypi")]) };

  it.each<[string, Partial<Snapshot>]>([
    ["without a configuration", { configuration: absent }],
    ["for a tag that the configuration does not cover", { key: { repository: REPOSITORY, tag: "docs-1.0" } }],
  ])("is told so once %s", (_name, overrides) => {
    const now = fresh({ ...gated, ...overrides });
    expect(plan(now).due).toMatchObject([
      { do: "report-gate", environment: "pypi", text: expect.stringMatching(/./) },
    ]);
    expect(plan({ ...now, reported: ["10988001337/pypi"] }).due).toEqual([]);
    expect(plan({ ...now, environments: seen([environment("pypi", { rule: false })]) }).due).toEqual([]);
    expect(plan({ ...now, pending: unseen, environments: unseen }).look.map(({ at }) => at)).toEqual([
      "pending",
      "environments",
    ]);
    expect(plan({ ...now, pending: unknown(fault) }).due).toEqual([]);
  });

  it("is told so on a board whose configuration broke", () => {
    const broken = seen({
      is: "broken",
      blob: "b",
      tags: ["v*"],
      faults: [{ path: "gates", says: "x", remedy: "y" }],
    } as const);
    const now = snapshot({ ...gated, configuration: broken });
    expect(plan(now).due).toMatchObject([{ do: "report-gate", environment: "pypi", run: run().id }]);
    const told = plan({ ...now, reported: ["10988001337/pypi"] });
    expect(told.due).toEqual([]);
    expect(told.phases.find(({ name }) => name === "tag")?.step).toMatchObject({
      is: "stopped",
      because: { is: "configuration-broken" },
    });
  });
});
