import type { Gate, IndexName } from "../release/configuration.ts";
import {
  artifactsOfGate,
  type BuiltFile,
  comparedDigests,
  isOneOf,
  packagesOf,
  readContents,
  sameBytes,
  servedBy,
} from "../release/evidence.ts";
import type { IndexRelease } from "../release/index-release.ts";
import type { Problem } from "../release/problem.ts";
import { samePythonRange } from "../release/python-range.ts";
import { versionOn } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** What was built, and what an index serves of it, package by package. */
export type Comparison = {
  readonly gate: Gate;
  readonly index: IndexName;
  readonly version: string;
  readonly built: readonly BuiltFile[];
  readonly served: readonly IndexRelease[];
};

/** What no patience mends: other bytes, files that nobody built, and files that can't be compared. */
export function breakIn(seen: Snapshot, comparison: Comparison): Problem | undefined {
  const { index, gate } = comparison;
  const differing = otherBytes(comparison);
  if (differing.length > 0) {
    return { is: "index-other-bytes", index, files: differing };
  }
  const extra = extraFiles(seen, comparison);
  if (extra.length > 0) {
    return { is: "index-extra-files", index, environment: gate.name, files: extra };
  }
  const undigested = comparison.served.flatMap((release) => release.undigested ?? []);
  return undigested.length === 0 || comparison.built.length === 0
    ? undefined
    : { is: "index-without-digests", index, files: undigested };
}

function otherBytes({ built, served, gate }: Comparison) {
  const counterpart = servedBy(served, gate);
  return built.flatMap((file) => {
    const there = counterpart(file);
    return there === undefined || sameBytes(file, there)
      ? []
      : [{ filename: file.filename, ...comparedDigests(file, there) }];
  });
}

/** Nothing is extra where nothing was built to compare with, or not everything that was built could be read. */
function extraFiles(seen: Snapshot, { gate, built, served }: Comparison): readonly string[] {
  if (built.length === 0 || !isWhollyRead(seen, gate)) {
    return [];
  }
  return served.flatMap(({ project, files, undigested = [] }) => {
    const own = built.filter((file) => isOneOf(file.project, [project], gate));
    const known = new Set(own.map(({ filename }) => filename));
    return [...files.map(({ filename }) => filename), ...undigested].filter((name) => !known.has(name));
  });
}

/** Whether every artifact that the gate publishes was read. */
export function isWhollyRead(seen: Snapshot, gate: Gate): boolean {
  const read = new Set(readContents(seen).map(({ id }) => id));
  return seen.artifacts.is === "seen" && artifactsOfGate(seen, gate).every(({ id }) => read.has(id));
}

/** What the index lacks: names of built files, and the packages that lack any, or are not served at all. */
export type Lacking = { readonly missing: readonly string[]; readonly packages: readonly string[] };

/** Undefined: it serves every built file, and something of every package. */
export function lacking(seen: Snapshot, comparison: Comparison): Lacking | undefined {
  const { gate, built, served } = comparison;
  const counterpart = servedBy(served, gate);
  const missing = built.filter((file) => counterpart(file) === undefined);
  const packages = packagesOf(seen, gate).filter(
    (name) => !isServed(name, comparison) || missing.some(({ project }) => isOneOf(project, [name], gate)),
  );
  return packages.length === 0 ? undefined : { missing: missing.map(({ filename }) => filename), packages };
}

function isServed(name: string, { gate, served }: Comparison): boolean {
  return served.some(({ project, files }) => isOneOf(project, [name], gate) && files.length > 0);
}

/** PyPI yanks whole versions, the simple index tells it file by file (PEP 592). */
export function withdrawal({ index, version, served }: Comparison): Problem | undefined {
  const releases = served.filter(({ files }) => files.some((file) => file.yanked !== false));
  const files = releases.flatMap((release) => release.files);
  const yanked = files.filter((file) => file.yanked !== false);
  if (yanked.length === 0) {
    return undefined;
  }
  const reason = yanked.map((file) => file.yanked).find((one) => typeof one === "string" && one !== "");
  return {
    is: "index-yanked",
    index,
    version,
    projects: releases.map(({ project }) => project),
    ...(yanked.length === files.length ? {} : { files: yanked.map((file) => file.filename) }),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

/** What a built file says of the Pythons it is for: undefined where it can't be told, empty where it says nothing. */
export type Declared = (file: BuiltFile) => string | undefined;

/** Installers choose by what the index says before they see the file: it should be what the file says. */
export function unlikeRanges(
  { gate, index, built, served }: Comparison,
  declared: Declared,
): readonly Problem[] {
  const counterpart = servedBy(served, gate);
  const unlike = built.flatMap((file) => {
    const said = declared(file);
    const there = counterpart(file);
    return said === undefined || there === undefined || samePythonRange(said, there.requiresPython)
      ? []
      : [{ filename: file.filename, built: said, served: there.requiresPython ?? "" }];
  });
  return unlike.length === 0 ? [] : [{ is: "index-requires-python", index, files: unlike }];
}

/** A pre-release that whoever asks for no version is given. Where there is no other version, it has to be. */
export function prereleasesAsLatest(
  seen: Snapshot,
  { index, version, served }: Comparison,
): readonly Problem[] {
  const isPrerelease = versionOn(seen, index)?.prerelease === true;
  return served.flatMap(({ project, latest }) =>
    isPrerelease && latest?.version === version && latest.stable !== undefined
      ? [{ is: "prerelease-is-latest", index, project, version, stable: latest.stable } as const]
      : [],
  );
}
