import type { PullRequest, Range, RangeCommit } from "../release/range.ts";
import { eachOnce, type Unit, unitsOf } from "./revert-units.ts";
import { plainTitle, type RevertWords, revertWords } from "./revert-words.ts";

/** What came and went between the two tags: a change, and the one that took it back. */
export type Reverted = { readonly what: Unit; readonly by: Unit };

export type Settled = {
  readonly pullRequests: readonly PullRequest[];
  /** Those that came through no pull request, without merges. */
  readonly commits: readonly RangeCommit[];
  readonly reverted: readonly Reverted[];
};

/**
 * A range without what it takes back itself. The newest word counts: a revert that was reverted takes nothing back.
 * Only a revert that is nothing else takes back, and only a change as a whole; a revert of something older stays.
 */
export function settled(range: Range): Settled {
  const units = unitsOf(range);
  const goneBy = new Map<Unit, Unit>();
  const spent = new Set<Unit>();
  for (const [at, unit] of [...units.entries()].toReversed()) {
    const words = goneBy.has(unit) ? undefined : revertWords(unit);
    const { taken, more } = words === undefined ? NOTHING : takenBack(words, units.slice(0, at));
    const now = taken.filter((one) => !goneBy.has(one));
    for (const one of now) {
      goneBy.set(one, unit);
    }
    if (now.length > 0 && !more) {
      spent.add(unit);
    }
  }
  const left = units.filter((unit) => !goneBy.has(unit) && !spent.has(unit));
  const numbers = new Set(left.map(({ pullRequest }) => pullRequest?.number));
  return {
    pullRequests: eachOnce(range.pullRequests).filter(({ number }) => numbers.has(number)),
    commits: left.flatMap(({ pullRequest, commits }) => (pullRequest === undefined ? commits : [])),
    reverted: units.flatMap((what) => {
      const by = goneBy.get(what);
      return by === undefined ? [] : [{ what, by }];
    }),
  };
}

type TakenBack = {
  readonly taken: readonly Unit[];
  /** It takes back something else as well: what is older, or a part of a change. */
  readonly more: boolean;
};

const NOTHING: TakenBack = { taken: [], more: false };

function takenBack(words: RevertWords, before: readonly Unit[]): TakenBack {
  const named = before.filter((one) => isNamed(one, words));
  return named.length > 0
    ? { taken: named, more: hasMore(words, named) }
    : { taken: titled(words, before), more: false };
}

function isNamed({ pullRequest, commits, merges }: Unit, { numbers, shas }: RevertWords): boolean {
  const says = ({ sha }: RangeCommit) => shas.some((said) => sha.startsWith(said));
  return (
    (pullRequest !== undefined && numbers.includes(pullRequest.number)) ||
    merges.some(says) ||
    (commits.length > 0 && commits.every(says))
  );
}

/** The one change of that title, where no number says which it is. */
function titled({ title, numbers }: RevertWords, before: readonly Unit[]): readonly Unit[] {
  const same = numbers.length > 0 ? [] : before.filter((one) => plainTitle(one.title) === title);
  return same.length === 1 ? same : [];
}

function hasMore({ numbers, shas }: RevertWords, taken: readonly Unit[]): boolean {
  const takenNumbers = new Set(taken.map(({ pullRequest }) => pullRequest?.number));
  const takenShas = taken.flatMap(({ commits, merges }) => [...commits, ...merges]).map(({ sha }) => sha);
  return numbers.length > 0
    ? numbers.some((number) => !takenNumbers.has(number))
    : shas.some((said) => !takenShas.some((sha) => sha.startsWith(said)));
}
