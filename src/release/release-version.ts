import { configurationOf } from "./attempt.ts";
import { given } from "./fact.ts";
import type { Snapshot } from "./snapshot.ts";
import { versionOfTag } from "./tag-name.ts";
import type { Scheme, Version } from "./version.ts";
import { schemeOfFile } from "./version-file.ts";

/** The patterns in force: the configured ones, also where the rest of the file is broken. */
export function tagPatterns(seen: Snapshot): readonly string[] {
  const file = given(seen.configuration);
  return file?.is === "valid" ? file.configuration.tags : (file?.tags ?? []);
}

/** How versions are read here: as configured, else as the version file's ecosystem does, else PEP 440. */
export function schemeOf(seen: Snapshot): Scheme {
  const rule = configurationOf(seen)?.version;
  const file = given(seen.versionFile);
  const path = file !== undefined && file.is !== "none" ? file.path : rule?.file;
  return rule?.scheme ?? (path === undefined ? "pep440" : schemeOfFile(path));
}

/** The version that the tag names; undefined when it names none. */
export function releaseVersion(seen: Snapshot): Version | undefined {
  return versionOfTag(seen.key.tag, tagPatterns(seen), schemeOf(seen));
}
