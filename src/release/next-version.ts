import { inc } from "semver";
import { formatPep440, type Pep440 } from "./pep440.ts";
import { parseVersion, sameVersion, type Version } from "./version.ts";

/** So many numbers in a row are taken by no project; it only ends the search. */
const MOST_TRIES = 1000;

/**
 * The next version to go on with when this one is burnt: the nearest of the same kind that is not taken. A candidate
 * is followed by the next candidate (`5.0.0rc1` → `5.0.0rc2`; alphas, betas, development and post releases alike), a
 * final by the next one with its last number raised (`5.0.0` → `5.0.1`, `5.0` → `5.0.1`). Not by a post release,
 * though the code is the same: PEP 440 keeps those for errors in what surrounds a release, `==5.0.0` does not
 * find them, and a "5.0.0" that nobody can install would stay the version that people ask for. Undefined for a local
 * version, which no index takes, and where everything near is taken.
 * Sources: https://packaging.python.org/en/latest/specifications/version-specifiers/#post-releases, https://semver.org
 */
export function nextVersion(version: Version, taken: readonly Version[]): string | undefined {
  for (const one of followers(version)) {
    if (!taken.some((other) => sameVersion(other, one))) {
      return one.canonical;
    }
  }
  return undefined;
}

/** The last of the versions right after this one, without a gap, of those that there are; undefined where the first is not. */
export function lastFollower(version: Version, there: readonly Version[]): Version | undefined {
  let last: Version | undefined;
  for (const one of followers(version)) {
    if (!there.some((other) => sameVersion(other, one))) {
      return last;
    }
    last = one;
  }
  return last;
}

/** The versions that come after, each the next of its kind. */
function* followers(version: Version): Generator<Version> {
  let next = version.local ? undefined : follower(version);
  for (let tries = 0; next !== undefined && tries < MOST_TRIES; tries += 1) {
    yield next;
    next = follower(next);
  }
}

/**
 * The tag for another version, written as this release's tag is: what stands before and between its numbers stays.
 * Undefined where the tag does not end with its version.
 */
export function tagFor(next: string, tag: string, version: Version): string | undefined {
  const bare = version.raw.trim().replace(/^v/i, "");
  return bare !== "" && tag.endsWith(bare) ? `${tag.slice(0, -bare.length)}${next}` : undefined;
}

function follower(version: Version): Version | undefined {
  const text = version.scheme === "pep440" ? formatPep440(raised(version.parts)) : semverAfter(version);
  return text === undefined ? undefined : parseVersion(text, version.scheme);
}

/** `1.0.0-rc.1` → `1.0.0-rc.2`; a final → the next patch. */
function semverAfter({ canonical, prerelease }: Version): string | undefined {
  return inc(canonical, prerelease ? "prerelease" : "patch") ?? undefined;
}

/** The innermost number that marks the kind of the version, raised by one. */
function raised(parts: Pep440): Pep440 {
  if (parts.dev !== undefined) {
    return { ...parts, dev: plusOne(parts.dev) };
  }
  if (parts.post !== undefined) {
    return { ...parts, post: plusOne(parts.post) };
  }
  if (parts.pre !== undefined) {
    return { ...parts, pre: { ...parts.pre, number: plusOne(parts.pre.number) } };
  }
  const numbers = [...parts.release, "0", "0"].slice(0, Math.max(3, parts.release.length));
  return { ...parts, release: [...numbers.slice(0, -1), plusOne(numbers.at(-1) ?? "0")] };
}

function plusOne(number: string): string {
  return String(BigInt(number) + 1n);
}
