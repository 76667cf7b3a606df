import { remainsOf } from "../../release/remains.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { holders } from "../places.ts";
import { remainsLines } from "../remains.ts";
import { sentence } from "../words.ts";
import { section, table } from "./markup.ts";

/** How a release whose board a person has closed is taken up again. */
export function wayBack(seen: Snapshot): string {
  const what =
    "Click *Reopen issue*: everything is looked at anew, and the release goes on from where it is then. Approvals said before count while every rule still holds for them";
  return table(["Who", "What to say or do now"], [[sentence(holders("triage", seen)), what]]);
}

/** What there was of the release when its board was closed. */
export function leftAsItIs(seen: Snapshot): string {
  const lines = remainsLines(remainsOf(seen)).map((line) => `- ${line}`);
  return section("Left as it is", lines.join("\n"));
}
