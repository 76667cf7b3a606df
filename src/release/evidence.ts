import { configurationOf, releaseRun } from "./attempt.ts";
import type { Gate } from "./configuration.ts";
import { ecosystemOfGate } from "./ecosystem.ts";
import { sameEnvironment } from "./environment-name.ts";
import { given } from "./fact.ts";
import { fileName } from "./file-name.ts";
import { gatesOf, isDispensable, isLetOut, isShut, waitingSince } from "./gate.ts";
import type { IndexFile, IndexRelease } from "./index-release.ts";
import { oncePerPart } from "./once.ts";
import type { ArchiveFile, Artifact, ArtifactContents, OpenedFor, Snapshot } from "./snapshot.ts";

/** A file that the build made and an index should serve. */
export type BuiltFile = BuiltDigests &
  Pick<ArchiveFile, "metadata"> & {
    readonly filename: string;
    readonly project: string;
    readonly version: string;
  };

type BuiltDigests = Pick<ArchiveFile, "sha256" | "sha512">;

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

/** The artifacts worth opening: those that the gates publish and those the assets come from. Others are nobody's concern. */
export function artifactsToOpen(seen: Snapshot): readonly Artifact[] {
  const { gates, assets = [] } = configurationOf(seen) ?? {};
  // Gates that nobody has configured show only once the run comes to them.
  const published = gates === undefined ? [USUAL] : gates.flatMap(artifactNames);
  const worth = new Set([...published, ...assets.map(({ artifact }) => artifact)]);
  return artifactsOfRun(seen).filter((artifact) => worth.has(artifact.name) && !artifact.expired);
}

/** What projects call it. */
const USUAL = "dist";

/** Names of the artifacts that a gate publishes. */
export function artifactNames(gate: Gate): readonly string[] {
  return gate.artifacts ?? [USUAL];
}

/** The gates that publish an artifact, by name, where the release ends without any of them and attaches nothing of it. */
export function spareGates(seen: Snapshot, artifact: string): readonly string[] {
  const gates = gatesOf(seen).filter((gate) => artifactNames(gate).includes(artifact));
  const isNeeded = isAttached(seen, artifact) || gates.some((gate) => !isDispensable(seen, gate));
  return isNeeded ? [] : gates.map(({ name }) => name);
}

/** Whether files of an artifact are to be attached to the GitHub release. */
export function isAttached(seen: Snapshot, artifact: string): boolean {
  return (configurationOf(seen)?.assets ?? []).some((asset) => asset.artifact === artifact);
}

/** The artifacts that a gate publishes: what whoever approves it approves. */
export function artifactsOfGate(seen: Snapshot, gate: Gate): readonly Artifact[] {
  const names = artifactNames(gate);
  return artifactsOfRun(seen).filter((artifact) => names.includes(artifact.name));
}

/** Whether something of what a gate publishes is gone once it is out: then nobody can say what was in it, or was not. */
export function isGone(seen: Snapshot, gate: Gate): boolean {
  return isLetOut(seen) && artifactNames(gate).some((name) => !isThere(seen, name));
}

/** Whether an artifact of the run can still be downloaded. */
export function isThere(seen: Snapshot, artifact: string): boolean {
  return artifactsOfRun(seen).some(({ name, expired }) => name === artifact && !expired);
}

/** The packed files that a gate publishes, as built. Empty: there is nothing to compare. */
export function builtFiles(seen: Snapshot, gate: Gate): readonly BuiltFile[] {
  const made = packedFiles(seen, gate);
  const { packages } = gate;
  return packages === undefined ? made : made.filter((file) => isOneOf(file.project, packages, gate));
}

/**
 * The packed files that an index has to serve: as built, and once the app has opened the gate those that it was opened
 * for, whatever has become of the artifacts since. Empty: there is nothing to compare.
 */
export const filesToServe = oncePerPart((seen, gate: Gate): readonly BuiltFile[] => {
  const built = builtFiles(seen, gate);
  const approved = openedFor(seen, gate)?.files ?? [];
  if (approved.length === 0) {
    return built;
  }
  const builtAs = fileFinder(built);
  const { read } = ecosystemOfGate(gate);
  const named = packagesNamed(seen, gate);
  return approved.flatMap((file) => {
    const parsed = read(file.filename, named);
    const gone = parsed === undefined ? [] : { ...file, project: parsed.project, version: parsed.version };
    return builtAs(file.filename, file.sha256) ?? gone;
  });
});

/** What the app has opened the gate for, which is past; undefined where somebody else has opened it. */
function openedFor(seen: Snapshot, { name }: Gate): OpenedFor | undefined {
  const run = releaseRun(seen);
  if (isShut(seen, name)) {
    return undefined;
  }
  const isCarriedOver = waitingSince(seen, name) === undefined;
  return seen.opened.findLast(
    (one) =>
      one.run === run?.id &&
      sameEnvironment(one.environment, name) &&
      (one.runAttempt === run.attempt || isCarriedOver),
  );
}

/** The packed files in the artifacts that a gate publishes, whether the configuration names their packages or not. */
export const packedFiles = oncePerPart((seen, gate: Gate): readonly BuiltFile[] => {
  const names = new Set(artifactNames(gate));
  const { read } = ecosystemOfGate(gate);
  const named = packagesNamed(seen, gate);
  const packed = readContents(seen)
    .filter((one) => names.has(one.artifact))
    .flatMap((one) => one.files)
    .flatMap(({ name, sha256, sha512, metadata }) => {
      const filename = fileName(name);
      const parsed = read(filename, named);
      return parsed === undefined
        ? []
        : [
            {
              filename,
              sha256,
              ...(sha512 === undefined ? {} : { sha512 }),
              project: parsed.project,
              version: parsed.version,
              ...(metadata === undefined ? {} : { metadata }),
            },
          ];
    });
  return gate.index === undefined ? ofPython(packed) : packed;
});

/**
 * Every project packs archives as `name-1.0.tar.gz` or `.zip`. Where no index says what is published, one of them is a
 * source distribution when it holds the metadata of one, or when a wheel of its project lies beside it.
 */
function ofPython(packed: readonly BuiltFile[]): readonly BuiltFile[] {
  const wheels = packed.filter(({ filename }) => filename.endsWith(".whl"));
  const projects = new Set(wheels.map(({ project }) => project));
  return packed.filter(({ project, metadata }) => metadata?.is !== "unreadable" || projects.has(project));
}

/** The artifacts that could be read. */
export function readContents(seen: Snapshot): readonly Extract<ArtifactContents, { is: "read" }>[] {
  return (given(seen.contents) ?? []).filter((one) => one.is === "read");
}

/** Every package that the configuration names on the gate's index, the gate's own first. */
function packagesNamed(seen: Snapshot, gate: Gate): readonly string[] {
  const alike = (configurationOf(seen)?.gates ?? []).filter((one) => one.index === gate.index);
  return [gate, ...alike].flatMap((one) => one.packages ?? []);
}

/** The packages' names on the index: as configured, else as the built files say. Empty: there is nothing to ask for. */
export function packagesOf(seen: Snapshot, gate: Gate): readonly string[] {
  const built = [...new Set(filesToServe(seen, gate).map((file) => file.project))];
  // Of several spellings of one name, the built file's is the one that the index is given.
  return gate.packages?.map((name) => built.find((one) => isOneOf(one, [name], gate)) ?? name) ?? built;
}

/** Whether the name is that of one of these packages, however either is spelt. */
export function isOneOf(project: string, packages: readonly string[], gate: Gate): boolean {
  const { key } = ecosystemOfGate(gate);
  return packages.some((name) => key(name) === key(project));
}

/** Finds what an index serves under a built file's name, as that file's package; of two of one name, the first. */
export function servedBy(
  releases: readonly IndexRelease[],
  gate: Gate,
): (file: Pick<BuiltFile, "project" | "filename">) => IndexFile | undefined {
  const { key } = ecosystemOfGate(gate);
  const files = releases.flatMap(({ project, files: its }) =>
    its.map((file) => [`${key(project)} ${file.filename}`, file] as const),
  );
  const byName = new Map(files.toReversed());
  return ({ project, filename }) => byName.get(`${key(project)} ${filename}`);
}

/** Finds a file by its name and its bytes: two artifacts may hold different ones of one name. Of two alike, the first. */
export function fileFinder<T extends Pick<BuiltFile, "filename" | "sha256">>(
  files: readonly T[],
): (filename: string, sha256: string) => T | undefined {
  const byBytes = new Map(files.toReversed().map((file) => [`${file.sha256} ${file.filename}`, file]));
  return (filename, sha256) => byBytes.get(`${sha256} ${filename}`);
}

/** Whether an index serves the very bytes that were built. */
export function sameBytes(built: BuiltDigests, served: IndexFile): boolean {
  const compared = comparedDigests(built, served);
  return compared.built === compared.served;
}

/** A digest as an index tells it, with its algorithm: `sha256:` or `sha512:` and hex. */
export function servedDigest({ sha256, sha512 }: IndexFile): string {
  return sha256 === undefined ? `sha512:${sha512}` : `sha256:${sha256}`;
}

/** The two digests to compare, by the algorithm that the index tells. Nothing equals a digest that was not made. */
export function comparedDigests(
  built: BuiltDigests,
  served: IndexFile,
): { readonly built: string; readonly served: string } {
  return served.sha256 === undefined
    ? { built: built.sha512 ?? "", served: served.sha512 }
    : { built: built.sha256, served: served.sha256 };
}
