import { configurationOf } from "./attempt.ts";
import type { Gate, IndexName } from "./configuration.ts";
import { ecosystemOf } from "./ecosystem.ts";
import { given } from "./fact.ts";
import { oncePer } from "./once.ts";
import type { Snapshot } from "./snapshot.ts";
import { versionOfTag } from "./tag-name.ts";
import type { Scheme, Version } from "./version.ts";
import { schemeOfFile } from "./version-file.ts";

/** The patterns in force: the configured ones, also where the rest of the file is broken. */
export function tagPatterns(seen: Snapshot): readonly string[] {
  const file = given(seen.configuration);
  return file?.is === "valid" ? file.configuration.tags : (file?.tags ?? []);
}

/**
 * How versions are read here: as configured, else as the version file's ecosystem does, else as all the configured
 * indexes do, else by PEP 440.
 */
export function schemeOf(seen: Snapshot): Scheme {
  const rule = configurationOf(seen)?.version;
  const file = given(seen.versionFile);
  const path = file !== undefined && file.is !== "none" ? file.path : rule?.file;
  const isFile = path !== undefined && path !== "none";
  return rule?.scheme ?? (isFile ? schemeOfFile(path) : schemeOfIndexes(seen));
}

function schemeOfIndexes(seen: Snapshot): Scheme {
  const indexes = (configurationOf(seen)?.gates ?? []).flatMap((gate) => gate.index ?? []);
  const isSemver = indexes.length > 0 && indexes.every((index) => ecosystemOf(index).scheme === "semver");
  return isSemver ? "semver" : "pep440";
}

/**
 * The version that the tag names, as an index reads and writes it: `v5.0.0-rc.1` is 5.0.0rc1 on PyPI. Undefined when
 * it names none there.
 */
export function versionOn(seen: Snapshot, index: IndexName): Version | undefined {
  return versionBy[ecosystemOf(index).scheme](seen);
}

/** The version that the tag names, as the index of a gate reads it; without one, as all of the release is read. */
export function versionAt(seen: Snapshot, { index }: Pick<Gate, "index">): Version | undefined {
  return index === undefined ? releaseVersion(seen) : versionOn(seen, index);
}

/** The version that the tag names; undefined when it names none. */
export function releaseVersion(seen: Snapshot): Version | undefined {
  return versionBy[schemeOf(seen)](seen);
}

/** One plan asks for it some dozen times: of every gate, of every file that was built. */
const versionBy: Readonly<Record<Scheme, (seen: Snapshot) => Version | undefined>> = {
  pep440: oncePer((seen) => versionOfTag(seen.key.tag, tagPatterns(seen), "pep440")),
  semver: oncePer((seen) => versionOfTag(seen.key.tag, tagPatterns(seen), "semver")),
};
