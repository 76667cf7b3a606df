import { describe, expect, it, test } from "vitest";
import { withWarning } from "../../src/notes/merge.ts";
import { warningOn } from "../../src/notes/warning-text.ts";
import { nextLook } from "../../src/pipeline/next-look.ts";
import { onceYanked } from "../../src/pipeline/once-yanked.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { replaces } from "../../src/pipeline/replaces.ts";
import { yank } from "../../src/pipeline/yank.ts";
import { actionText } from "../../src/release/action.ts";
import { absent, type Fact, seen, unknown } from "../../src/release/fact.ts";
import { becomesLatest, latestFinal } from "../../src/release/github-release.ts";
import type { IndexRelease } from "../../src/release/index-release.ts";
import { DAY, HOUR, MINUTE } from "../../src/release/instant.ts";
import { remember, withAttempt, type Yank } from "../../src/release/memory.ts";
import type { GithubRelease, Snapshot } from "../../src/release/snapshot.ts";
import { actionExamples } from "../../src/replies/examples/actions.ts";
import { problemExamples } from "../../src/replies/examples/problems.ts";
import { waitExamples } from "../../src/replies/examples/waits.ts";
import {
  BOARD,
  board,
  environment,
  githubRelease,
  memory,
  pendingGate,
  RUN,
  released,
  served,
} from "../release/snapshot-builder.ts";

const at = released().now - MINUTE;
const SAID: Yank = { by: "lstein", comment: 77, at, reason: "no front end" };
const CHOSEN: Yank = { ...SAID, next: "v5.0.1" };
const fault = { kind: "unreachable", whom: "pypi", detail: "503" } as const;
const NEXT = {
  number: 12,
  url: "https://github.com/invoke-ai/InvokeAI/issues/12",
  state: "open",
  closedByApp: false,
  memory: memory(),
} as const;

/** A release that is out, of which somebody said that it is bad. */
function yanked(said: Yank, overrides: Partial<Snapshot> = {}): Snapshot {
  const base = released({ board: seen(board({ memory: memory({ yank: said }) })) });
  return {
    ...base,
    boards: { "v5.0.1": absent },
    refs: { "tags/v5.0.1": absent },
    tags: seen(["v4.2.9", "v5.0.0"]),
    versions: { pypi: seen(["4.2.9", "5.0.0"]), testpypi: seen(["5.0.0"]) },
    pending: seen([]),
    ...overrides,
  };
}

const there = { boards: { "v5.0.1": seen(NEXT) } };

/** What pypi serves, some of its files yanked. */
function index(...files: readonly (boolean | string)[]): Fact<readonly IndexRelease[]> {
  const all = served();
  return all.is === "seen"
    ? seen(
        all.value.map((one) => ({
          ...one,
          files: one.files
            .slice(0, files.length)
            .map((file, nth) => ({ ...file, yanked: files[nth] ?? false })),
        })),
      )
    : all;
}

/** The same with notes that warn as they should. */
function marked(now: Snapshot, said: Yank = CHOSEN): Snapshot {
  const release = githubRelease({ draft: false });
  return {
    ...now,
    githubReleases: seen([{ ...release, body: withWarning(release.body, warningOn(now, said)) }]),
  };
}

const whole = (files: Fact<readonly IndexRelease[]>, more: Partial<Snapshot> = {}) =>
  marked(yanked(CHOSEN, { ...there, index: { pypi: files, testpypi: served() }, ...more }));

describe("a yank goes on", () => {
  it.each<[string, Partial<Snapshot>, string | undefined]>([
    ["to the next that is free", {}, "v5.0.1"],
    ["past what an index has", { versions: { pypi: seen(["5.0.0", "5.0.1"]), testpypi: absent } }, "v5.0.2"],
    ["to the last that is tagged", { tags: seen(["v5.0.0", "v5.0.1", "v5.0.2", "v5.0.4"]) }, "v5.0.2"],
    ["nowhere while an index is silent", { versions: { pypi: unknown(fault), testpypi: absent } }, undefined],
  ])("%s", (_, overrides, next) => {
    const step = yank(yanked(SAID, overrides));
    const act = step.is === "due" ? step.act[0] : undefined;
    expect(act?.do === "remember" && act.change.to === "yank" ? act.change.yank.next : undefined).toBe(next);
    expect(act?.do).toBe(next === undefined ? "mark-yanked" : "remember");
  });

  it("opens the board of the next, unless that or its tag is there, or nobody says", () => {
    const after = { tag: "v5.0.0", board: BOARD, reason: "no front end" };
    const prepared = { by: "lstein", issue: BOARD, comment: 77, at, after };
    expect(yank(yanked(CHOSEN))).toMatchObject({
      is: "due",
      act: [{ do: "prepare-release", tag: "v5.0.1", prepared }],
    });
    const ref = seen({ object: "a", commit: "a" });
    for (const known of [there, { refs: { "tags/v5.0.1": ref } }, { boards: { "v5.0.1": unknown(fault) } }]) {
      expect(yank(yanked(CHOSEN, known))).toMatchObject({
        is: "due",
        act: [{ do: "mark-yanked", comment: 77 }],
      });
    }
  });
});

describe("the indexes are watched", () => {
  it.each<[string, Fact<readonly IndexRelease[]>, object]>([
    ["served", index(false, false), { is: "waiting", on: { for: "yank" }, since: at }],
    ["yanked in part", index("bad", false), { is: "waiting", on: { for: "yank" }, since: at }],
    ["yanked", index("bad", "bad"), { is: "done", why: { is: "yanked", next: "v5.0.1" } }],
    ["deleted, its number taken", index(), { is: "done" }],
    ["silent", unknown(fault), { is: "waiting", on: { for: "answer", whom: "pypi" } }],
    ["gone long after", absent, { is: "done" }],
  ])("%s", (_, files, step) => {
    expect(yank(whole(files))).toMatchObject(step);
  });

  it("what was published just now and does not show yet is waited for", () => {
    const late = whole(absent);
    expect(yank({ ...late, now: late.now - 2 * HOUR - 30 * MINUTE })).toMatchObject({
      is: "waiting",
      on: { for: "index", index: "pypi" },
    });
  });

  it("changes nothing in the notes while an index is silent, and marks them all the same", () => {
    const told = whole(index("bad", "bad"));
    expect(yank({ ...told, index: { pypi: unknown(fault) } })).toMatchObject({ on: { for: "answer" } });
    expect(yank({ ...told, index: { pypi: index(false, false) } })).toMatchObject({
      act: [{ do: "mark-yanked" }],
    });
    expect(yank(yanked(CHOSEN, { ...there, index: { pypi: unknown(fault) } }))).toMatchObject({
      act: [{ do: "mark-yanked" }],
    });
  });

  it.each([
    [MINUTE, 2 * MINUTE],
    [2 * HOUR, 15 * MINUTE],
    [2 * DAY, HOUR],
  ])("%i ms after it was said, again in %i ms", (waited, pause) => {
    const step = { is: "waiting", on: waitExamples.yank, since: 0 } as const;
    expect(nextLook([{ name: "yank", optional: false, step }], [], waited)).toBe(waited + pause);
  });
});

describe("gates of the bad build", () => {
  const pypi = seen([pendingGate("pypi")]);
  const because = { is: "rejected", by: "lstein", comment: 77, runAttempt: 1, reason: "no front end" };
  const unguarded = seen([environment("pypi", { rule: false }), environment("testpypi", { rule: false })]);

  it("are closed before anything else, where the app's rule guards them", () => {
    expect(yank(yanked(SAID, { pending: pypi }))).toEqual({
      is: "due",
      act: [{ do: "close-gate", environment: "pypi", run: RUN, because }],
    });
    expect(yank(yanked(SAID, { pending: seen([pendingGate("testpypi")]) }))).toMatchObject({ is: "due" });
    const another = seen([pendingGate("pypi", { run: RUN + 1 })]);
    expect(yank(yanked(SAID, { pending: another }))).toMatchObject({ act: [{ do: "remember" }] });
  });

  it("keep the board open and are told, where it does not", () => {
    const gate = { is: "yanked-gate-open", environment: "pypi" };
    const more = { pending: pypi, environments: unguarded };
    expect(yank(whole(index("bad", "bad"), more))).toMatchObject({ is: "stopped", because: gate });
    expect(yank(whole(index(false, false), more))).toMatchObject({ on: { for: "yank" }, notices: [gate] });
    expect(plan(whole(index("bad", "bad"), more)).standing.is).toBe("conducted");
    const optional = { pending: seen([pendingGate("testpypi")]), environments: unguarded };
    expect(yank(whole(index("bad", "bad"), optional))).toMatchObject({ is: "done" });
  });

  it("are not tried to be closed a fourth time", () => {
    const first = yank(yanked(SAID, { pending: pypi }));
    const futile = first.is === "due" ? first.act.map(actionText) : [];
    expect(yank(whole(index("bad", "bad"), { pending: pypi, futile }))).toMatchObject({ is: "stopped" });
  });
});

test("a moved tag leaves the yank to the attempt it was about", () => {
  const before = memory({ yank: CHOSEN, attempt: { object: "a", commit: "a", run: 1 } });
  const after = withAttempt(before, { object: "b", commit: "b", run: 2 });
  expect(after.yank).toBeUndefined();
  expect(after.superseded).toEqual([{ object: "a", commit: "a", run: 1, yank: CHOSEN }]);
});

describe("once it is said, nothing more is let out or told", () => {
  const wait = (on: (typeof waitExamples)[keyof typeof waitExamples]) => ({ is: "waiting", on }) as const;
  it.each([
    ["publish pypi", wait(waitExamples.approval), "skipped"],
    ["draft", { is: "due", act: [actionExamples["create-draft"]] }, "skipped"],
    ["released-in", { is: "due", act: [actionExamples["tell-released"]] }, "skipped"],
    ["announce X", { is: "due", act: [actionExamples.announce] }, "skipped"],
    ["announce X", { is: "due", act: [actionExamples["edit-announcement"]] }, "due"],
    ["announce X", wait({ ...waitExamples.channel, isEdit: true }), "waiting"],
    ["announce X", wait(waitExamples.channel), "skipped"],
    ["verify pypi", { is: "stopped", because: { is: "no-effect", action: "announce" } }, "skipped"],
    ["tag", { is: "done" }, "done"],
    ["tag", { is: "due", act: [actionExamples["close-gate"]] }, "due"],
    ["tag", wait(waitExamples["which-workflow"]), "waiting"],
    ["tag", { is: "stopped", because: problemExamples["tag-deleted"] }, "skipped"],
    ["yank", wait(waitExamples.yank), "waiting"],
  ] as const)("%s: %j is %s", (name, step, is) => {
    expect(onceYanked(name, step, yanked(CHOSEN)).is).toBe(is);
    expect(onceYanked(name, step, released())).toBe(step);
  });

  it("the board closes when all that can be seen is done, and not before", () => {
    expect(plan(whole(index(false, false))).standing.is).toBe("conducted");
    expect(plan(whole(index(true, true))).standing.is).toBe("finished");
  });
});

test("a later reason takes the place of an earlier, and the next version stays", () => {
  const later = { ...SAID, by: "ebr", comment: 99, reason: "worse" };
  const first = remember(memory({ yank: CHOSEN }), { to: "yank", yank: later });
  expect(first.yank).toEqual({ ...later, next: "v5.0.1" });
});

describe("which release is the latest", () => {
  const older: GithubRelease = githubRelease({ id: 1, tag: "v4.2.9", draft: false, body: "" });
  it("is none that is yanked, whichever board asks", () => {
    const own = yanked(CHOSEN, { githubReleases: seen([githubRelease({ draft: false }), older]) });
    expect(latestFinal(own)?.tag).toBe("v4.2.9");
    const bad = githubRelease({ draft: false, body: withWarning("", "Bad.") });
    const backport = released({ key: { ...own.key, tag: "v4.2.10" }, githubReleases: seen([bad, older]) });
    expect(becomesLatest(backport)).toBe(true);
    expect(becomesLatest({ ...backport, githubReleases: seen([{ ...bad, body: "" }, older]) })).toBe(false);
  });
});

describe("once the next version is public", () => {
  const key = { ...released().key, tag: "v5.0.1" };
  const bad = {
    ...githubRelease({ draft: false }),
    body: withWarning("", warningOn(yanked(CHOSEN), CHOSEN)),
  };
  const own = githubRelease({
    id: 99,
    tag: "v5.0.1",
    draft: false,
    url: "https://github.com/o/r/releases/tag/v5.0.1",
  });
  const asNext = (overrides: Partial<Snapshot> = {}, said: Yank = CHOSEN) =>
    released({
      key,
      githubReleases: seen([own, bad]),
      boards: { "v5.0.0": seen({ ...NEXT, memory: memory({ yank: said }) }) },
      ...overrides,
    });

  it("the warning of the bad one links to it", () => {
    const text = expect.stringContaining(`Use [\`v5.0.1\`](${own.url}) instead.`);
    expect(replaces(asNext())).toMatchObject({
      is: "due",
      act: [{ do: "mark-yanked", release: bad.id, tag: "v5.0.0", text, comment: 77 }],
    });
  });

  it.each<[string, Snapshot]>([
    ["it is no more than a draft", asNext({ githubReleases: seen([{ ...own, draft: true }, bad]) })],
    ["the other board knows nothing of it", asNext({ boards: { "v5.0.0": seen(NEXT) } })],
    ["the other board names another", asNext({}, { ...CHOSEN, next: "v5.0.2" })],
    [
      "a person changed the warning",
      asNext({ githubReleases: seen([own, { ...bad, body: bad.body.replace("Do not", "Do") }]) }),
    ],
  ])("not where %s", (_, now) => {
    expect(replaces(now).is).toBe("done");
  });

  it("is no business of any other release", () => {
    const names = plan(released({ key: { ...key, tag: "v5.1.0" }, githubReleases: seen([bad]) })).phases;
    expect(names.map(({ name }) => name)).not.toContain("replaces");
    expect(plan(asNext()).phases.map(({ name }) => name)).toContain("replaces");
  });
});
