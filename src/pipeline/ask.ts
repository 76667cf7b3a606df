import { type Fact, type Fault, factAt, given } from "../release/fact.ts";
import type { FileProvenance, IndexRelease } from "../release/index-release.ts";
import type { Look, Sight } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";

type Value<F> = F extends { readonly is: "seen"; readonly value: infer T } ? T : never;
type Facts<S extends Sight> = { readonly [K in S]: Value<Snapshot[K]> | undefined };

/**
 * The facts a phase goes by (`undefined`: looked for and absent), or the step to take while they are not there:
 * look for what is unseen, wait for what did not answer. So nothing unknown ever counts as anything.
 */
export function ask<S extends Sight>(
  seen: Snapshot,
  ...sights: readonly S[]
): { readonly step: Step } | { readonly facts: Facts<S> } {
  const step = askAll(sights.map((at): Asked => ({ fact: seen[at], look: { at } })));
  if (step !== undefined) {
    return { step };
  }
  return {
    facts: Object.fromEntries(
      sights.map((sight) => [sight, given(seen[sight] as Fact<unknown>)]),
    ) as Facts<S>,
  };
}

/** What an index said of a gate's version, or the step to take while it has not. */
export function askIndex(
  seen: Snapshot,
  gate: string,
): { readonly step: Step } | { readonly index: readonly IndexRelease[] } {
  const asked = askOne(factAt(seen.index, gate), { at: "index", gate });
  return "step" in asked ? asked : { index: asked.value ?? [] };
}

/** Who published the files of a gate, as its index shows it (undefined: it tells no such thing), or the step to take. */
export function askProvenance(
  seen: Snapshot,
  gate: string,
): { readonly step: Step } | { readonly value: readonly FileProvenance[] | undefined } {
  return askOne(factAt(seen.provenance, gate), { at: "provenance", gate });
}

/** What was answered to a look (undefined: there is none), or the step to take while it was not. */
export function askOne<T>(
  fact: Fact<T>,
  look: Look,
): { readonly step: Step } | { readonly value: T | undefined } {
  const step = askAll([{ fact, look }]);
  return step === undefined ? { value: given(fact) } : { step };
}

type Asked = { readonly fact: Fact<unknown>; readonly look: Look };

/** The step to take while these looks were not all answered: one look for all that nobody took. */
export function askAll(asked: readonly Asked[]): Step | undefined {
  const [first, ...rest] = asked.filter(({ fact }) => fact.is === "unseen").map(({ look }) => look);
  return first === undefined
    ? firstUnanswered(asked.map(({ fact }) => fact))
    : { is: "look", at: [first, ...rest] };
}

function firstUnanswered(facts: readonly Fact<unknown>[]): Step | undefined {
  const fact = facts.find((one) => one.is === "unknown");
  return fact?.is === "unknown" ? waitFor(fact.because) : undefined;
}

/** Waiting for someone's answer. */
export function waitFor(fault: Fault): Step {
  const until = fault.until === undefined ? {} : { until: fault.until };
  const forbidden = fault.kind === "forbidden" ? ({ forbidden: true } as const) : {};
  return {
    is: "waiting",
    on: { for: "answer", whom: fault.whom, detail: fault.detail, ...until, ...forbidden },
  };
}
