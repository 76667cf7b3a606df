import type { Instant } from "./instant.ts";

/** What a package index knows of one version, and which files of it installers are served. */
export type IndexRelease = {
  readonly project: string;
  readonly version: string;
  /** "emptied": the version is known and has no files; its name is taken for ever all the same. */
  readonly known: "served" | "yanked" | "emptied";
  readonly files: readonly IndexFile[];
  /** Files that are served with no digest to compare: they count as no files at all. */
  readonly undigested?: readonly string[];
  /** What whoever asks for no version is given, where the index has a word of its own for that (npm's `latest`). */
  readonly latest?: Latest;
};

export type Latest = {
  readonly version: string;
  /** The newest version there that is no pre-release: what `latest` could name instead. */
  readonly stable?: string;
};

export type IndexFile = IndexDigest & {
  readonly filename: string;
  readonly yanked: boolean | string;
  /** Which Python versions installers take it for, as the index says. */
  readonly requiresPython?: string;
};

/** Who published a served file, as its index shows it. */
export type FileProvenance = {
  readonly filename: string;
  /** Empty: the index shows none. */
  readonly publishers: readonly Publisher[];
};

/** An identity that an index trusted, with what was attested in its name (PEP 740); no signature is verified here. */
export type Publisher = {
  /** The kind of service it was: "GitHub", "GitLab", "Google", … */
  readonly kind: string;
  /** owner/name */
  readonly repository?: string;
  /** The file name of the workflow, such as `release.yml`. */
  readonly workflow?: string;
  /** Absent where the publisher is trusted in any environment. */
  readonly environment?: string;
  /** The sha256 digests that its attestations are about. */
  readonly attests: readonly string[];
};

/** What the status page of the indexes says is wrong. */
export type IndexStatus = {
  /** Its address, for people. */
  readonly page: string;
  /** When what it says was first read. */
  readonly readAt: Instant;
  /** In the page's own words: "partial_outage", "under_maintenance", … */
  readonly components: readonly (StatusSubject & { readonly status: string })[];
  readonly incidents: readonly StatusIncident[];
};

/** Something that a status page is about. */
export type StatusSubject = { readonly name: string; readonly group?: string };

export type StatusIncident = {
  readonly name: string;
  readonly status: string;
  readonly impact: string;
  readonly url?: string;
  /** Empty: it does not say. */
  readonly about: readonly StatusSubject[];
};

/** The digest that the index tells, in lower-case hexadecimal. */
type IndexDigest =
  | { readonly sha256: string; readonly sha512?: never }
  | { readonly sha256?: never; readonly sha512: string };
