import type { Clock } from "../../clock.ts";
import { readConfiguration } from "../../config/configuration.ts";
import type { Reading } from "../../github/github.ts";
import { createMarkers } from "../../markers.ts";
import { introPath } from "../../notes/intro.ts";
import type { Eyes } from "../../observe/eyes.ts";
import { observe } from "../../observe/observe.ts";
import { createRecent } from "../../recent.ts";
import { configurationOf } from "../../release/attempt.ts";
import { blank } from "../../release/blank.ts";
import { type ConfigurationFault, DEFAULT_NOTES } from "../../release/configuration.ts";
import { absent, type Fact, type Fault, given, seen } from "../../release/fact.ts";
import type { Look } from "../../release/look.ts";
import { emptyMemory } from "../../release/memory.ts";
import type { Address } from "../../release/release.ts";
import { releaseVersion } from "../../release/release-version.ts";
import type { Board, Snapshot } from "../../release/snapshot.ts";
import type { Wanted } from "./wanted.ts";

/** Why there are no notes. */
export type Lack =
  | { readonly is: "no-repository" }
  | { readonly is: "no-tag"; readonly tag: string }
  | { readonly is: "no-commit"; readonly tag: string }
  | { readonly is: "no-version"; readonly tag: string }
  | { readonly is: "broken-configuration"; readonly faults: readonly ConfigurationFault[] }
  | { readonly is: "no-answer"; readonly fault: Fault };

export type NotesView =
  | { readonly is: "seen"; readonly seen: Snapshot }
  | { readonly is: "lacking"; readonly lack: Lack };

export type Sight = {
  /** Reads a repository. */
  readonly github: (place: Pick<Address, "owner" | "name">) => Reading;
  readonly clock: Clock;
};

/**
 * Looks at what the notes of a tag go by, with the eyes of the app: a repository that has no configuration is read as
 * one with an empty one, and a base that is asked for as one that somebody chose on the board.
 */
export async function seeNotes({ github, clock }: Sight, wanted: Wanted): Promise<NotesView> {
  const { place, tag, base } = wanted;
  const eyes = eyesWith(github, place);
  const nothing = blank({
    key: { repository: 0, tag },
    address: { installation: 0, ...place },
    app: { id: 0, slug: "release-conductor" },
    now: clock.now(),
    reported: [],
    futile: [],
    channels: [],
  });
  const repository = await observe(eyes, nothing, [{ at: "repository" }]);
  const unseen = lackOf(repository.repository, { is: "no-repository" });
  if (unseen !== undefined) return lacking(isHidden(unseen) ? { is: "no-repository" } : unseen);
  const found = await observe(eyes, repository, [{ at: "configuration" }, { at: "tag" }, { at: "tags" }]);
  const lack = lackIn(found, base);
  if (lack !== undefined) return lacking(lack);
  const known = asReleased(found, base);
  const versioned = await observe(eyes, known, [{ at: "versionFile" }]);
  if (base === undefined && releaseVersion(versioned) === undefined)
    return lacking({ is: "no-version", tag });
  const all = await observe(eyes, versioned, looksFor(versioned));
  const unread = lackOf(all.ranges, { is: "no-commit", tag });
  return unread === undefined ? { is: "seen", seen: all } : lacking(unread);
}

/** What the notes are made from; earlier releases and a file to begin with only where the configuration follows them. */
function looksFor(seen: Snapshot): readonly Look[] {
  const { intro, title } = configurationOf(seen)?.notes ?? DEFAULT_NOTES;
  const followsPrevious = intro === "previous" || title === "previous";
  return [
    { at: "ranges" },
    { at: "notesFile" },
    { at: "notesMembers" },
    ...(followsPrevious ? [{ at: "githubReleases" } as const] : []),
    ...(introPath(seen) === undefined ? [] : [{ at: "introFile" } as const]),
  ];
}

function lacking(lack: Lack): NotesView {
  return { is: "lacking", lack };
}

/** GitHub tells whoever may not see a repository what it tells of one that is not there. */
function isHidden(lack: Lack): boolean {
  return lack.is === "no-answer" && lack.fault.status === 404;
}

/** What stands in the way before the range is read. */
function lackIn({ key: { tag }, ...found }: Snapshot, base: string | undefined): Lack | undefined {
  const file = given(found.configuration);
  const unread =
    lackOf(found.tag, { is: "no-tag", tag }) ??
    lackOf(found.tags, { is: "no-tag", tag }) ??
    (found.configuration.is === "absent" ? undefined : lackOf(found.configuration, { is: "no-repository" }));
  if (unread !== undefined) return unread;
  if (file?.is === "broken") return { is: "broken-configuration", faults: file.faults };
  if (given(found.tag)?.commit === undefined) return { is: "no-commit", tag };
  const isThere = base === undefined || (given(found.tags) ?? []).includes(base);
  return isThere ? undefined : { is: "no-tag", tag: base };
}

/** What a fact lacks; `absent` says what it means that there is none. */
function lackOf(fact: Fact<unknown>, absent: Lack): Lack | undefined {
  switch (fact.is) {
    case "seen":
      return undefined;
    case "absent":
    case "unseen":
      return absent;
    case "unknown":
      return { is: "no-answer", fault: fact.because };
  }
}

/** The snapshot of a release that is conducted by the configuration, or by an empty one, with the base chosen. */
function asReleased(found: Snapshot, base: string | undefined): Snapshot {
  const configuration =
    found.configuration.is === "absent" ? seen(readConfiguration("", "")) : found.configuration;
  const repository = given(found.repository)?.id ?? 0;
  const board = base === undefined ? absent : seen(boardWith(base, found));
  return { ...found, key: { ...found.key, repository }, configuration, board };
}

function boardWith(tag: string, { now, app }: Snapshot): Board {
  const notesBase = { tag, by: app.slug, comment: 0, at: now };
  return {
    number: 0,
    title: "",
    state: "open",
    closedByApp: false,
    locked: false,
    url: "",
    memory: { ...emptyMemory, notesBase },
  };
}

/** Eyes that see what GitHub shows of the repository, and no index, board or bytes. */
function eyesWith(github: Sight["github"], place: Wanted["place"]): Eyes {
  return {
    github: github(place),
    elsewhere: github,
    permissions: async () => ({}),
    registries: new Map(),
    statusPage: { read: async () => undefined },
    markers: createMarkers(new Uint8Array(32)),
    downloads: { fetch, origins: [] },
    contents: createRecent(1),
    logs: createRecent(1),
    details: new WeakMap(),
    ranges: new Map(),
  };
}
