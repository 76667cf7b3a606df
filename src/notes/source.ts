import { configurationOf, memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { RangeGap } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { notesBases } from "./base.ts";

/**
 * What the app's sections are made from, as a fingerprint: the tagged commit, the bases, the rules, and who belongs to
 * the project. Written beside them, it tells without reading the whole range again whether they are of today. Undefined: there is no commit.
 */
export function notesSource(seen: Snapshot): string | undefined {
  const commit = given(seen.tag)?.commit;
  if (commit === undefined) {
    return undefined;
  }
  const { intro: _, title: __, ...rules } = configurationOf(seen)?.notes ?? {};
  const around = [given(seen.notesFile), given(seen.notesMembers)];
  const after = memoryOf(seen).prepared?.after;
  const place = after === undefined ? [] : [after];
  return fingerprint(JSON.stringify([commit, notesBases(seen), rules, around, ...place]));
}

/** The source of sections for which GitHub did not tell everything: it is no source of today, so they are written again. */
export function partial(source: string): string {
  return `${source}-partial`;
}

/** Whether GitHub may tell at another time what is missing now. */
export function mayStillCome(gap: Pick<RangeGap, "is">): boolean {
  return gap.is === "commits-withheld" || gap.is === "newcomers-unknown";
}
