import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import type { Announcing } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Memory } from "../../src/release/memory.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import type { PhaseName, Step } from "../../src/release/step.ts";
import {
  announcing,
  board,
  comment,
  configured,
  GATED,
  memory,
  people,
  released,
  run,
  served,
} from "../release/snapshot-builder.ts";

const [FIRST, SECOND] = ["ANNOUNCE_FIRST", "ANNOUNCE_SECOND"];
const rules: readonly Announcing[] = [
  { ...announcing, variable: FIRST },
  { ...announcing, variable: SECOND, linksTo: FIRST },
];

/** A release that was public before somebody said `/release`. */
function adopted(overrides: Partial<Snapshot> = {}, known: Partial<Memory> = {}): Snapshot {
  const takenUp = { by: people.lstein, issue: 1, comment: 1, at: GATED, released: true } as const;
  return released({
    configuration: configured({ announce: rules }),
    channels: { [FIRST]: "discord", [SECOND]: "discord" },
    runs: seen([run({ status: "completed", conclusion: "success" })]),
    board: seen(board({ memory: memory({ takenUp, ...known }) })),
    ...overrides,
  });
}

function step(name: PhaseName, now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === name)?.step;
}

describe("an adopted release's post that links to another", () => {
  const says = (text: string): Partial<Snapshot> => {
    const said: readonly Comment[] = [comment(40, people.lstein, text)];
    return { comments: seen(said) };
  };
  const told = (now: Snapshot) => [FIRST, SECOND].map((name) => step(`announce ${name}`, now));

  it("is made no more than that, and the board closes", () => {
    expect(told(adopted())).toMatchObject([
      { is: "skipped", why: { is: "announced-before", channel: FIRST } },
      { is: "skipped", why: { is: "announced-before", channel: SECOND } },
    ]);
    expect(plan(adopted()).standing.is).toBe("finished");
  });

  it("waits for that where both are asked for, or it was begun", () => {
    const waits = { is: "waiting", on: { for: "phases", names: [`announce ${FIRST}`] } };
    expect(told(adopted(says("/announce")))).toMatchObject([{ is: "due" }, waits]);
    const failed = { is: "failed", why: "no answer" } as const;
    const begun = { channel: SECOND, at: GATED, tries: 0, outcome: failed };
    expect(told(adopted({}, { announcements: [begun] }))).toMatchObject([{ is: "skipped" }, waits]);
  });

  it("is made alone where it alone is asked for", () => {
    expect(told(adopted(says(`/announce ${SECOND}`)))).toMatchObject([{ is: "skipped" }, { is: "due" }]);
  });
});

describe("an adopted release of which the index lacks a file", () => {
  const lacking = (now: Snapshot["now"]) =>
    step("verify pypi", adopted({ now, index: { testpypi: absent, pypi: served(1) } }));

  it.each([
    ["at once", GATED + HOUR + 5 * MINUTE],
    ["after years", GATED + 700 * DAY],
  ])("says so and waits for nothing: %s", (_, now) => {
    expect(lacking(now)).toEqual({
      is: "skipped",
      why: { is: "released-before" },
      notices: [{ is: "index-missing-files", index: "pypi", missing: ["invokeai-5.0.0.tar.gz"] }],
    });
  });
});
