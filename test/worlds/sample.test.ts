import { expect, test } from "vitest";
import { missingIn } from "../../bench/worlds/kinds.ts";
import { createTally } from "../../bench/worlds/tally.ts";
import { INCIDENT_KINDS, scriptOf } from "./script.ts";
import { sampleOf, settingOf } from "./world.ts";

test("a sample has each script in each mode, and each kind of incident in a script", () => {
  const settings = sampleOf(4).map(settingOf);
  const scripts = [...new Set(settings.map(({ script }) => script))];
  expect(scripts.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  for (const script of scripts) {
    const modes = settings.filter((one) => one.script === script).map(({ mode }) => mode);
    expect(modes.sort()).toEqual(["both", "events", "sweep"]);
  }
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
