import { parse as parseSemver } from "semver";

/** A package and the version of it that a file holds. */
export type NamedFile = { readonly project: string; readonly version: string };

/**
 * Parts `name-1.2.3` where the version begins: names may hold hyphens and digits (`es5-2`), and a version may hold
 * hyphens, too (`1.2.3-rc.1`). The shortest name wins. Undefined when no part is a version by semver.
 */
export function nameAndVersion(stem: string): NamedFile | undefined {
  for (const { index } of stem.matchAll(/(?<=.)-(?=\d)/g)) {
    const version = stem.slice(index + 1);
    if (isSemver(version)) {
      return { project: stem.slice(0, index), version };
    }
  }
  return undefined;
}

/** Whether the text is a version as registries write it: without a `v` in front. */
export function isSemver(text: string): boolean {
  return /^\d/.test(text) && parseSemver(text) !== null;
}
