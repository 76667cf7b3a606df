import { describe, expect, it } from "vitest";
import { calls } from "../../src/pipeline/calls.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { actionText } from "../../src/release/action.ts";
import { seen } from "../../src/release/fact.ts";
import { DAY, HOUR, SECOND } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  board,
  comment,
  configured,
  environment,
  GATED,
  gate,
  memory,
  people,
  RUN,
  smokeTested,
} from "../release/snapshot-builder.ts";

const pypi = (rules: Parameters<typeof gate>[1] = {}) =>
  configured({ gates: [gate("testpypi", { optional: true }), gate("pypi", rules)] });

function called(waited: number, overrides: Partial<Snapshot> = {}) {
  const at = atTheGates({
    now: GATED + waited,
    comments: seen(smokeTested),
    configuration: pypi(),
    ...overrides,
  });
  return calls(at, plan(at).phases);
}

const keys = ({ due }: ReturnType<typeof called>) =>
  due.map((action) => (action.do === "remind" ? action.key : `${action.environment} ${action.about}`));

describe("a gate that waits", () => {
  it("reminds after its time, then after twice that and four times that, each once", () => {
    expect(keys(called(2 * DAY - 1))).toEqual([]);
    expect(called(2 * DAY - 1).again).toBe(GATED + 2 * DAY);
    expect(keys(called(2 * DAY))).toEqual([`${RUN}/1/pypi/reminder/1`]);
    expect(called(2 * DAY).again).toBe(GATED + 6 * DAY);
    expect(keys(called(14 * DAY))).toEqual([`${RUN}/1/pypi/reminder/3`]);
    const made = comment(9, people.lstein, "", { reminds: `${RUN}/1/pypi/reminder/1` });
    expect(keys(called(3 * DAY, { comments: seen([...smokeTested, made]) }))).toEqual([]);
  });

  it("warns before GitHub ends the waiting, on the board and at the gate", () => {
    expect(keys(called(25 * DAY))).toEqual([
      `testpypi 1/deadline`,
      `pypi 1/deadline`,
      `${RUN}/1/pypi/deadline/1`,
    ]);
    expect(called(25 * DAY).again).toBeUndefined();
  });

  it("calls those by name whom the configuration names, and nobody else", () => {
    const texts = (rules: Parameters<typeof gate>[1]) =>
      called(2 * DAY, { configuration: pypi(rules) }).due.map((action) =>
        "text" in action ? action.text : "",
      );
    expect(texts({ escalate: ["octocat", "hubot"] }).join()).toMatch(/^@octocat @hubot · Gate `pypi`/);
    expect(texts({}).join()).not.toMatch(/@/);
  });

  it("calls nobody where the configuration wants none, but warns all the same", () => {
    const { remindAfter: _, ...never } = gate("pypi");
    const quiet = { configuration: configured({ gates: [gate("testpypi", { optional: true }), never] }) };
    expect(keys(called(14 * DAY, quiet))).toEqual([]);
    expect(keys(called(25 * DAY, quiet))).toContain(`${RUN}/1/pypi/deadline/1`);
  });

  it("calls nobody while it is held, but warns all the same", () => {
    const hold = { by: "ebr", comment: 8, at: GATED + HOUR };
    const held = { board: seen(board({ memory: memory({ holds: [hold] }) })) };
    expect(keys(called(2 * DAY, held))).toEqual([]);
    expect(keys(called(25 * DAY, held))).toContain(`${RUN}/1/pypi/deadline/1`);
  });

  it("comes back when an approval expires, not for one that has expired and was said again", () => {
    const record = { gate: "pypi", by: "lstein", comment: 20, at: GATED };
    const configuration = pypi({ approvals: 2, approvalsExpire: 12 * HOUR });
    const again = comment(21, people.lstein, "/approve pypi", { createdAt: GATED + 13 * HOUR });
    const said = {
      configuration,
      comments: seen([...smokeTested, again]),
      board: seen(board({ memory: memory({ approvals: [record] }) })),
    };
    expect(called(14 * HOUR, said).again).toBe(GATED + 25 * HOUR + SECOND);
  });

  it("says once at the gate where it is opened, where our rule guards it", () => {
    expect(keys(called(0, { reported: [] }))).toEqual(["testpypi 1/waits", "pypi 1/waits"]);
    const byReviewers = { reported: [], environments: seen([environment("pypi", { rule: false })]) };
    expect(keys(called(0, byReviewers))).toEqual([]);
  });

  it("says nothing at the gate once our rule has answered there", () => {
    const answered = {
      environments: ["pypi"],
      state: "approved" as const,
      by: "release-conductor[bot]",
      comment: "Approved by `lstein` in https://x/issues/1 (comment 20), for commit 5a2f9c1, run attempt 1.",
    };
    expect(keys(called(0, { reported: [], reviews: seen([answered]) }))).toEqual(["testpypi 1/waits"]);
  });

  it("leaves a report be that GitHub has refused three times", () => {
    const { due } = called(0, { reported: [] });
    const futile = due.map(actionText);
    expect(keys(called(0, { reported: [], futile }))).toEqual([]);
    const unnamed = {
      reported: [`${RUN}/pypi/1/waits`],
      configuration: configured({ gates: [gate("pypi")] }),
    };
    const refused = called(0, unnamed).due.map(actionText);
    expect(refused).toHaveLength(1);
    expect(keys(called(0, { ...unnamed, futile: refused }))).toEqual([]);
  });

  it("says once that nobody can open it, where the configuration does not name it", () => {
    const one = { configuration: configured({ gates: [gate("pypi")] }) };
    expect(keys(called(0, one))).toEqual(["testpypi undefined"]);
    expect(keys(called(0, { ...one, reported: [`${RUN}/testpypi`, `${RUN}/pypi/1/waits`] }))).toEqual([]);
    const notOurs = {
      ...one,
      environments: seen([environment("pypi"), environment("testpypi", { rule: false })]),
    };
    expect(keys(called(0, notOurs))).toEqual([]);
  });

  it("keeps some of GitHub's ten reports", () => {
    const many = Array.from({ length: 8 }, (_, number) => `${RUN}/pypi/1/other${number}`);
    expect(keys(called(25 * DAY, { reported: [...many, `${RUN}/testpypi/1/waits`] }))).toEqual([
      "testpypi 1/deadline",
      `${RUN}/1/pypi/deadline/1`,
    ]);
  });
});
