import { valid } from "@renovatebot/pep440";

export type PackageType = "bdist_wheel" | "sdist";

/** What the name of a distribution says about it. */
export interface FileName {
  readonly name: string;
  readonly version: string;
  readonly packagetype: PackageType;
}

const WHEEL = /^(?<name>[^-]+)-(?<version>[^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/;
const SDIST = /^(?<name>.+)-(?<version>[^-]+)\.tar\.gz$/;

/** Reads the name of a wheel (PEP 427) or an sdist (PEP 625); null when it is neither. */
export function readFileName(filename: string): FileName | null {
  return read(WHEEL, "bdist_wheel", filename) ?? read(SDIST, "sdist", filename);
}

function read(pattern: RegExp, packagetype: PackageType, filename: string): FileName | null {
  const { name, version } = pattern.exec(filename)?.groups ?? {};
  if (name === undefined || version === undefined || valid(version) === null) return null;
  return { name, version, packagetype };
}

/** The one spelling of a project's name in the addresses of an index (PEP 503). */
export function normaliseName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}
