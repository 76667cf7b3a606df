import {
  type BuiltDistribution,
  builtDistributions,
  distributionsOfGate,
} from "../release/built-distribution.ts";
import type { Gate } from "../release/configuration.ts";
import type { DistributionFault } from "../release/distribution-fault.ts";
import { isForPython } from "../release/ecosystem.ts";
import { artifactNames } from "../release/evidence.ts";
import { gatesOf } from "../release/gate.ts";
import type { Problem } from "../release/problem.ts";
import { versionAt } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { staleInstallers, unreadInstallers } from "./installer-rules.ts";
import { AGREEMENT_RULES, PYPI_RULES } from "./metadata-rules.ts";
import type { Objection } from "./objection.ts";

/** Judges the wheels and source distributions that were built, before anybody tests or approves them. */
export function judgeDistributions(seen: Snapshot): readonly Objection[] {
  return [
    ...faultyDistributions(seen).map((problem) => ({ problem, stops: true })),
    ...gatesOf(seen).flatMap((gate) => kindMissing(seen, gate)),
    ...staleInstallers(seen).map((problem) => ({ problem, stops: true })),
    ...unreadInstallers(seen).map((problem) => ({ problem, stops: false })),
  ];
}

/** Whether the built files say in their metadata which version they are, every one of them. */
export function metadataIsRead(seen: Snapshot): boolean {
  const built = builtDistributions(seen);
  return built.length > 0 && built.every(({ metadata }) => metadata?.is === "read");
}

function faultyDistributions(seen: Snapshot): readonly Problem[] {
  const faults = new Map<string, DistributionFault>();
  for (const gate of gatesOf(seen)) {
    for (const fault of distributionsOfGate(seen, gate).flatMap((built) => faultsOf(seen, gate, built))) {
      faults.set(JSON.stringify(fault), fault);
    }
  }
  const [first, ...more] = faults.values();
  return first === undefined ? [] : [{ is: "distributions-faulty", faults: [first, ...more] }];
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
  if (missing.length === 0) {
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
