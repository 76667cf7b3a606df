import { sameEnvironment } from "../release/environment-name.ts";
import { type Fault, unseen } from "../release/fact.ts";
import { environmentNamed } from "../release/gate.ts";
import type { Look } from "../release/look.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";

/**
 * How a part of a gate's guard opens: by the app's own rule, by a review in the name of somebody who approved and
 * linked their account, or by a click in GitHub that the app can only link to.
 */
export type Strategy = "rule" | "reviewer" | "link";

/** What guards the environment, each by how it opens: GitHub opens the gate once all of them have had their say. */
export function strategiesOf(seen: Snapshot, environment: string): readonly Strategy[] {
  const guard = environmentNamed(seen, environment);
  const byReview =
    (guard?.reviewers ?? []).length === 0 ? [] : [seen.linkUrl === undefined ? "link" : "reviewer"];
  const strategies = [...(guard?.rule === true ? ["rule"] : []), ...byReview] as readonly Strategy[];
  return strategies.length === 0 ? ["link"] : strategies;
}

/** The first of these people whose review GitHub takes at the gate, and the facts still needed to say so. */
export function reviewerAmong(
  seen: Snapshot,
  environment: string,
  people: readonly Person[],
): { readonly reviewer?: Person; readonly looks: readonly Look[]; readonly silent?: Fault } {
  if (seen.linkUrl === undefined) {
    return { looks: [] };
  }
  const asked = people.map((person) => ({ person, fact: seen.reviewing[person.id] ?? unseen }));
  const able = asked.find(
    ({ fact }) =>
      fact.is === "seen" &&
      fact.value.is === "linked" &&
      fact.value.environments.some((one) => sameEnvironment(one, environment)),
  );
  const looks = asked.flatMap(({ person, fact }): readonly Look[] =>
    fact.is === "unseen" ? [{ at: "reviewing", user: person.id }] : [],
  );
  const silent = asked.flatMap(({ fact }) => (fact.is === "unknown" ? [fact.because] : []))[0];
  return {
    looks,
    ...(able === undefined ? {} : { reviewer: { id: able.person.id, login: able.person.login } }),
    ...(silent === undefined ? {} : { silent }),
  };
}
