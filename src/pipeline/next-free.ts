import type { Gate } from "../release/configuration.ts";
import { factAt, given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import type { Look } from "../release/look.ts";
import { nextVersion, tagFor } from "../release/next-version.ts";
import type { NextVersion } from "../release/publish-failure.ts";
import { releaseVersion, schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { parseVersion } from "../release/version.ts";

/** What has to be looked at before anybody can say which version is free: all that is taken. */
export function looksForNext(seen: Snapshot): readonly Look[] {
  return [
    ...(seen.tags.is === "unseen" ? [{ at: "tags" } as const] : []),
    ...indexedGates(seen)
      .filter(({ name }) => factAt(seen.versions, name).is === "unseen")
      .map(({ name }): Look => ({ at: "versions", gate: name })),
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

function indexedGates(seen: Snapshot): readonly Gate[] {
  return gatesOf(seen).filter(({ index }) => index !== undefined);
}
