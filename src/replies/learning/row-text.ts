import type { PhaseName } from "../../release/step.ts";
import type { RowName } from "../../release/timeline.ts";
import { phaseText } from "../phase-title.ts";
import { listed } from "../words.ts";

/** What a row's time was, in its place in a sentence. */
export function rowText(row: RowName): string {
  return Object.hasOwn(ROWS, row) ? (ROWS[row as keyof typeof ROWS] ?? "") : phaseText(row);
}

/** Rows that are no phase, and phases whose time is that of another, too. */
export const ROWS: Readonly<Partial<Record<PhaseName | RowName, string>>> = {
  earlier: "earlier attempts",
  again: "failed jobs, before they were run again",
  hold: "holds",
  checks: "checks and build",
  verify: "verifying and drafting",
};

/** Of these there is no fact that tells it. */
export function untoldText(rows: readonly RowName[]): string {
  return `Not known how long it took: ${listed(rows.map(rowText))}.`;
}
