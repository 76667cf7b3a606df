import type { DistributionKind } from "./configuration.ts";
import { comparePep440, formatPep440, type Pep440, parsePep440 } from "./pep440.ts";

/** What the name of a Python distribution file says. */
export type Distribution = {
  readonly kind: DistributionKind;
  /** Normalised, as in the address of its page on an index. */
  readonly project: string;
  /** Canonical by PEP 440. */
  readonly version: string;
};

/** name-version(-build)?-python-abi-platform; a build tag starts with a digit. */
const WHEEL = /^(?<project>[^-]+)-(?<version>[^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/;
/** Old tools left hyphens in the name: the version is what follows the last one. */
const SDIST = /^(?<project>.+)-(?<version>[^-]+)\.(?:tar\.gz|zip)$/;
/** Letters and digits of any script were once let through in names, double underscores never (packaging.utils). */
const PROJECT = /^(?!.*__)[\p{L}\p{N}_.]+$/u;

/**
 * Reads a file name as `packaging.utils` does. Undefined when it is neither a wheel nor an sdist.
 * Sources: https://packaging.python.org/en/latest/specifications/binary-distribution-format/ and
 * https://packaging.python.org/en/latest/specifications/source-distribution-format/
 */
export function distribution(filename: string): Distribution | undefined {
  const wheel = WHEEL.exec(filename)?.groups;
  const groups = wheel ?? SDIST.exec(filename)?.groups;
  const project = groups?.["project"];
  const version = parsePep440(groups?.["version"] ?? "");
  if (project === undefined || !version || (wheel && !PROJECT.test(project))) return undefined;
  return {
    kind: wheel ? "wheel" : "sdist",
    project: normalisedProject(project),
    version: formatPep440(version),
  };
}

/** The one spelling of a project's name (PEP 503): `Foo.Bar_baz` → `foo-bar-baz`. */
export function normalisedProject(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

/** Whether a project or an extra may be called so. Source: https://packaging.python.org/en/latest/specifications/name-normalization/#name-format */
export function isValidName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(name);
}

/** Whether it is a name of the length that an index takes. */
export function isProjectName(name: string): boolean {
  return name.length <= 214 && isValidName(name);
}

/** Whether the file is one of the given project and version, however either is spelt. */
export function belongsTo(filename: string, project: string, version: Pep440): boolean {
  const read = distribution(filename);
  const own = parsePep440(read?.version ?? "");
  return (
    read?.project === normalisedProject(project) && own !== undefined && comparePep440(own, version) === 0
  );
}
