import { packagesOf } from "./evidence.ts";
import { type Fact, factAt, given } from "./fact.ts";
import { gatesOf } from "./gate.ts";
import { type Instant, MINUTE } from "./instant.ts";
import { MOST_SISTERS } from "./marker-text.ts";
import { schemeOf, tagPatterns } from "./release-version.ts";
import type { Snapshot } from "./snapshot.ts";
import { hasSeveralLines, readTag, readTags, type TagName } from "./tag-name.ts";
import { matchesPattern } from "./tag-pattern.ts";
import { compareVersions, sameVersion, type Version } from "./version.ts";

/** Another tag of the repository, and the board of its release. */
export type Neighbour = {
  readonly tag: string;
  /** What it points at, peeled. Absent: not among the newest tags, or no commit. */
  readonly commit?: string;
  /** When the tag object was made, or the commit where the tag is none. */
  readonly at?: Instant;
  readonly board?: NeighbourBoard;
};

export type NeighbourBoard = {
  readonly number: number;
  readonly open: boolean;
  readonly locked: boolean;
  /** The board is a comment on another release's. */
  readonly isComment: boolean;
};

/** Where the board of a release has its place. */
export type Place =
  | { readonly is: "own" }
  | { readonly is: "join"; readonly tag: string; readonly board: number }
  /** For the board of the release that leads. */
  | { readonly is: "wait"; readonly tag: string };

/** A lead that has no board by then has none to share: its workflow may never have started. */
const PATIENCE = 10 * MINUTE;

type Named = { readonly neighbour: Neighbour; readonly name: TagName };

/** Whether releases share boards here: only where packages of several lines are tagged. */
export function sharesBoards(seen: Snapshot): boolean {
  return hasSeveralLines(tagPatterns(seen));
}

/**
 * Where a release without a board has its place. Releases at one commit, of different lines, share the board that is
 * there; where there is none yet, the first of them by line and name opens it. Of one line the lowest version takes
 * part: a candidate and its final are two releases that follow each other.
 */
export function placeOf(seen: Snapshot): Place {
  const commit = given(seen.tag)?.commit;
  const own = nameOf(seen, seen.key.tag);
  if (commit === undefined || own === undefined || !sharesBoards(seen)) {
    return { is: "own" };
  }
  const here = named(seen).filter(
    ({ neighbour }) => neighbour.commit === commit && isUnderWay(seen, neighbour),
  );
  const isLower = ({ name }: Named) =>
    name.line === own.line && compareVersions(name.version, own.version) < 0;
  return here.some(isLower)
    ? { is: "own" }
    : among(
        seen,
        own,
        here.filter(({ name }) => name.line !== own.line),
      );
}

function among(seen: Snapshot, own: TagName, group: readonly Named[]): Place {
  const [open] = group
    .map(({ neighbour }) => neighbour)
    .filter(({ board }) => board?.open === true && !board.isComment && !board.locked)
    .filter(({ board }) => !isFull(group, board))
    .toSorted((a, b) => (a.board?.number ?? 0) - (b.board?.number ?? 0));
  if (open?.board !== undefined) {
    return { is: "join", tag: open.tag, board: open.board.number };
  }
  const [first] = group
    .filter(({ neighbour: { board } }) => !isFull(group, board))
    .map(({ neighbour: { tag }, name: { line } }) => ({ tag, line }))
    .filter((one) => comesFirst(one, { tag: seen.key.tag, line: own.line }))
    .toSorted((a, b) => (comesFirst(a, b) ? -1 : 1));
  const isOver = (seen.knownFor ?? 0) > PATIENCE;
  return first === undefined || isOver ? { is: "own" } : { is: "wait", tag: first.tag };
}

/** No more come on a board than are woken by what is said there. */
function isFull(group: readonly Named[], board: NeighbourBoard | undefined): boolean {
  const sisters = group.filter(
    ({ neighbour: { board: one } }) => one?.isComment && one.number === board?.number,
  );
  return sisters.length >= MOST_SISTERS;
}

type Ordered = { readonly tag: string; readonly line: string };

function comesFirst(a: Ordered, b: Ordered): boolean {
  return a.line === b.line ? a.tag < b.tag : a.line < b.line;
}

/** What is released or given up leads nobody. */
function isUnderWay(seen: Snapshot, { tag, board }: Neighbour): boolean {
  const isPublic = (given(seen.githubReleases) ?? []).some((one) => one.tag === tag && !one.draft);
  return board === undefined ? !isPublic : board.open;
}

/** Other matching tags of the same line that name the same version: two spellings of one release. */
export function sameVersionTags(seen: Snapshot): readonly string[] {
  const own = nameOf(seen, seen.key.tag);
  const names = namesOf(seen);
  return own === undefined
    ? []
    : (given(seen.tags) ?? []).filter((tag) => {
        const other = tag === seen.key.tag ? undefined : names.get(tag);
        return other?.line === own.line && sameVersion(other.version, own.version);
      });
}

/**
 * The tag that has the version instead of this one: whichever has a board, else the older one. Of two boards the first
 * has it, of two tags of one moment the first by name: whoever asks, the answer is the same.
 */
export function holderOfVersion(seen: Snapshot): string | undefined {
  const self = { tag: seen.key.tag, ...standing(seen) };
  const known = given(seen.neighbours) ?? [];
  return sameVersionTags(seen).find((tag) => {
    const other = known.find((one) => one.tag === tag) ?? { tag };
    return isBefore(other, self);
  });
}

/**
 * Whether another tag of this version is shown to have reached nobody: no GitHub release of it is public, its board is
 * not closed, and no index has the version. What was not looked at, or did not answer, may be out.
 */
export function mayGiveWay(tag: string, seen: Snapshot): boolean {
  const { board } = (given(seen.neighbours) ?? []).find((one) => one.tag === tag) ?? {};
  const isPrivate =
    isAnswered(seen.githubReleases) &&
    !(given(seen.githubReleases) ?? []).some((one) => one.tag === tag && !one.draft);
  const indexes = gatesOf(seen).filter(({ index }) => index !== undefined);
  return (
    seen.neighbours.is === "seen" &&
    board?.open !== false &&
    isPrivate &&
    gatesOf(seen).length > 0 &&
    indexes.every(
      (gate) => factAt(seen.index, gate.name).is === "absent" && packagesOf(seen, gate).length > 0,
    )
  );
}

function isAnswered({ is }: Fact<unknown>): boolean {
  return is === "seen" || is === "absent";
}

type Claim = Pick<Neighbour, "tag" | "at"> & { readonly board?: Pick<NeighbourBoard, "number"> };

function isBefore(other: Claim, self: Claim): boolean {
  if (other.board !== undefined && self.board !== undefined && other.board.number !== self.board.number) {
    return other.board.number < self.board.number;
  }
  if ((other.board === undefined) !== (self.board === undefined)) {
    return other.board !== undefined;
  }
  // One that is not among the newest tags is old.
  const [theirs, ours] = [other.at ?? 0, self.at ?? 0];
  return theirs === ours ? other.tag < self.tag : theirs < ours;
}

/** The release's own tag is among those that were looked at, too. */
function standing(seen: Snapshot): Omit<Claim, "tag"> {
  const board = given(seen.board);
  const at = (given(seen.neighbours) ?? []).find(({ tag }) => tag === seen.key.tag)?.at;
  return { ...(at === undefined ? {} : { at }), ...(board === undefined ? {} : { board }) };
}

/** Newer releases of this candidate's line and version: another candidate, or the final. The highest comes first. */
export function successors(seen: Snapshot): readonly string[] {
  const own = nameOf(seen, seen.key.tag);
  if (own?.version.prerelease !== true) {
    return [];
  }
  const names = namesOf(seen);
  return (given(seen.tags) ?? [])
    .flatMap((tag) => {
      const name = matchesPattern(tag, tagPatterns(seen)) ? names.get(tag) : undefined;
      return name === undefined ? [] : [{ tag, name }];
    })
    .filter(({ name: { line, version } }) => {
      const isNewer = line === own.line && compareVersions(version, own.version) > 0;
      return isNewer && goal(version) === goal(own.version);
    })
    .toSorted((a, b) => compareVersions(b.name.version, a.name.version))
    .map(({ tag }) => tag);
}

/** What a candidate is on the way to: 5.0.0 for `5.0.0rc1`, `5.0.0-rc.1` and `5.0.0.dev1`. */
function goal(version: Version): string {
  return version.scheme === "pep440"
    ? `${version.parts.epoch}!${version.parts.release.join(".").replace(/(?:\.0)+$/, "")}`
    : (version.canonical.split("-")[0] ?? version.canonical);
}

function named(seen: Snapshot): readonly Named[] {
  return (given(seen.neighbours) ?? []).flatMap((neighbour) => {
    const matches = neighbour.tag !== seen.key.tag && matchesPattern(neighbour.tag, tagPatterns(seen));
    const name = matches ? nameOf(seen, neighbour.tag) : undefined;
    return name === undefined ? [] : [{ neighbour, name }];
  });
}

function nameOf(seen: Snapshot, tag: string): TagName | undefined {
  return readTag(tag, tagPatterns(seen), schemeOf(seen));
}

/** Of every tag of the repository. */
function namesOf(seen: Snapshot): ReadonlyMap<string, TagName> {
  return readTags(given(seen.tags) ?? [], tagPatterns(seen), schemeOf(seen));
}
