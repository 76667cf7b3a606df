import { createHash } from "node:crypto";
import { compare, prerelease } from "semver";

export interface PublishedVersion {
  readonly version: string;
  readonly bytes: Uint8Array;
  /** A reason; absent: installers get it without a warning. */
  readonly deprecated?: string;
}

/** A package at one moment. */
export interface Package {
  readonly name: string;
  readonly versions: readonly PublishedVersion[];
  /** When each version was published, those among them that were unpublished since. */
  readonly time: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

export function versionOf(found: Package | undefined, version: string): PublishedVersion | undefined {
  return found?.versions.find((one) => one.version === version);
}

/** With the version; the tag is moved to it, and `latest` as well where nothing has that tag yet. */
export function withVersion(
  earlier: Package,
  version: PublishedVersion,
  { tag, at }: { readonly tag: string; readonly at: number },
): Package {
  return {
    ...earlier,
    versions: [...earlier.versions, version].sort((a, b) => compare(a.version, b.version)),
    time: { ...earlier.time, [version.version]: at },
    tags: { latest: version.version, ...earlier.tags, [tag]: version.version },
  };
}

/** Without the version: its time stays, and tags that named it go to the newest version that is left. */
export function withoutVersion(earlier: Package, version: string): Package {
  const versions = earlier.versions.filter((one) => one.version !== version);
  const newest = (versions.findLast((one) => !prerelease(one.version)) ?? versions.at(-1))?.version;
  const tags = Object.entries(earlier.tags).flatMap(([tag, named]) => {
    const now = named === version ? (tag === "latest" ? newest : undefined) : named;
    return now === undefined ? [] : [[tag, now] as const];
  });
  return { ...earlier, versions, tags: Object.fromEntries(tags) };
}

/** The document that installers ask for, and, with its times, the whole one. */
export function packument(found: Package, host: string, whole: boolean): object {
  const { name, tags, versions, time } = found;
  const stamps = Object.entries(time).map(([key, at]) => [key, new Date(at).toISOString()] as const);
  return {
    name,
    "dist-tags": tags,
    versions: Object.fromEntries(versions.map((one) => [one.version, manifest(name, one, host)])),
    ...(whole ? { _id: name, time: Object.fromEntries(stamps) } : {}),
  };
}

/** What is left of a package of which every version was unpublished. */
export function gravestone({ name, time }: Package): object {
  const stamps = Object.entries(time).map(([key, at]) => [key, new Date(at).toISOString()] as const);
  return {
    _id: name,
    name,
    time: { unpublished: { name, versions: Object.keys(time) }, ...Object.fromEntries(stamps) },
  };
}

function manifest(name: string, { version, bytes, deprecated }: PublishedVersion, host: string) {
  const bare = name.slice(name.lastIndexOf("/") + 1);
  return {
    name,
    version,
    dist: {
      integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
      shasum: createHash("sha1").update(bytes).digest("hex"),
      tarball: `${host}/${name}/-/${bare}-${version}.tgz`,
    },
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}
