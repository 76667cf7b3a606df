import type { DistributionKind, Gate } from "./configuration.ts";
import { distribution } from "./distribution.ts";
import { isForPython } from "./ecosystem.ts";
import { type BuiltFile, builtFiles } from "./evidence.ts";
import { gatesOf } from "./gate.ts";
import { oncePerPart } from "./once.ts";
import type { Snapshot } from "./snapshot.ts";

/** A wheel or sdist that the build made. */
export type BuiltDistribution = BuiltFile & { readonly kind: DistributionKind };

/** The wheels and source distributions that a gate publishes; none where its index takes something else. */
export const distributionsOfGate = oncePerPart((seen, gate: Gate): readonly BuiltDistribution[] => {
  const built = isForPython(gate) ? builtFiles(seen, gate) : [];
  return built.flatMap((file) => {
    const kind = distribution(file.filename)?.kind;
    return kind === undefined ? [] : [{ ...file, kind }];
  });
});

/** Those of every gate, in the order of the gates; one that two publish is there twice. */
export function builtDistributions(seen: Snapshot): readonly BuiltDistribution[] {
  return gatesOf(seen).flatMap((gate) => distributionsOfGate(seen, gate));
}
