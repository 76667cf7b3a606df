import { isSemver, type NamedFile, nameAndVersion } from "./name-and-version.ts";

/**
 * Reads a file name as `npm pack` makes it: `tool-1.2.3.tgz`, and `scope-tool-1.2.3.tgz` for `@scope/tool`. Which of
 * the two that is, only the names of the packages can tell; without them it is read as a package without a scope.
 * Source: `getContents` in https://github.com/npm/cli/blob/latest/lib/utils/tar.js
 */
export function npmTarball(filename: string, packages: readonly string[]): NamedFile | undefined {
  const stem = /^(?<stem>.+)\.tgz$/.exec(filename)?.groups?.["stem"];
  if (stem === undefined) {
    return undefined;
  }
  const named = packages.flatMap((project) => {
    const start = `${flatName(project)}-`;
    const version = stem.slice(start.length);
    return stem.startsWith(start) && isSemver(version) ? [{ project, version }] : [];
  });
  // Of `a` and `a-1.0.0`, the longer is meant by `a-1.0.0-2.0.0`: it leaves less to the version.
  return named.toSorted((a, b) => a.version.length - b.version.length)[0] ?? unnamed(stem);
}

function unnamed(stem: string): NamedFile | undefined {
  const read = nameAndVersion(stem);
  return read !== undefined && isNpmName(read.project) ? read : undefined;
}

/** The file name under which npm stores a version of a package on a disk. */
export function npmTarballName(project: string, version: string): string {
  return `${flatName(project)}-${version}.tgz`;
}

function flatName(project: string): string {
  return project.replace(/^@/, "").replaceAll("/", "-");
}

/** Capitals are in old names only. Source: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
export function isNpmName(name: string): boolean {
  return name.length <= 214 && /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(name);
}
