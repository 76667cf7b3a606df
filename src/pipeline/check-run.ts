import type { WriteCheckRun } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { notGranted } from "../release/granted.ts";
import type { Look } from "../release/look.ts";
import type { Plan } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { checkRunText } from "../replies/check-run.ts";

/** The check run on the tagged commit; under way, only another state is worth a write. Where no commit is tagged any more, there is none to write. */
export function checkRun(
  planned: Plan,
  seen: Snapshot,
): { readonly look: readonly Look[]; readonly write: readonly WriteCheckRun[] } {
  const commit = given(seen.tag)?.commit;
  if (
    commit === undefined ||
    seen.checkRun.is === "unknown" ||
    notGranted(seen, "write-check-run").length > 0
  ) {
    return { look: [], write: [] };
  }
  if (seen.checkRun.is === "unseen") {
    return { look: [{ at: "checkRun" }], write: [] };
  }
  const there = given(seen.checkRun);
  const { title, state, summary, conclusion } = checkRunText(planned, seen);
  const sameTitle = conclusion === undefined ? there?.title.startsWith(`${state}.`) : there?.title === title;
  const same = sameTitle === true && there?.conclusion === conclusion;
  const instead = planned.standing.is === "shut-out" ? { insteadOfBoard: true } : {};
  const update = there === undefined ? {} : { checkRun: there.id };
  const outcome = conclusion === undefined ? {} : { conclusion };
  return {
    look: [],
    write: same ? [] : [{ do: "write-check-run", commit, title, summary, ...update, ...outcome, ...instead }],
  };
}
