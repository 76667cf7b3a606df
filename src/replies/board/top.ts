import { isReplacement } from "../../release/aboard.ts";
import { attemptOf, configurationOf, memoryOf, releaseRun } from "../../release/attempt.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { nextMoves } from "../next-moves.ts";
import { commitLink, configurationFile, fileLink, runLink } from "../places.ts";
import { asCode } from "../safe.ts";
import { short, utc } from "../words.ts";
import { table } from "./markup.ts";

/** Who may do what now, with the exact words. */
export function moves(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const rows = nextMoves(phases, seen).map(({ who, what }) => [who, what]);
  return table(["Who", "What to say or do now"], rows);
}

/** That there was a board before this one, of which nothing counts any more. */
export function replacesNote(seen: Snapshot): string {
  if (isReplacement(seen)) {
    return "This comment takes the place of an earlier one, which was deleted or changed by hand. Approvals, holds and tests said before it count for nothing: say them again.";
  }
  const before = memoryOf(seen).replaces ?? (seen.board.is === "absent" ? seen.knownBoard : undefined);
  return before === undefined
    ? ""
    : `This issue takes the place of issue ${before}, which was deleted or moved to another repository. Approvals, holds and tests said there count for nothing: say them again here.`;
}

/** What all of the above is about: tag, commit, run and configuration. */
export function origin(seen: Snapshot): string {
  const commit = attemptOf(seen)?.commit;
  const run = releaseRun(seen);
  const rules = memoryOf(seen).configuration;
  const parts = [
    `Tag ${asCode(seen.key.tag)}`,
    ...(commit === undefined ? [] : [`commit ${commitLink(seen, commit)}`]),
    ...(run === undefined
      ? []
      : [runLink(seen, `run ${run.id}`) + (run.attempt > 1 ? `, attempt ${run.attempt}` : "")]),
    ...(rules === undefined ? [] : [rulesText(rules, seen)]),
    ...checklist(seen),
  ];
  return parts.join(" · ");
}

function checklist(seen: Snapshot): readonly string[] {
  const path = configurationOf(seen)?.board.checklist;
  return path === undefined ? [] : [`checklist ${fileLink(seen, path)}`];
}

/** A change of the rules in mid-release makes approvals lapse, so it shows. */
function rulesText(
  { blob, since }: { readonly blob: string; readonly since: number },
  seen: Snapshot,
): string {
  const changed = since === 0 ? "" : `, changed ${utc(since)}: approvals said before do not count`;
  return `configuration ${configurationFile(seen)} at ${asCode(short(blob))}${changed}`;
}
