import { expect, it } from "vitest";
import { createStandstills } from "../../src/conduct/standstill.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { given, seen, unknown } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { repository, snapshot } from "../release/snapshot-builder.ts";

const silent = unknown({ kind: "unreachable", whom: "GitHub", detail: "no answer" } as const);
const gone = unknown({ kind: "forbidden", whom: "GitHub", detail: "no token", status: 404 } as const);

/** What is logged when these are seen one after the other, `minutes` apart; of a sentence its beginning. */
function logged(minutes: number, ...views: readonly Partial<Snapshot>[]): readonly string[] {
  const lines: string[] = [];
  const note = (level: string) => (_fields: object, text: string) =>
    void lines.push(`${level} ${text.split(".")[0]}`);
  const tell = createStandstills({ warn: note("warn"), info: note("info") } as never);
  views.forEach((view, index) => {
    const now = snapshot({ ...view, now: index * minutes * MINUTE });
    tell({ release: "octo/widget@v1", planned: plan(now), seen: now });
  });
  return lines;
}

it.each<[string, number, readonly Partial<Snapshot>[], readonly string[]]>([
  ["nothing, while all goes well", 1, [{}, {}], []],
  [
    "a lost repository once, and its return",
    1,
    [{ repository: gone }, { repository: gone }, {}],
    ["warn No access", "info what kept the release from going on is over"],
  ],
  [
    "it again when it happens again",
    1,
    [{ repository: gone }, {}, { repository: gone }],
    ["warn No access", "info what kept the release from going on is over", "warn No access"],
  ],
  [
    "another cause when the cause changes",
    1,
    [{ repository: gone }, { repository: seen({ ...repository, archived: true }) }],
    ["warn No access", "warn Archived"],
  ],
  ["no silence of minutes", 2, [{ repository: silent }, { repository: silent }, {}], []],
  [
    "a silence of five minutes, once",
    2,
    Array.from({ length: 9 }, () => ({ repository: silent })),
    ["warn Waiting for GitHub"],
  ],
  [
    "no silence that is broken again and again",
    4,
    [{ repository: silent }, {}, { repository: silent }, {}],
    [],
  ],
  [
    "what is not granted, though the release goes on",
    1,
    [{ permissions: seen({ ...given(snapshot().permissions), checks: "read" }) }],
    ["warn The installation has not granted checks: write; what needs it is left out or waits"],
  ],
])("the log tells %s", (_name, minutes, views, lines) => {
  expect(logged(minutes, ...views)).toEqual(lines);
});
