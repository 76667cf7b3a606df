import { expect, test } from "vitest";
import { missingIn } from "../../bench/worlds/kinds.ts";
import { createTally } from "../../bench/worlds/tally.ts";
import { MISHAP_KINDS, mishapOf } from "./mishaps.ts";
import { INCIDENT_KINDS, scriptOf } from "./script.ts";
import { sampleOf, settingOf } from "./world.ts";

test("a sample has a world of each script, in each mode in turn, and each kind of incident and of mishap", () => {
  const seeds = sampleOf(4);
  const settings = seeds.map(settingOf);
  const scripts = settings.map(({ script }) => script);
  expect(scripts.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(scripts).toEqual([...new Set(scripts)]);
  expect(settings.slice(0, 4).map(({ mode }) => mode)).toEqual(["both", "events", "sweep", "both"]);
  const mishaps = seeds.map((seed) => mishapOf(seed).is);
  expect([...new Set(mishaps)].sort()).toEqual([...MISHAP_KINDS].sort());
  const incidents = scripts.flatMap((script) => scriptOf(script).incidents.map(({ is }) => is));
  expect([...new Set(incidents)].sort()).toEqual([...INCIDENT_KINDS].sort());
});

test("a kind that nobody has lived through is missed", () => {
  const tally = createTally(() => undefined);
  const all = missingIn(tally);
  expect(all).toContain("by sweep");
  expect(all).toContain("/resume after draft deleted");
  expect(all).toContain("incident yanked");
  tally.tell({ kinds: all.filter((kind) => kind !== "incident yanked"), name: "world 1" });
  expect(missingIn(tally)).toEqual(["incident yanked"]);
});
