import { blank } from "../../release/blank.ts";
import type { Configuration } from "../../release/configuration.ts";
import { seen } from "../../release/fact.ts";
import { schemeOf } from "../../release/release-version.ts";
import type { Snapshot, VersionFile } from "../../release/snapshot.ts";
import { versionOfTag } from "../../release/tag-name.ts";
import { literalPrefix, matchesPattern } from "../../release/tag-pattern.ts";
import { parseVersion, type Scheme, sameVersion, type Version } from "../../release/version.ts";
import type { TagProblem } from "./problem.ts";

/** A tag and the version it names. */
export type Named = { readonly tag: string; readonly version: Version };

export type Naming = {
  /** Absent: there is no tag to go on with. */
  readonly named?: Named;
  readonly scheme: Scheme;
  readonly problems: readonly TagProblem[];
};

type Said = {
  readonly word?: string;
  readonly configuration: Configuration;
  readonly file: VersionFile;
};

/** The tag to make: of the version or tag that was given, else of the version that the file says. */
export function nameTag({ word, configuration, file }: Said): Naming {
  const scheme = schemeOf(releaseOf("", configuration, file));
  const named =
    word === undefined ? ofFile(file, configuration.tags, scheme) : ofWord(word, configuration.tags, scheme);
  if ("is" in named) {
    return { scheme, problems: [named] };
  }
  const against = word === undefined ? undefined : againstFile(named, file, scheme);
  return { named, scheme, problems: against === undefined ? [] : [against] };
}

/** What is known of a release before its tag is there, for what is judged by snapshots. */
export function releaseOf(tag: string, configuration: Configuration, file: VersionFile): Snapshot {
  const nothing = blank({
    key: { repository: 0, tag },
    address: { installation: 0, owner: "", name: "" },
    app: { id: 0, slug: "" },
    now: 0,
    reported: [],
    futile: [],
    channels: {},
  });
  return {
    ...nothing,
    configuration: seen({ blob: "", is: "valid", configuration }),
    versionFile: seen(file),
  };
}

function ofFile(file: VersionFile, patterns: readonly string[], scheme: Scheme): Named | TagProblem {
  switch (file.is) {
    case "none":
      return { is: "version-unsaid" };
    case "computed":
      return { is: "version-unsaid", path: file.path, why: file.why };
    case "unreadable":
      return { is: "version-unread", path: file.path, why: file.why };
    case "found": {
      const { path, version } = file;
      const parsed = parseVersion(version, scheme);
      return parsed === undefined
        ? { is: "version-unparsable", path, version, scheme }
        : tagOf(parsed, patterns);
    }
  }
}

function ofWord(word: string, patterns: readonly string[], scheme: Scheme): Named | TagProblem {
  const ofTag = matchesPattern(word, patterns) ? versionOfTag(word, patterns, scheme) : undefined;
  if (ofTag !== undefined) {
    return { tag: word, version: ofTag };
  }
  const version = parseVersion(word, scheme);
  return version === undefined ? { is: "wrong-word", word, scheme } : tagOf(version, patterns);
}

/** As the version is written, behind what the patterns begin with; the first that they take. */
function tagOf(version: Version, patterns: readonly string[]): Named | TagProblem {
  const text = version.raw.trim().replace(/^v/i, "");
  const prefixes = patterns.filter((pattern) => !pattern.startsWith("!")).map(literalPrefix);
  const names = prefixes.flatMap((prefix) => [
    `${prefix}${text}`,
    // A prefix may hold the version's beginning: `v4.*`, `hatch-v1*`.
    `${prefix.replace(/(?<![a-z0-9.])(v?)\d[\d.]*$/i, "$1")}${text}`,
  ]);
  const tag = names.find((name) => {
    const read = matchesPattern(name, patterns) ? versionOfTag(name, patterns, version.scheme) : undefined;
    return read !== undefined && sameVersion(read, version);
  });
  return tag === undefined ? { is: "tag-unmatched", name: names[0] ?? text, patterns } : { tag, version };
}

/** What speaks against a version that was given. A file that leaves it to the build says nothing. */
function againstFile({ tag, version }: Named, file: VersionFile, scheme: Scheme): TagProblem | undefined {
  if (file.is === "unreadable") {
    return { is: "version-unread", path: file.path, why: file.why };
  }
  if (file.is !== "found") {
    return undefined;
  }
  const { path, version: fileVersion } = file;
  const there = parseVersion(fileVersion, scheme);
  if (there === undefined) {
    return { is: "version-unparsable", path, version: fileVersion, scheme };
  }
  return sameVersion(there, version)
    ? undefined
    : { is: "version-differs", tag, version: version.canonical, path, fileVersion };
}
