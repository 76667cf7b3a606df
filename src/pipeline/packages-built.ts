import type { Gate } from "../release/configuration.ts";
import { isGone, isOneOf, packedFiles } from "../release/evidence.ts";
import { gatesOf } from "../release/gate.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Objection } from "./objection.ts";

/**
 * Each named package was built, where any was: a gate whose artifacts hold no packed file at all has nothing to compare.
 * Packages that were built and that no gate of their index names are told of, for nothing will ever compare them. What is wrong
 * with an optional gate stops nothing.
 */
export function packagesBuilt(seen: Snapshot): readonly Objection[] {
  return gatesOf(seen).flatMap((gate) => {
    const missing = notBuilt(seen, gate);
    const unnamed = notNamed(seen, gate);
    return [
      ...(missing === undefined ? [] : [{ problem: missing, stops: !gate.optional }]),
      ...(unnamed === undefined ? [] : [{ problem: unnamed, stops: false }]),
    ];
  });
}

function notBuilt(seen: Snapshot, gate: Gate): Problem | undefined {
  const built = projectsIn(seen, gate);
  const packages = (gate.packages ?? []).filter((name) => !isOneOf(name, built, gate));
  return built.length === 0 || packages.length === 0 || isGone(seen, gate)
    ? undefined
    : { is: "package-not-built", environment: gate.name, packages, built };
}

function notNamed(seen: Snapshot, gate: Gate): Problem | undefined {
  const alike = gatesOf(seen).filter((one) => one.index === gate.index);
  const named = alike.flatMap((one) => one.packages ?? []);
  const packages = projectsIn(seen, gate).filter((project) => !isOneOf(project, named, gate));
  // A gate that names none compares all that was built.
  return alike.some((one) => one.packages === undefined) || packages.length === 0
    ? undefined
    : { is: "package-not-named", environment: gate.name, packages };
}

function projectsIn(seen: Snapshot, gate: Gate): readonly string[] {
  return [...new Set(packedFiles(seen, gate).map((file) => file.project))];
}
