import { missingTests, type SmokeTest, smokeTests } from "../../commands/smoke-tests.ts";
import { artifactsToOpen } from "../../release/evidence.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { phaseState } from "../phase-state.ts";
import { asCode, quoted } from "../safe.ts";
import { listed, shortDigest, utc } from "../words.ts";
import { atMost, section, table } from "./markup.ts";

/** Who tried the build and how it went; once there is a build, also what nobody has tried yet. */
export function smokeTestTable(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const rehearse = phases.find(({ name }) => name === "rehearse");
  const begun = rehearse !== undefined && phaseState(rehearse.step) !== "to-come";
  const { tests } = smokeTests(seen);
  const { shown, more } = atMost(tests, 50);
  const tried = new Set(tests.map(({ what }) => what));
  const missing = begun ? missingTests(seen, tests).filter((what) => !tried.has(what)) : [];
  const rows = [
    ...shown.map(testRow),
    ...missing.map((what) => [asCode(what), "⚪ not tried yet", "", "", ""]),
  ];
  const about = tests.length === 0 ? "" : `\n\n${aboutText(seen)}`;
  return section("Smoke tests", table(["What", "Result", "By", "When", "Note"], rows) + more + about);
}

/** What was tried: the artifacts that are there now, since a record of others is none of these. */
function aboutText(seen: Snapshot): string {
  const tried = artifactsToOpen(seen).map(
    ({ name, digest }) => `${asCode(name)}${digest === undefined ? "" : ` ${asCode(shortDigest(digest))}`}`,
  );
  return tried.length === 0 ? "" : `All of these are about ${listed(tried)}.`;
}

function testRow({ what, ok, by, at, note, counts }: SmokeTest): readonly string[] {
  const result = ok ? "✅ ok" : "❌ fails";
  return [
    asCode(what),
    counts ? result : `${result} (for information)`,
    asCode(by),
    utc(at),
    note === undefined ? "" : quoted(note),
  ];
}
