import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Delegation } from "../release/memory.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { everyCommandIn } from "./parse.ts";
import { isApprover, type Verdict } from "./rights.ts";

/**
 * Whether a person may approve a gate: in their own right, else in the place of somebody who lent them theirs by
 * `/delegate`. A right that was lent lasts as long as whoever lent it has it and leaves the comment as it is.
 */
export function mayApprove(seen: Snapshot, person: Person, gate: Gate | undefined): Verdict {
  const own = isApprover(seen, person, gate);
  if (own.is !== "may-not" || gate === undefined) {
    return own;
  }
  const lent = standing(seen, gate)
    .filter(({ to }) => to.id === person.id)
    .map((delegation) => ({ delegation, verdict: isApprover(seen, delegation.by, gate) }));
  const found = lent.find(({ verdict }) => verdict.is === "may")?.delegation;
  if (found !== undefined) {
    return { is: "may", by: `delegation by ${found.by.login}`, inPlaceOf: found.by };
  }
  return lent.find(({ verdict }) => verdict.is === "looking")?.verdict ?? own;
}

/** The delegations of a gate that nothing has ended: an edit, a deletion, other rules, another build. */
export function standing(seen: Snapshot, gate: Gate): readonly Delegation[] {
  const { delegations = [], configuration } = memoryOf(seen);
  const began = releaseRun(seen)?.createdAt ?? Number.POSITIVE_INFINITY;
  const since = Math.max(began, configuration?.since ?? Number.POSITIVE_INFINITY);
  return delegations.filter((one) => one.gate === gate.name && one.at > since && isStillSaid(seen, one));
}

function isStillSaid(seen: Snapshot, { comment, by }: Delegation): boolean {
  const said = (given(seen.comments) ?? []).find((one) => one.id === comment);
  return (
    said !== undefined &&
    !said.edited &&
    // Of a comment without a command nobody asks whether it was edited.
    everyCommandIn(said).some(({ command }) => command === "delegate") &&
    said.outcome !== "refused" &&
    said.author?.id === by.id
  );
}
