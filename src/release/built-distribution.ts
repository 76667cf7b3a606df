import type { Gate } from "./configuration.ts";
import type { MetadataRead } from "./core-metadata.ts";
import { type Distribution, distribution } from "./distribution.ts";
import { isForPython } from "./ecosystem.ts";
import { isOneOf } from "./evidence.ts";
import { given } from "./fact.ts";
import type { ArchiveFile, ArtifactContents, Snapshot } from "./snapshot.ts";

/** A wheel or sdist that the build made: what its name says, and what it says itself. */
export type BuiltDistribution = Distribution & {
  readonly filename: string;
  readonly sha256: string;
  /** Absent where it was not looked for. */
  readonly metadata?: MetadataRead;
};

/** The wheels and source distributions that a gate publishes; none where its index takes something else. */
export function distributionsOfGate(seen: Snapshot, gate: Gate): readonly BuiltDistribution[] {
  const names = gate.artifacts ?? ["dist"];
  const { packages } = gate;
  if (!isForPython(gate)) {
    return [];
  }
  return readContents(seen)
    .filter(({ artifact }) => names.includes(artifact))
    .flatMap(({ files }) => files.flatMap(built))
    .filter(({ project }) => packages === undefined || isOneOf(project, packages, gate));
}

/** The artifacts that could be read. */
export function readContents(seen: Snapshot): readonly Extract<ArtifactContents, { is: "read" }>[] {
  return (given(seen.contents) ?? []).filter((one) => one.is === "read");
}

function built({ name, sha256, metadata }: ArchiveFile): readonly BuiltDistribution[] {
  const filename = name.slice(name.lastIndexOf("/") + 1);
  const read = distribution(filename);
  return read === undefined
    ? []
    : [{ ...read, filename, sha256, ...(metadata === undefined ? {} : { metadata }) }];
}
