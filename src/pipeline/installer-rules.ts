import { type BuiltDistribution, builtDistributions } from "../release/built-distribution.ts";
import { distribution } from "../release/distribution.ts";
import { artifactNames, readContents } from "../release/evidence.ts";
import { fileName } from "../release/file-name.ts";
import { gatesOf } from "../release/gate.ts";
import { publicVersion } from "../release/pep440.ts";
import type { Problem, StaleWheel } from "../release/problem.ts";
import type { ArchiveFile, NestedWheel, Snapshot } from "../release/snapshot.ts";

/** A wheel that people get by another way than the index: where it lies, and what it is. */
type Carried = Pick<NestedWheel, "filename" | "sha256"> & Pick<StaleWheel, "carrier">;

/**
 * Whoever installs from an installer gets what the index serves: a wheel of a published project in a zip, or in an
 * artifact that no gate publishes, has the bytes of the published one, or is another wheel of this release, such as one
 * with a local version for a GPU, which no index takes.
 */
export function staleInstallers(seen: Snapshot): readonly Problem[] {
  const built = builtDistributions(seen);
  const isStale = judgeAgainst(built);
  const stale = carried(seen).flatMap((one) => isStale(one) ?? []);
  const [first, ...more] = stale;
  if (first === undefined) {
    return [];
  }
  const projects = new Set(stale.map(({ wheel }) => distribution(wheel)?.project));
  const published = built.filter(({ project }) => projects.has(project)).map(({ filename }) => filename);
  return [{ is: "installer-stale", wheels: [first, ...more], published: [...new Set(published)] }];
}

function judgeAgainst(built: readonly BuiltDistribution[]): (one: Carried) => StaleWheel | undefined {
  const projects = new Set(built.map(({ project }) => project));
  const releases = new Set(built.map(({ filename }) => releaseKey(filename)));
  const digests = new Map<string, Set<string>>();
  for (const { filename, sha256 } of built) {
    const key = wheelKey(filename);
    digests.set(key, (digests.get(key) ?? new Set()).add(sha256));
  }
  return ({ carrier, filename, sha256 }) => {
    const same = digests.get(wheelKey(filename));
    const isOfRelease = same === undefined ? releases.has(releaseKey(filename)) : same.has(sha256);
    if (isOfRelease || !projects.has(distribution(filename)?.project ?? "")) {
      return undefined;
    }
    const [other] = same ?? [];
    return {
      carrier,
      wheel: filename,
      carried: sha256,
      ...(other === undefined ? {} : { built: other }),
    };
  };
}

/** The same for two spellings of one file name. */
function wheelKey(filename: string): string {
  const { project, version } = distribution(filename) ?? {};
  return [project, version, ...filename.split("-").slice(2)].join("-");
}

/** The same for all files of one release of a project, those of its local versions, too. */
function releaseKey(filename: string): string {
  const { project, version = "" } = distribution(filename) ?? {};
  return `${project} ${publicVersion(version)}`;
}

/** Zips that could not be looked into, and why. Without a wheel or sdist to publish there is none that they could carry. */
export function unreadInstallers(seen: Snapshot): readonly Problem[] {
  if (builtDistributions(seen).length === 0) {
    return [];
  }
  const [first, ...more] = readContents(seen)
    .flatMap(({ files }) => files)
    .flatMap(({ name, wheels }) => (wheels?.is === "unreadable" ? [{ name, why: wheels.why }] : []));
  return first === undefined ? [] : [{ is: "installer-unread", installers: [first, ...more] }];
}

function carried(seen: Snapshot): readonly Carried[] {
  const published = new Set(gatesOf(seen).flatMap(artifactNames));
  return readContents(seen).flatMap(({ artifact, files }) => [
    ...files.flatMap(inZip),
    ...(published.has(artifact) ? [] : files.flatMap((file) => beside(file, artifact))),
  ]);
}

function inZip({ name, wheels }: ArchiveFile): readonly Carried[] {
  return wheels?.is === "read"
    ? wheels.files.map((wheel) => ({ ...wheel, carrier: { is: "zip", name } }))
    : [];
}

/** The upload action packs what it is given into a zip: a wheel may lie in it without another around it. */
function beside({ name, sha256 }: ArchiveFile, artifact: string): readonly Carried[] {
  const filename = fileName(name);
  return distribution(filename)?.kind === "wheel"
    ? [{ filename, sha256, carrier: { is: "artifact", name: artifact } }]
    : [];
}
