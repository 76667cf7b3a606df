import { configurationOf, releaseRun } from "./attempt.ts";
import type { Gate } from "./configuration.ts";
import { distribution } from "./distribution.ts";
import { given } from "./fact.ts";
import type { Artifact, IndexFile, Snapshot } from "./snapshot.ts";

/** A file that the build made and an index should serve. */
export type BuiltFile = {
  readonly filename: string;
  readonly sha256: string;
  readonly project: string;
  readonly version: string;
};

/** Names of the artifacts that must be there: those the gates publish and those the assets come from. */
export function expectedArtifacts(seen: Snapshot): readonly string[] {
  const configuration = configurationOf(seen);
  const published = (configuration?.gates ?? []).flatMap((gate) => gate.artifacts ?? []);
  const attached = (configuration?.assets ?? []).map((asset) => asset.artifact);
  return [...new Set([...published, ...attached])];
}

/** The release run's own artifacts; of several of one name, the newest: a re-run leaves those of the attempt before. */
export function artifactsOfRun(seen: Snapshot): readonly Artifact[] {
  const run = releaseRun(seen);
  const own = (given(seen.artifacts) ?? []).filter(
    (artifact) => artifact.run === run?.id && (artifact.commit ?? run?.commit) === run?.commit,
  );
  return own.filter(
    (artifact) => !own.some((other) => other.name === artifact.name && other.id > artifact.id),
  );
}

/** The artifacts worth opening: the expected ones, and `dist`, which is what projects call it. */
export function artifactsToOpen(seen: Snapshot): readonly Artifact[] {
  const expected = new Set([...expectedArtifacts(seen), "dist"]);
  return artifactsOfRun(seen).filter((artifact) => expected.has(artifact.name) && !artifact.expired);
}

/** Names of the artifacts that a gate publishes. */
function artifactNames(gate: Gate): readonly string[] {
  return gate.artifacts ?? ["dist"];
}

/** The artifacts that a gate publishes: what whoever approves it approves. */
export function artifactsOfGate(seen: Snapshot, gate: Gate): readonly Artifact[] {
  const names = artifactNames(gate);
  return artifactsOfRun(seen).filter((artifact) => names.includes(artifact.name));
}

/** The wheels and source distributions that a gate publishes, as built. Empty: there is nothing to compare. */
export function builtFiles(seen: Snapshot, gate: Gate): readonly BuiltFile[] {
  const names = new Set(artifactNames(gate));
  return (given(seen.contents) ?? [])
    .filter((one) => names.has(one.artifact))
    .flatMap((one) => (one.is === "read" ? one.files : []))
    .flatMap((file) => {
      const filename = file.name.slice(file.name.lastIndexOf("/") + 1);
      const parsed = distribution(filename);
      return parsed === undefined
        ? []
        : [{ filename, sha256: file.sha256, project: parsed.project, version: parsed.version }];
    });
}

/** The packages' names on the index: as configured, else as the built files say. Empty: there is nothing to ask for. */
export function packagesOf(seen: Snapshot, gate: Gate): readonly string[] {
  return gate.package === undefined
    ? [...new Set(builtFiles(seen, gate).map((file) => file.project))]
    : [gate.package];
}

/** Whether an index serves the very bytes that were built. */
export function sameBytes(built: Pick<BuiltFile, "sha256">, served: IndexFile): boolean {
  return built.sha256 === served.sha256;
}
