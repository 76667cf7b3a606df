import type { Gate } from "./configuration.ts";
import { packagesOf } from "./evidence.ts";
import { factAt, given } from "./fact.ts";
import { gateState, gatesOf, hasExpired, isDispensable } from "./gate.ts";
import type { Look, Sight } from "./look.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where files of the version are by now, which no other build can replace. */
export type AlreadyOut = {
  /** Indexes that the release needs and that have some. https://pypi.org/help/#file-name-reuse */
  readonly on: readonly string[];
  /** Those that did not answer. */
  readonly unclear: readonly string[];
};

/** What has to be looked at before anybody can say so; what did not answer is not asked for again. */
export function looksForOut(seen: Snapshot): readonly Look[] {
  const gates = neededGates(seen);
  const sights = (["artifacts", "contents"] as const satisfies readonly Sight[]).filter(
    (at) => seen[at].is === "unseen",
  );
  // What the packages are called may be known from the build alone.
  return gates.length > 0 && sights.length > 0
    ? sights.map((at): Look => ({ at }))
    : gates
        .filter(({ name }) => factAt(seen.index, name).is === "unseen")
        .map(({ name }): Look => ({ at: "index", gate: name }));
}

/** Where the version is out, as far as was looked. A job behind a gate that went well has published, whoever is silent. */
export function alreadyOut(seen: Snapshot): AlreadyOut {
  const gates = neededGates(seen).map((gate) => {
    const fact = factAt(seen.index, gate.name);
    const isOut = (given(fact) ?? []).length > 0 || gateState(seen, gate.name).is === "published";
    const isUnclear = fact.is === "unknown" || fact.is === "unseen" || isOutOfSight(seen, gate);
    return { index: gate.index, isOut, isUnclear };
  });
  return {
    on: named(gates.filter(({ isOut }) => isOut)),
    unclear: named(gates.filter(({ isOut, isUnclear }) => !isOut && isUnclear)),
  };
}

/** A job may have uploaded something, and what its packages are called went with the artifacts. */
function isOutOfSight(seen: Snapshot, gate: Gate): boolean {
  const state = gateState(seen, gate.name);
  const wasOpen = state.is === "open" || (state.is === "failed" && !hasExpired(seen, gate.name, state.job));
  return wasOpen && packagesOf(seen, gate).length === 0;
}

/** Of a gate without which the release ends, a file that is taken stops nothing. */
function neededGates(seen: Snapshot) {
  return gatesOf(seen).flatMap((gate) =>
    gate.index === undefined || isDispensable(seen, gate) ? [] : [{ ...gate, index: gate.index }],
  );
}

function named(gates: readonly { readonly index: string }[]): readonly string[] {
  return [...new Set(gates.map(({ index }) => index))];
}
