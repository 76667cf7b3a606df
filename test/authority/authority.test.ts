import { describe, expect, test } from "vitest";
import { AUTHORITY } from "../../src/pipeline/authority.ts";
import { COTERIE } from "./coterie.ts";
import { livedThrough, told } from "./lived.ts";
import { type Plot, plotOf } from "./plot.ts";
import { without } from "./without.ts";

/** In milliseconds. */
const LONGEST_WORLD = 60_000;

/** A handful; the others live in `npm run worlds`, where a world costs less. */
const SEEDS = [0, 1, 2, 3, 4];

/** The one world to look into. */
const only = process.env["AUTHORITY_SEED"];

for (const seed of only === undefined ? SEEDS : [Number(only)]) {
  test(`in world ${seed} no gate opens without authority`, { timeout: LONGEST_WORLD }, async () => {
    const lived = await livedThrough(plotOf(seed));
    expect(lived.breaches, told(lived)).toEqual([]);
  });
}

/** One gate that one maintainer opens, and nothing is the matter with it. */
const PLAIN: Plot = {
  seed: 0,
  policy: {
    approvals: 1,
    selfApproval: true,
    role: "maintain",
    users: [],
    commit: false,
    gates: ["pypi"],
    inOrder: false,
    smokeTests: [],
    workflow: true,
    cancelSuperseded: false,
  },
  flaw: "none",
  annotated: false,
  starter: COTERIE.writer,
  early: [],
  moves: [],
  prepared: true,
  goesOn: false,
  comesHome: true,
  engine: "SQLite",
  replicas: 1,
};

/** A world in which nobody brings the gate to its opening but who may not. */
const attacked = (...moves: readonly string[]): Plot => ({ ...PLAIN, moves, comesHome: false });

test("where nobody attacks the gate opens, and the same seed gives the same life", async () => {
  const lives = [await livedThrough(PLAIN), await livedThrough(PLAIN)];
  expect(lives[0]).toMatchObject({ opened: 1, breaches: [] });
  expect(lives[1]?.story).toEqual(lives[0]?.story);
});

describe("the judge sees it when a rule is not kept:", () => {
  test.each<[string, Plot, string]>([
    ["no bot wrote it", attacked("a bot with a role approves"), "by a person"],
    [
      "no other app wrote it in a person's name",
      attacked("another app approves in a person's name"),
      "in their own name",
    ],
    [
      "whoever says it has the right to, at this moment",
      attacked("an outsider approves", "a triager approves"),
      "by an approver",
    ],
    ["enough different people have approved it", attacked(), "0 of 1 people have approved"],
    [
      "what is tagged may be released",
      {
        ...attacked("the last gate is approved before the first is verified"),
        flaw: "tagged aside",
        policy: { ...PLAIN.policy, branches: ["main"], conditions: [] },
      },
      "what is tagged may not be released",
    ],
  ])("%s", { timeout: LONGEST_WORLD }, async (name, plot, says) => {
    const lists = AUTHORITY.filter(({ rules }) => rules.some((rule) => rule.name === name));
    const about = lists[0]?.about ?? "";
    expect((await livedThrough(plot)).breaches).toEqual([]);
    const lived = await without({ about, name }, () => livedThrough(plot));
    expect(lived.breaches.join()).toContain(says);
  });
});
