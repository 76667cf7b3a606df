import { type Instant, MINUTE } from "./instant.ts";
import { type Interval, lengthOf, minus } from "./interval.ts";
import type { PhaseName } from "./step.ts";

/** What the time of a release went into: its phases, and what can come between them. */
export type RowName = PhaseName | "earlier" | "again" | "hold";

/** Some of a release's time, and who moved next in it. `earlier`: attempts before this one, of which no one asks who. */
export type Stretch = Interval & {
  readonly row: RowName;
  readonly waits: "people" | "machines" | "earlier" | "unknown";
  /** Nothing waited for it: it is shown, and no part of the whole. */
  readonly beside?: boolean;
};

/** In milliseconds, whole minutes. Together they are `took`. */
export type Shares = {
  readonly took: number;
  readonly people: number;
  readonly machines: number;
  readonly earlier: number;
  readonly unknown: number;
};

export type TimelineRow = Shares & {
  readonly name: RowName;
  readonly from: Instant;
  readonly beside: boolean;
  /** Whose it was, also of what took less than a minute. */
  readonly whose: readonly Stretch["waits"][];
};

export type Timeline = Shares & { readonly rows: readonly TimelineRow[] };

/**
 * How the time of a release went, from its first stretch to its last, each moment counted once: as machines' while
 * one was at work on it, as people's while it waited for nobody else, as unknown where no stretch tells. What went
 * side by side is in the rows of both. Goes by whole minutes, so that the sums are those of what is shown.
 */
export function timelineOf(stretches: readonly Stretch[]): Timeline {
  const told = stretches.map(inMinutes).filter(({ from, to }) => to >= from);
  const whole = told.filter(({ beside }) => beside !== true);
  const from = Math.min(...whole.map((one) => one.from));
  const to = Math.max(...whole.map((one) => one.to));
  const names = [...new Set(told.map(({ row }) => row))];
  const rows = names.map((name) =>
    rowOf(
      name,
      told.filter(({ row }) => row === name),
    ),
  );
  return {
    ...shares(whole, whole.length === 0 ? 0 : to - from),
    rows: rows.toSorted((a, b) => a.from - b.from),
  };
}

function inMinutes(stretch: Stretch): Stretch {
  const [from, to] = [stretch.from, stretch.to].map((at) => Math.floor(at / MINUTE) * MINUTE);
  return { ...stretch, from: from ?? stretch.from, to: to ?? stretch.to };
}

function rowOf(name: RowName, stretches: readonly Stretch[]): TimelineRow {
  return {
    name,
    from: Math.min(...stretches.map(({ from }) => from)),
    beside: stretches.every(({ beside }) => beside === true),
    whose: [...new Set(stretches.map(({ waits }) => waits))],
    ...shares(stretches, lengthOf(stretches)),
  };
}

function shares(stretches: readonly Stretch[], took: number): Shares {
  const of = (...kinds: readonly Stretch["waits"][]) =>
    stretches.filter(({ waits }) => kinds.includes(waits));
  const machines = lengthOf(of("machines"));
  const people = lengthOf(minus(of("people"), of("machines")));
  const earlier = lengthOf(minus(of("earlier"), of("machines", "people")));
  return { took, people, machines, earlier, unknown: took - people - machines - earlier };
}

/** A row, and whom of the two it made a release wait for the longest. */
export type Longest = { readonly row: TimelineRow; readonly waits: "people" | "machines" };

/** What a release waited for longest; undefined where it waited nowhere for as long as a minute. */
export function longestOf({ rows }: Timeline): Longest | undefined {
  const waited = rows
    .filter(({ beside }) => !beside)
    .flatMap((row): readonly Longest[] => [
      { row, waits: "people" },
      { row, waits: "machines" },
    ]);
  const [longest] = waited.toSorted((a, b) => b.row[b.waits] - a.row[a.waits]);
  return longest === undefined || longest.row[longest.waits] === 0 ? undefined : longest;
}
