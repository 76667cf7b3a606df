import {
  type BuiltDistribution,
  builtDistributions,
  distributionsOfGate,
} from "../release/built-distribution.ts";
import type { Gate } from "../release/configuration.ts";
import { type DistributionFault, isDoubtful } from "../release/distribution-fault.ts";
import { isForPython } from "../release/ecosystem.ts";
import { artifactNames, isGone } from "../release/evidence.ts";
import { gatesOf } from "../release/gate.ts";
import { versionAt } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { staleInstallers, unreadInstallers } from "./installer-rules.ts";
import { AGREEMENT_RULES, PYPI_RULES } from "./metadata-rules.ts";
import type { Objection } from "./objection.ts";

/** Judges the wheels and source distributions that were built, before anybody tests or approves them. */
export function judgeDistributions(seen: Snapshot): readonly Objection[] {
  return [
    ...faultyDistributions(seen),
    ...gatesOf(seen).flatMap((gate) => kindMissing(seen, gate)),
    ...staleInstallers(seen).map((problem) => ({ problem, stops: true })),
    ...unreadInstallers(seen).map((problem) => ({ problem, stops: false })),
  ];
}

/** Whether the built files say in their metadata which version they are, every one of them, and say the tag's. */
export function versionIsInMetadata(seen: Snapshot): boolean {
  const built = builtDistributions(seen);
  const differs = gatesOf(seen).some((gate) =>
    faultsAt(seen, gate).some(({ fault }) => fault.is === "version-differs"),
  );
  return built.length > 0 && built.every(({ metadata }) => metadata?.is === "read") && !differs;
}

/** What no required gate has, and what the index may take, stops nothing. */
function faultyDistributions(seen: Snapshot): readonly Objection[] {
  const found = gatesOf(seen).flatMap((gate) => faultsAt(seen, gate));
  const doubtful = found.filter(({ fault }) => isDoubtful(fault));
  const all = found.filter(({ fault }) => !isDoubtful(fault));
  const required = new Set(all.filter(({ gate }) => !gate.optional).map(({ key }) => key));
  const told = all.filter(({ key }) => !required.has(key));
  const optional = [...new Set(told.map(({ gate }) => gate.name))];
  return [
    ...faulty(all.filter(({ key }) => required.has(key))).map((problem) => ({ problem, stops: true })),
    ...faulty(told).map((problem) => ({ problem: { ...problem, optional }, stops: false })),
    ...distinct(doubtful).map(
      (faults) => ({ problem: { is: "distributions-doubtful", faults }, stops: false }) as const,
    ),
  ];
}

/** `key` is the same for the same fault. */
type FaultAt = { readonly gate: Gate; readonly fault: DistributionFault; readonly key: string };

function faultsAt(seen: Snapshot, gate: Gate): readonly FaultAt[] {
  const faults = distributionsOfGate(seen, gate).flatMap((built) => faultsOf(seen, gate, built));
  return faults.map((fault) => ({ gate, fault, key: JSON.stringify(fault) }));
}

function faulty(all: readonly FaultAt[]) {
  return distinct(all).map((faults) => ({ is: "distributions-faulty", faults }) as const);
}

/** Each fault once; nothing where there is none. */
function distinct(all: readonly FaultAt[]) {
  const [first, ...more] = new Map(all.map(({ key, fault }) => [key, fault])).values();
  return first === undefined ? [] : [[first, ...more] as const];
}

function faultsOf(seen: Snapshot, gate: Gate, built: BuiltDistribution): readonly DistributionFault[] {
  const { filename: file, metadata, project, version } = built;
  if (metadata === undefined) {
    return [];
  }
  if (metadata.is === "unreadable") {
    return [{ file, is: "unreadable", why: metadata.why }];
  }
  const rules = [...AGREEMENT_RULES, ...(goesToPypi(gate) ? PYPI_RULES : [])];
  const judged = { fields: metadata.fields, project, version, tagged: versionAt(seen, gate) };
  return rules.flatMap(({ judge }) => judge(judged)).map((fault) => ({ file, ...fault }));
}

/**
 * Kinds that a gate asks for stop the release where they are missing. Where it asks for none, one of the two that
 * stands alone is told: a forgotten sdist shows only to those whom no wheel fits.
 */
function kindMissing(seen: Snapshot, gate: Gate): readonly Objection[] {
  const made = new Set(distributionsOfGate(seen, gate).map(({ kind }) => kind));
  const usual = goesToPypi(gate) && made.size > 0 ? (["wheel", "sdist"] as const) : [];
  const missing = (gate.kinds ?? usual).filter((kind) => !made.has(kind));
  if (missing.length === 0 || isGone(seen, gate)) {
    return [];
  }
  const isAsked = gate.kinds !== undefined;
  const artifacts = artifactNames(gate);
  return [
    {
      problem: { is: "distribution-missing", gate: gate.name, missing, artifacts, isAsked },
      stops: isAsked && !gate.optional,
    },
  ];
}

/** Python's indexes run PyPI's own software, and judge what is uploaded as it does. */
function goesToPypi(gate: Gate): boolean {
  return gate.index !== undefined && isForPython(gate);
}
