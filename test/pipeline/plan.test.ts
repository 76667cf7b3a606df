import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { actionText } from "../../src/release/action.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  comment,
  environment,
  GATED,
  people,
  published,
  released,
  run,
  START,
  served,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";

const fault = { kind: "limited", whom: "GitHub", detail: "limit", until: 5 } as const;
const approved = atTheGates({
  comments: seen([...smokeTested, comment(20, people.lstein, "/approve pypi", { claimed: true })]),
});

describe("the plan of a release", () => {
  it("has its phases in the order of the process", () => {
    expect(plan(snapshot()).phases.map(({ name }) => name)).toEqual([
      "call-out",
      "tag",
      "version",
      "checks",
      "build",
      "rehearse",
      "publish testpypi",
      "verify testpypi",
      "publish pypi",
      "verify pypi",
      "draft",
      "announce ANNOUNCE_DISCORD",
    ]);
  });

  it("is finished when everything but the optional is done", () => {
    expect(plan(released())).toMatchObject({ standing: { is: "finished" }, due: [] });
  });

  it("is not finished while somebody waits for an answer", () => {
    const asked = released();
    const all = asked.comments.is === "seen" ? asked.comments.value : [];
    expect(
      plan({ ...asked, comments: seen([...all, comment(99, people.lstein, "/help")]) }).standing.is,
    ).toBe("conducted");
  });

  it("does not depend on a check run, a label or a title that anybody may set", () => {
    const forged = {
      ...approved,
      checkRun: seen({ id: 1, status: "completed", conclusion: "success", title: "ok", summary: "" }),
    };
    expect(plan(forged)).toEqual(plan(approved));
  });

  it("stops what was accepted three times and never had an effect", () => {
    const [open] = plan(approved).due;
    const futile = { ...approved, futile: open === undefined ? [] : [actionText(open)] };
    expect(plan(futile).due).toEqual([]);
    expect(plan(futile).phases.find(({ name }) => name === "publish pypi")?.step).toEqual({
      is: "stopped",
      because: { is: "no-effect", action: "open-gate" },
    });
  });

  it("without a board only looks: nothing is said or done before there is one", () => {
    const without = plan({ ...approved, board: absent, comments: unseen });
    expect(without).toMatchObject({ standing: { is: "conducted" }, due: [], answers: [] });
    expect(without.phases.length).toBeGreaterThan(0);
  });

  it("waits while the comments can't be seen", () => {
    expect(plan({ ...approved, comments: unknown(fault) })).toEqual({
      standing: { is: "not-yet", why: "unanswered" },
      phases: expect.any(Array),
      answers: [],
      look: [],
      due: [],
      again: fault.until,
    });
  });

  it("asks silent facts anew when GitHub's limits allow it, where they were the reason", () => {
    const limited = unknown({ ...fault, kind: "limited", until: approved.now + 7 });
    expect(plan({ ...approved, comments: limited }).again).toBe(approved.now + 7);
    expect(plan({ ...approved, repository: limited }).again).toBe(approved.now + 7);
    const both = { comments: limited, repository: unknown({ ...fault, until: approved.now + 9 }) };
    expect(plan({ ...approved, ...both }).again).toBe(approved.now + 9);
  });

  it("after something was done, looks only at what that has changed", () => {
    expect(plan({ ...approved, comments: unseen }).look).toEqual([{ at: "comments" }]);
    expect(plan({ ...approved, comments: unseen, runs: unseen }).look).toEqual([
      { at: "comments" },
      { at: "runs" },
    ]);
  });

  it("asks for each fact once", () => {
    const { look } = plan({ ...approved, rights: {}, jobs: unseen });
    expect(new Set(look.map((one) => JSON.stringify(one))).size).toBe(look.length);
    expect(look).toContainEqual({ at: "jobs" });
  });
});

describe("the next look", () => {
  const again = (now: Snapshot) => {
    const at = plan(now).again;
    return at === undefined ? undefined : at - now.now;
  };

  it("is left to GitHub's events where jobs move next, until one of them has taken too long", () => {
    const begun = 20 * SECOND - 10 * MINUTE;
    expect(again(snapshot())).toBe(begun + 6 * HOUR);
    expect(again(snapshot({ now: START + 7 * HOUR }))).toBeUndefined();
  });

  it("is when people are to be reminded, while gates wait for them", () => {
    expect(again(atTheGates()), "to try the build").toBe(2 * DAY - HOUR - 10 * SECOND);
    expect(
      again(
        atTheGates({
          comments: seen(smokeTested),
          environments: seen([environment("pypi", { rule: false })]),
        }),
      ),
    ).toBe(2 * DAY - HOUR);
  });

  it("is often at first, then seldom, while an index shows nothing", () => {
    const done = GATED + HOUR + MINUTE;
    const at = (waited: number) => again(published(served(1), { now: done + waited }));
    expect(at(0)).toBe(10 * SECOND);
    expect(at(MINUTE)).toBe(30 * SECOND);
    expect(at(5 * MINUTE)).toBe(2 * MINUTE);
    expect(at(30 * MINUTE)).toBe(2 * MINUTE);
    expect(at(31 * MINUTE)).toBeUndefined();
  });

  it("is when a limit ends, or in a minute where nobody answered", () => {
    expect(plan(snapshot({ jobs: unknown(fault) })).again).toBe(5);
    const { until: _, ...silent } = fault;
    expect(again(snapshot({ jobs: unknown(silent) }))).toBe(MINUTE);
  });

  it("is in a minute while the run has not shown up", () => {
    expect(again(snapshot({ runs: seen([]) }))).toBe(MINUTE);
  });

  it("is none once the release is done", () => {
    expect(again(released())).toBeUndefined();
    expect(
      again(published(served(), { runs: seen([run({ status: "completed", conclusion: "failure" })]) })),
    ).toBeUndefined();
  });
});
