import { expect, it } from "vitest";
import { setupStep } from "../../src/pipeline/setup.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { HOUR } from "../../src/release/instant.ts";
import type { CheckRun, Snapshot } from "../../src/release/snapshot.ts";
import { sound } from "../doctor/setup-builder.ts";
import { COMMIT, repository, snapshot } from "../release/snapshot-builder.ts";

const silence = unknown({ kind: "unreachable", whom: "GitHub", detail: "GitHub is down" });
const check: CheckRun = { id: 1, status: "completed", title: "Nothing is missing.", summary: "" };

/** What was looked at, with nothing said there yet. */
const looked = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshot({ permissions: seen({ checks: "write" }) }),
  setupCommit: seen(COMMIT),
  setupCheck: absent,
  setup: seen(sound),
  ...change,
});

it("is told on the commit that changed the configuration", () => {
  expect(setupStep(looked())).toMatchObject({
    standing: { is: "at-setup" },
    due: [
      {
        do: "write-check-run",
        commit: COMMIT,
        name: "Release Conductor: set-up",
        title: "Nothing is missing.",
        conclusion: "success",
      },
    ],
  });
});

it.each<[string, Partial<Snapshot>, readonly string[]]>([
  ["the commit first", { setupCommit: unseen }, ["setupCommit"]],
  ["whether it was told", { setupCheck: unseen, setup: unseen }, ["setupCheck"]],
  ["all the rest only where it was not", { setup: unseen }, ["setup"]],
])("looks at %s", (_, change, sights) => {
  const { look, due } = setupStep(looked(change));
  expect([look?.map(({ at }) => at), due ?? []]).toEqual([sights, []]);
});

it.each<[string, Partial<Snapshot>, string]>([
  ["told already", { setupCheck: seen(check) }, "at-setup"],
  ["told already, before anything was looked at", { setupCheck: seen(check), setup: unseen }, "at-setup"],
  ["refused by GitHub for long", { knownFor: 2 * HOUR }, "at-setup"],
  ["without a file", { configuration: absent }, "no-configuration"],
  ["without a commit", { setupCommit: absent }, "no-configuration"],
  ["archived", { repository: seen({ ...repository, archived: true }) }, "archived"],
  ["another repository's", { key: { repository: 1, tag: ":configuration" } }, "another-repository"],
  ["not to be written", { permissions: seen({ checks: "read" }) }, "no-check-runs"],
  ["unanswered", { setupCommit: silence }, "not-yet"],
  ["not known to be told", { setupCheck: silence, setup: seen(sound) }, "not-yet"],
])("says nothing where it is %s", (_, change, standing) => {
  const { standing: stands, look = [], due = [] } = setupStep(looked(change));
  const says = stands.is === "left-alone" ? stands.why : stands.is;
  expect([says, look, due]).toEqual([standing, [], []]);
});
