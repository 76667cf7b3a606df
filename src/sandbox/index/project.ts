import { createHash } from "node:crypto";
import { compare, eq, explain, valid } from "@renovatebot/pep440";
import type { PackageType } from "./file-name.ts";
import type { Metadata } from "./metadata.ts";

/** The workflow whose identity signed the attestation of a file (PEP 740). */
export interface Publisher {
  /** owner/name */
  readonly repository: string;
  /** The file name of the workflow, such as `release.yml`. */
  readonly workflow: string;
  readonly environment?: string;
}

export interface Digests {
  readonly sha256: string;
  readonly md5: string;
  readonly blake2b_256: string;
}

export interface IndexedFile {
  readonly filename: string;
  readonly packagetype: PackageType;
  readonly bytes: Uint8Array;
  readonly digests: Digests;
  readonly uploadedAt: number;
  /** Null for sdists. */
  readonly metadata: Metadata | null;
  /** Who published it, and the sha256 that was attested. */
  readonly attested: { readonly publisher: Publisher; readonly sha256: string } | null;
}

export interface Release {
  readonly version: string;
  /** Yanked with this reason; with none: true. */
  readonly yanked: boolean | string;
  readonly files: readonly IndexedFile[];
}

/** A project at one moment; `serial` numbers the change that led to it. */
export interface Project {
  readonly name: string;
  readonly serial: number;
  /** In the order of versions. */
  readonly releases: readonly Release[];
}

/** The release of a version in any spelling: 1.0 and 1.0.0 are one version (PEP 440). */
export function releaseOf(project: Project, version: string): Release | undefined {
  if (valid(version) === null) return undefined;
  return project.releases.find((release) => eq(release.version, version));
}

/** The project with this release in the place of the one of its version. */
export function withRelease(project: Project, release: Release): Project {
  const others = project.releases.filter(({ version }) => !eq(version, release.version));
  return { ...project, releases: [...others, release].sort((a, b) => compare(a.version, b.version)) };
}

/** The project as if that release had never been there. */
export function withoutRelease(project: Project, { version }: Release): Project {
  return { ...project, releases: project.releases.filter((other) => !eq(other.version, version)) };
}

/**
 * The release the page of a project shows: yanked ones last, pre-releases before them, then by version, as
 * warehouse/legacy/api/json.py orders them.
 */
export function newestRelease(project: Project): Release | undefined {
  const rank = (release: Release) =>
    (release.yanked === false ? 2 : 0) + (explain(release.version)?.is_prerelease ? 0 : 1);
  return project.releases.toSorted((a, b) => rank(a) - rank(b) || compare(a.version, b.version)).at(-1);
}

/** Where a file lies below /packages/: by its digest, as on PyPI. */
export function addressOf({ filename, digests: { blake2b_256: digest } }: IndexedFile): string {
  return `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest.slice(4)}/${filename}`;
}

/** The metadata of a release: the first wheel's, as sdists are not opened here. */
export function metadataOf({ files }: Release): Metadata | null {
  return files.find(({ metadata }) => metadata)?.metadata ?? null;
}

/** The digest of the METADATA that lies beside a wheel; false when there is none (PEP 714). */
export function coreMetadataOf({ metadata }: IndexedFile): false | { readonly sha256: string } {
  return metadata !== null && { sha256: createHash("sha256").update(metadata.text).digest("hex") };
}
