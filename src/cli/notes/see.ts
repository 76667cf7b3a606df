import type { Clock } from "../../clock.ts";
import { readConfiguration } from "../../config/configuration.ts";
import { introPath } from "../../notes/intro.ts";
import { observe } from "../../observe/observe.ts";
import { configurationOf } from "../../release/attempt.ts";
import { blank } from "../../release/blank.ts";
import { DEFAULT_NOTES } from "../../release/configuration.ts";
import { absent, given, seen } from "../../release/fact.ts";
import type { Look } from "../../release/look.ts";
import { emptyMemory } from "../../release/memory.ts";
import type { Ranges } from "../../release/range.ts";
import { releaseVersion } from "../../release/release-version.ts";
import type { Board, Snapshot } from "../../release/snapshot.ts";
import { eyesWith, type ReadingOf } from "./eyes.ts";
import { type Lack, lackIn, lackOf } from "./lack.ts";
import type { Wanted } from "./wanted.ts";

export type NotesView =
  | { readonly is: "seen"; readonly seen: Snapshot; readonly ranges: Ranges }
  | { readonly is: "lacking"; readonly lack: Lack };

/**
 * Looks at what the notes of a tag go by, with the eyes of the app: a repository that has no configuration is read as
 * one with an empty one, and a base that is asked for as one that somebody chose on the board.
 */
export async function seeNotes(
  { github, clock }: { readonly github: ReadingOf; readonly clock: Clock },
  wanted: Wanted,
): Promise<NotesView> {
  const { place, tag, base } = wanted;
  const eyes = eyesWith(github, place);
  const nothing = blank({
    key: { repository: 0, tag },
    address: { installation: 0, ...place },
    app: { id: 0, slug: "release-conductor" },
    now: clock.now(),
    reported: [],
    futile: [],
    channels: {},
  });
  const repository = await observe(eyes, nothing, [{ at: "repository" }]);
  const unseen = lackOf(repository.repository, { is: "no-repository" });
  if (unseen !== undefined) return lacking(unseen);
  const found = await observe(eyes, repository, [{ at: "configuration" }, { at: "tag" }, { at: "tags" }]);
  const lack = lackIn(found, base);
  if (lack !== undefined) return lacking(lack);
  const known = asReleased(found, base);
  const versioned = await observe(eyes, known, [{ at: "versionFile" }]);
  if (base === undefined && releaseVersion(versioned) === undefined)
    return lacking({ is: "no-version", tag });
  const all = await observe(eyes, versioned, looksFor(versioned));
  return all.ranges.is === "seen"
    ? { is: "seen", seen: all, ranges: all.ranges.value }
    : lacking(lackOf(all.ranges, { is: "no-commit", tag }) ?? { is: "no-commit", tag });
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
