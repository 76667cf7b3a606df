import { compare as compareSemver, parse as parseSemver } from "semver";
import { comparePep440, formatPep440, type Pep440, parsePep440 } from "./pep440.ts";

/** The two ways of reading a version that registries enforce: PEP 440 (PyPI), semver 2.0 (npm, crates). */
export type Scheme = "pep440" | "semver";

type Reading = {
  /** As it was written. */
  readonly raw: string;
  /** As the registry writes it; the text to look it up by. Semver: without build metadata, as on npm. */
  readonly canonical: string;
  /** PEP 440: alpha, beta, candidate or development release. Semver: has a pre-release part. */
  readonly prerelease: boolean;
  /** PEP 440 only: a correction of something already released. */
  readonly postrelease: boolean;
  /** PEP 440 only; each is a pre-release, too. */
  readonly devrelease: boolean;
  /** PEP 440 only: a local version (`1.0+a2`), which no index accepts; it is no pre-release. */
  readonly local: boolean;
};

/** A version as plain data. */
export type Version =
  | (Reading & { readonly scheme: "pep440"; readonly parts: Pep440 })
  | (Reading & { readonly scheme: "semver" });

/**
 * Reads a version; a leading `v` and white space around it are accepted. Undefined when the scheme does not
 * know such a version. `+b2` and `-mgpu` are where the two schemes disagree.
 */
export function parseVersion(text: string, scheme: Scheme): Version | undefined {
  return scheme === "pep440" ? readPep440(text) : readSemver(text);
}

/**
 * The order in which versions replace one another, never their dates: negative when `a` is lower.
 * Throws a TypeError for versions of two schemes, which have no order.
 */
export function compareVersions(a: Version, b: Version): number {
  if (a.scheme === "pep440" && b.scheme === "pep440") {
    return comparePep440(a.parts, b.parts);
  }
  if (a.scheme === "semver" && b.scheme === "semver") {
    return compareSemver(a.canonical, b.canonical);
  }
  throw new TypeError(`No order between ${a.raw} (${a.scheme}) and ${b.raw} (${b.scheme}): read both alike`);
}

/** Whether a registry takes the two for one version: `1.0` and `1.0.0`, `2.3.3-rc7` and `2.3.3rc7`. */
export function sameVersion(a: Version, b: Version): boolean {
  return a.scheme === b.scheme && compareVersions(a, b) === 0;
}

function readPep440(raw: string): Version | undefined {
  const parts = parsePep440(raw);
  if (!parts) {
    return undefined;
  }
  return {
    scheme: "pep440",
    raw,
    canonical: formatPep440(parts),
    prerelease: parts.pre !== undefined || parts.dev !== undefined,
    postrelease: parts.post !== undefined,
    devrelease: parts.dev !== undefined,
    local: parts.local.length > 0,
    parts,
  };
}

function readSemver(raw: string): Version | undefined {
  const parsed = parseSemver(raw);
  if (!parsed) {
    return undefined;
  }
  const prerelease = parsed.prerelease.length > 0;
  const { version: canonical } = parsed;
  return {
    scheme: "semver",
    raw,
    canonical,
    prerelease,
    postrelease: false,
    devrelease: false,
    local: false,
  };
}
