import { newestNotesRequest } from "../commands/notes-requests.ts";
import { type BaseCandidates, baseCandidates } from "../notes/base.ts";
import { mayStillCome } from "../notes/source.ts";
import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import { EMPTY_RANGE, type Range, type RangeGap, type Ranges } from "../release/range.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { type Asking, createAsking } from "./ranges/asking.ts";
import { changesSince, rangeFromStart, rangeSince } from "./ranges/range.ts";
import { startOf } from "./ranges/start.ts";

/** What came since the version before, and since the last final. */
export const ranges: Reader<Fact<Ranges>> = async ({ github, ranges: kept }, known) => {
  const blind = [known.tag, known.tags, known.board].find((fact) => fact.is === "unknown");
  if (blind?.is === "unknown") {
    return blind;
  }
  const commit = given(known.tag)?.commit;
  if (commit === undefined) {
    return absent;
  }
  const candidates = baseCandidates(known);
  const key = JSON.stringify([known.key.repository, commit, candidates, configurationOf(known)?.notes]);
  const asked = newestNotesRequest(known);
  const there = [kept.whole, kept.doubtful]
    .map((some) => some.get(key))
    .find((one) => one !== undefined && one.asked >= asked);
  if (there !== undefined) {
    return seen(there.ranges);
  }
  const { owner, name } = known.address;
  const asking = createAsking({
    github,
    place: { owner, name },
    tag: known.key.tag,
    commit,
    details: detailsFor(known),
  });
  const found = await read(asking, candidates, releaseVersion(known) !== undefined);
  (isDoubtful(found) ? kept.doubtful : kept.whole).set(key, { asked, ranges: found });
  return seen(found);
};

async function read(asking: Asking, candidates: BaseCandidates, isVersion: boolean): Promise<Ranges> {
  const list = await listSince(asking, candidates, isVersion);
  const [finals] = candidates.sinceFinal;
  if (list.base === undefined || finals === undefined || finals.includes(list.base)) {
    return { list };
  }
  const start = await startOf(asking, candidates.sinceFinal);
  return start === undefined || start.base === list.base
    ? { list }
    : { list, sinceFinal: await changesSince(asking, start) };
}

/** Since the tag that somebody chose, else since the version before; without one, all there is. */
async function listSince(
  asking: Asking,
  { chosen, list }: BaseCandidates,
  isVersion: boolean,
): Promise<Range> {
  const start =
    (chosen === undefined ? undefined : await startOf(asking, [[chosen]])) ?? (await startOf(asking, list));
  const range = start === undefined ? await withoutStart(asking, isVersion) : await rangeSince(asking, start);
  return chosen === undefined
    ? range
    : { ...range, missing: [...choiceGaps(range, chosen), ...range.missing] };
}

/** Why the tag that somebody chose leads to other notes than they may have thought. */
function choiceGaps({ base, commits, shipped, missing }: Range, chosen: string): readonly RangeGap[] {
  if (chosen !== base) {
    return [{ is: "base-passed-over", tag: chosen }];
  }
  const isEmpty = commits.length + shipped.commits + missing.length === 0;
  return isEmpty ? [{ is: "nothing-since", tag: chosen }] : [];
}

/** What is no version comes after nothing, and is nobody's first release. */
async function withoutStart(asking: Asking, isVersion: boolean): Promise<Range> {
  return isVersion ? rangeFromStart(asking) : { ...EMPTY_RANGE, missing: [{ is: "no-base" }] };
}

/** Descriptions and files are read only where the notes are made with them. */
function detailsFor(known: Snapshot): Asking["details"] {
  const notes = configurationOf(known)?.notes;
  return {
    body: notes?.releaseNote !== undefined,
    files: (notes?.categories ?? []).some(({ paths }) => paths.length > 0),
  };
}

/** GitHub may tell the next time. */
function isDoubtful({ list, sinceFinal }: Ranges): boolean {
  return [list, sinceFinal].some((range) => range?.missing.some(mayStillCome));
}
