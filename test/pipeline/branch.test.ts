import { expect, it } from "vitest";
import { readConfiguration } from "../../src/config/configuration.ts";
import { branchStep } from "../../src/pipeline/branch.ts";
import { absent, given, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { CheckRun, Snapshot } from "../../src/release/snapshot.ts";
import { COMMIT, repository, snapshot } from "../release/snapshot-builder.ts";

const silence = unknown({ kind: "unreachable", whom: "GitHub", detail: "GitHub is down" });
const check: CheckRun = { id: 1, status: "completed", title: "The configuration has no fault.", summary: "" };
const base = snapshot({ permissions: seen({ checks: "write" }) });
const key = (branch: string) => ({ ...base.key, tag: `:branch ${branch}` });
const fileOf = (text: string, blob = "other") =>
  seen({ commit: COMMIT, file: readConfiguration(text, blob) });

/** A branch with a sound configuration of its own, of which nothing was said yet. */
const looked = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...base,
  key: key("side"),
  branchFile: fileOf("tags: v*\n"),
  branchCheck: absent,
  ...change,
});

it("of a sound configuration, tells in a sentence that it is", () => {
  const { standing, due } = branchStep(looked());
  expect(standing).toEqual({ is: "at-branch", faulty: false });
  expect(due).toEqual([
    {
      do: "write-check-run",
      commit: COMMIT,
      name: "Release Conductor: configuration",
      title: "The configuration has no fault.",
      summary: expect.stringContaining("has no fault. It counts once it is on `main`"),
      conclusion: "success",
    },
  ]);
});

it("of a faulty one, tells every fault at its line", () => {
  const { standing, due } = branchStep(looked({ branchFile: fileOf("tags: v*\nworkfow: a\ngates: 5\n") }));
  expect(standing).toEqual({ is: "at-branch", faulty: true });
  expect(due).toMatchObject([
    {
      title: "The configuration has 2 faults.",
      conclusion: "failure",
      annotations: [
        { line: 2, endLine: 2, title: "workfow" },
        { line: 3, endLine: 3, title: "gates" },
      ],
    },
  ]);
});

it("tells one where the default branch has none yet", () => {
  expect(branchStep(looked({ configuration: absent })).due).toHaveLength(1);
});

it.each<[string, Partial<Snapshot>, readonly string[]]>([
  [
    "the branch beside the default branch's configuration",
    { configuration: unseen, branchFile: unseen },
    ["configuration", "branchFile"],
  ],
  ["what was said only where there is something to say", { branchCheck: unseen }, ["branchCheck"]],
])("looks at %s", (_, change, sights) => {
  const { look, due } = branchStep(looked(change));
  expect([look?.map(({ at }) => at), due ?? []]).toEqual([sights, []]);
});

it.each<[string, Partial<Snapshot>, string]>([
  ["told already", { branchCheck: seen(check) }, "at-branch"],
  ["deleted", { branchFile: absent }, "nothing-proposed"],
  ["without the file", { branchFile: seen({ commit: COMMIT }) }, "nothing-proposed"],
  ["the default branch", { key: key("main") }, "nothing-proposed"],
  [
    "no other than the default branch in it",
    { branchFile: fileOf("", given(base.configuration)?.blob), branchCheck: unseen },
    "nothing-proposed",
  ],
  ["archived", { repository: seen({ ...repository, archived: true }) }, "archived"],
  ["another repository's", { key: { ...key("side"), repository: 1 } }, "another-repository"],
  ["not to be written", { permissions: seen({ checks: "read" }) }, "no-check-runs"],
  ["unanswered", { branchFile: silence }, "not-yet"],
  ["beside a default branch that is not shown", { configuration: silence }, "not-yet"],
  ["not known to be told", { branchCheck: silence }, "not-yet"],
])("says nothing of a branch that is %s", (_, change, standing) => {
  const { standing: stands, look = [], due = [] } = branchStep(looked(change));
  const says = stands.is === "left-alone" ? stands.why : stands.is;
  expect([says, look, due]).toEqual([standing, [], []]);
});
