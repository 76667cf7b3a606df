import { smokeTests } from "../../commands/smoke-tests.ts";
import { configurationOf, memoryOf, releaseRun } from "../../release/attempt.ts";
import type { Gate } from "../../release/configuration.ts";
import { sameEnvironment } from "../../release/environment-name.ts";
import { gateNamed, gatesOf, isDispensable } from "../../release/gate.ts";
import type { Instant } from "../../release/instant.ts";
import { type Interval, minus } from "../../release/interval.ts";
import { type Asking, askings, checksEnded, newest } from "../../release/run-times.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { Stretch } from "../../release/timeline.ts";

/** The time at the gates: people's until one was opened, machines' while its jobs published. */
export function gateStretches(seen: Snapshot, holds: readonly Interval[]): readonly Stretch[] {
  return gatesOf(seen).flatMap((gate) =>
    askings(seen, gate.name).flatMap((asking) => {
      const beside = isDispensable(seen, gate) ? { beside: true } : {};
      return ofAsking(seen, { gate, asking, holds }).map((stretch) => ({ ...stretch, ...beside }));
    }),
  );
}

type At = { readonly gate: Gate; readonly asking: Asking; readonly holds: readonly Interval[] };

function ofAsking(seen: Snapshot, at: At): readonly Stretch[] {
  const { opened, ended } = at.asking;
  const row = `publish ${at.gate.name}` as const;
  const until = opened ?? ended;
  if (until === undefined) {
    return [];
  }
  const from = readyAt(seen, at, until);
  const decided = opened === undefined ? until : decidedAt(seen, at, { from, to: opened });
  return [
    ...byPeople(row, { from, to: decided }, at.holds),
    ...(opened === undefined || ended === undefined
      ? []
      : [{ row, waits: "machines" as const, from: decided, to: ended }]),
  ];
}

/** People's time but for what somebody held, which is a row of its own. */
export function byPeople(
  row: Stretch["row"],
  time: Interval,
  holds: readonly Interval[],
): readonly Stretch[] {
  return minus([time], holds).map((part) => ({ row, waits: "people", ...part }));
}

/** From when the gate could be opened: it came to wait, and what is to be done before it was done. */
function readyAt(seen: Snapshot, { gate, asking }: At, until: Instant): Instant {
  const { runAttempt, asked } = asking;
  const before = configurationOf(seen)?.smokeTests.before ?? gate.name;
  const tested = sameEnvironment(before, gate.name) ? smokeTested(seen)?.to : undefined;
  const after = gate.after
    .flatMap((name) => gateNamed(seen, name) ?? [])
    .flatMap(({ name }) => askings(seen, name).flatMap(({ ended }) => ended ?? []));
  const done = [checksEnded(seen, runAttempt), tested, ...after].filter((one) => one !== undefined);
  return Math.max(asked, ...done.filter((one) => one <= until));
}

/** When the last word that opened it was said, or the hold ended that stood against it; where none tells, when it opened. */
function decidedAt(seen: Snapshot, { gate, holds }: At, { from, to }: Interval): Instant {
  const said = (memoryOf(seen).approvals ?? [])
    .filter((one) => one.gate === gate.name && (one.lapsed === undefined || one.lapsed === "run-again"))
    .map(({ at }) => at)
    .filter((at) => at <= to);
  const last = newest(said);
  return last === undefined
    ? to
    : Math.max(from, last, ...holds.filter((hold) => hold.to <= to).map((hold) => hold.to));
}

/** From the end of the checks until the last smoke test that is required was reported; undefined where none is. */
export function smokeTested(seen: Snapshot): Interval | undefined {
  const required = configurationOf(seen)?.smokeTests.require ?? [];
  const from = checksEnded(seen, releaseRun(seen)?.attempt ?? 0);
  const counted = smokeTests(seen).tests.filter(({ ok, counts }) => ok && counts);
  const firsts = required.flatMap((what) => {
    const at = counted.filter((test) => test.what === what).map((test) => test.at);
    return at.length === 0 ? [] : [Math.min(...at)];
  });
  const to = newest(firsts);
  return from === undefined || to === undefined || firsts.length < required.length || to < from
    ? undefined
    : { from, to };
}
