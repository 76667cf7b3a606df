import type { Gate } from "../release/configuration.ts";
import { type Fact, factAt, given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import type { Look } from "../release/look.ts";
import { lastFollower, nextVersion, tagFor } from "../release/next-version.ts";
import type { NextVersion } from "../release/publish-failure.ts";
import { releaseVersion, schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { parseVersion, sameVersion } from "../release/version.ts";

/** What has to be looked at before anybody can say which version is free: all that is taken. */
export function looksForNext(seen: Snapshot): readonly Look[] {
  return askedForNext(seen).flatMap(({ fact, look }) => (fact.is === "unseen" ? [look] : []));
}

/** The same with what was answered. */
export function askedForNext(
  seen: Snapshot,
): readonly { readonly fact: Fact<unknown>; readonly look: Look }[] {
  return [
    { fact: seen.tags, look: { at: "tags" } },
    ...indexedGates(seen).map(({ name }) => ({
      fact: factAt(seen.versions, name),
      look: { at: "versions", gate: name } as const,
    })),
  ];
}

/** The next version that is free. Undefined unless every index and GitHub have said what is taken. */
export function nextFree(seen: Snapshot): NextVersion | undefined {
  const version = releaseVersion(seen);
  const tags = given(seen.tags);
  const lists = indexedGates(seen).map(({ name }) => factAt(seen.versions, name));
  const isAnswered = lists.every((fact) => fact.is === "seen" || fact.is === "absent");
  if (version === undefined || tags === undefined || !isAnswered) {
    return undefined;
  }
  const scheme = schemeOf(seen);
  const tagged = tags.flatMap((tag) => versionOfTag(tag, tagPatterns(seen), scheme) ?? []);
  const indexed = lists
    .flatMap((fact) => given(fact) ?? [])
    .flatMap((one) => parseVersion(one, scheme) ?? []);
  const next = nextVersion(version, [...tagged, ...indexed]);
  const tag = next === undefined ? undefined : tagFor(next, seen.key.tag, version);
  return next === undefined ? undefined : { version: next, ...(tag === undefined ? {} : { tag }) };
}

/**
 * The tag with which a yanked release goes on: the last of those that follow it in a row already, else of the next
 * version that is free. Undefined unless every index and GitHub have said what is taken.
 */
export function nextTag(seen: Snapshot): string | undefined {
  const version = releaseVersion(seen);
  const versionOf = (tag: string) => versionOfTag(tag, tagPatterns(seen), schemeOf(seen));
  const tags = given(seen.tags) ?? [];
  const last =
    version &&
    lastFollower(
      version,
      tags.flatMap((tag) => versionOf(tag) ?? []),
    );
  const there = tags.find((tag) => {
    const its = versionOf(tag);
    return last !== undefined && its !== undefined && sameVersion(its, last);
  });
  return there ?? nextFree(seen)?.tag;
}

function indexedGates(seen: Snapshot): readonly Gate[] {
  return gatesOf(seen).filter(({ index }) => index !== undefined);
}
