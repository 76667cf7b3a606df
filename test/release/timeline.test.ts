import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import { longestOf, type Stretch, timelineOf } from "../../src/release/timeline.ts";

const NOON = Date.UTC(2026, 10, 22, 12);

/** From and to in minutes after noon. */
function stretch(row: Stretch["row"], waits: Stretch["waits"], from: number, to: number): Stretch {
  return { row, waits, from: NOON + from * MINUTE, to: NOON + to * MINUTE };
}

const minutes = ({ took, people, machines, earlier, unknown }: ReturnType<typeof timelineOf>) =>
  [took, people, machines, earlier, unknown].map((ms) => ms / MINUTE);

describe("where the time of a release went: in all, people, machines, earlier attempts, not known", () => {
  it.each([
    ["nothing is known", [], [0, 0, 0, 0, 0]],
    [
      "one after the other",
      [stretch("checks", "machines", 0, 8), stretch("draft", "people", 8, 60)],
      [60, 52, 8, 0, 0],
    ],
    [
      "jobs side by side count once",
      [stretch("checks", "machines", 0, 8), stretch("checks", "machines", 2, 10)],
      [10, 0, 10, 0, 0],
    ],
    [
      "two gates side by side count once",
      [stretch("publish a", "people", 0, 30), stretch("publish b", "people", 10, 40)],
      [40, 40, 0, 0, 0],
    ],
    [
      "a machine at work is what is waited for",
      [stretch("publish a", "people", 0, 30), stretch("publish b", "machines", 10, 20)],
      [30, 20, 10, 0, 0],
    ],
    [
      "what no stretch tells is not known",
      [stretch("checks", "machines", 0, 8), stretch("publish a", "people", 20, 30)],
      [30, 10, 8, 0, 12],
    ],
    [
      "earlier attempts stand for themselves",
      [stretch("earlier", "earlier", 0, 45), stretch("checks", "machines", 45, 50)],
      [50, 0, 5, 45, 0],
    ],
    [
      "what nothing waited for is no part of it",
      [stretch("checks", "machines", 0, 8), { ...stretch("publish a", "people", 8, 900), beside: true }],
      [8, 0, 8, 0, 0],
    ],
    [
      "what ends before it begins is left out",
      [stretch("checks", "machines", 0, 8), stretch("draft", "people", 20, 10)],
      [8, 0, 8, 0, 0],
    ],
  ] as const)("%s", (_, stretches, expected) => {
    expect(minutes(timelineOf(stretches))).toEqual(expected);
  });

  it("gives each phase its row, in order, with its own time", () => {
    const { rows } = timelineOf([
      stretch("publish b", "people", 10, 40),
      stretch("publish a", "people", 0, 30),
      stretch("publish b", "machines", 40, 41),
    ]);
    expect(
      rows.map(({ name, from, took, people, machines }) => [
        name,
        (from - NOON) / MINUTE,
        took / MINUTE,
        people / MINUTE,
        machines / MINUTE,
      ]),
    ).toEqual([
      ["publish a", 0, 30, 30, 0],
      ["publish b", 10, 31, 30, 1],
    ]);
  });

  it("goes by whole minutes", () => {
    const from = NOON + 59 * SECOND;
    const { took, rows } = timelineOf([{ row: "checks", waits: "machines", from, to: NOON + 61 * SECOND }]);
    expect([took, rows[0]?.from]).toEqual([MINUTE, NOON]);
  });
});

describe("what it waited for longest", () => {
  it.each([
    ["nothing, where it waited nowhere for a minute", [stretch("checks", "machines", 0, 0)], undefined],
    [
      "people at a gate rather than the machines behind it",
      [
        stretch("publish a", "people", 0, 50),
        stretch("publish a", "machines", 50, 60),
        stretch("checks", "machines", 0, 20),
      ],
      ["publish a", "people"],
    ],
    [
      "never what nothing waited for",
      [{ ...stretch("publish a", "people", 0, 500), beside: true }, stretch("checks", "machines", 0, 8)],
      ["checks", "machines"],
    ],
    [
      "never earlier attempts",
      [stretch("earlier", "earlier", 0, 500), stretch("draft", "people", 500, 501)],
      ["draft", "people"],
    ],
  ] as const)("%s", (_, stretches, expected) => {
    const longest = longestOf(timelineOf(stretches));
    expect(longest === undefined ? undefined : [longest.row.name, longest.waits]).toEqual(expected);
  });
});

describe("whatever the stretches are", () => {
  const rows = [
    "earlier",
    "again",
    "hold",
    "checks",
    "rehearse",
    "publish pypi",
    "publish testpypi",
    "draft",
  ] as const;
  const stretches = fc.array(
    fc.record({
      row: fc.constantFrom(...rows),
      waits: fc.constantFrom("people", "machines", "earlier", "unknown" as const),
      from: fc.integer({ min: NOON, max: NOON + 40 * HOUR }),
      to: fc.integer({ min: NOON, max: NOON + 40 * HOUR }),
      beside: fc.boolean(),
    }) as fc.Arbitrary<Stretch>,
    { maxLength: 40 },
  );

  it("the shares are never negative, and together all of it", () => {
    fc.assert(
      fc.property(stretches, (all) => {
        const timeline = timelineOf(all);
        for (const { took, people, machines, earlier, unknown } of [timeline, ...timeline.rows]) {
          expect(people + machines + earlier + unknown).toBe(took);
          expect(Math.min(took, people, machines, earlier, unknown)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("they are what a count of the minutes finds", () => {
    fc.assert(
      fc.property(stretches, (all) => {
        const counted = { people: 0, machines: 0, earlier: 0 };
        for (let minute = NOON; minute < NOON + 40 * HOUR; minute += MINUTE) {
          const there = all.filter(
            ({ from, to, beside }) =>
              !beside && from < minute + MINUTE && minute + MINUTE <= to && from <= to,
          );
          const whose = (["machines", "people", "earlier"] as const).find((one) =>
            there.some(({ waits }) => waits === one),
          );
          if (whose !== undefined) {
            counted[whose] += MINUTE;
          }
        }
        expect(timelineOf(all)).toMatchObject(counted);
      }),
      { numRuns: 30 },
    );
  });

  it("the rows are in the order of their beginnings, each once, and their order does not hang on what came first", () => {
    fc.assert(
      fc.property(stretches, (all) => {
        const { rows, ...shares } = timelineOf(all);
        const begun = rows.map(({ from }) => from);
        expect(begun).toEqual(begun.toSorted((a, b) => a - b));
        expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
        expect(timelineOf(all.toReversed())).toMatchObject(shares);
      }),
    );
  });
});
