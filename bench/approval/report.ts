import { printTable, quantile } from "../table.ts";
import type { Answered } from "./answers.ts";
import type { Measured } from "./approve.ts";
import { PLACES, type Result } from "./measure.ts";
import { type Waits, waitedWithin } from "./waits.ts";

/** So many are needed to speak of the slowest in a hundred. */
const ENOUGH = 100;
/** Our own part, in milliseconds. */
const AIM = 300;
/** Besides the answer: the mark that says that the command was taken up. */
const MOST_WRITES = 1;

/** Prints what was measured with one store; gives what is wrong. */
export function report(
  name: string,
  { alone, amongOthers, waits, setUp, memory }: Result,
  others: string,
): readonly string[] {
  const ways = { alone, [others]: amongOthers };
  const rows = Object.entries(ways).flatMap(([way, measured]) => rowsOf(way, measured, waits));
  printTable(
    `from the comment \`/approve pypi\` to the gate's answer, on ${name} (CONCURRENCY=${PLACES}, set up in ${seconds(setUp)}):`,
    [["", "total", "GitHub's limits", "the rest", "to the 1st request", "floor", "rest / floor"], ...rows],
  );
  printTable("  before the answer, median and most:", [
    ["", "writes", "reads", "tokens"],
    ...Object.entries(ways).map(([way, { answered }]) => [
      `  ${way}`,
      ...[
        answered.map(({ writes }) => writes.length),
        answered.map(({ reads }) => reads),
        answered.map(({ tokens }) => tokens),
      ].map((counts) => `${quantile(counts, 0.5)}, ${quantile(counts, 1)}`),
    ]),
  ]);
  console.log(`  RSS in the end ${memory.toFixed(0)} MB, of the largest process`);
  return Object.values(ways).flatMap(wrongIn);
}

/** Prints the requests of the median approval alone, and of the slowest among others, with when they came. */
export function trace({ alone, amongOthers }: Result): void {
  for (const [label, one] of [
    ["median alone", slowestFirst(alone)[Math.floor(alone.answered.length / 2)]],
    ["slowest among others", slowestFirst(amongOthers)[0]],
  ] as const) {
    if (one === undefined) continue;
    console.log(
      `  ${label}: ${one.place.project.repo.fullName}, milliseconds after the comment at ${one.sentAt}`,
    );
    for (const { at, method, path } of one.exchanges) {
      console.log(`  ${String(at - one.sentAt).padStart(6)}  ${method} ${decodeURIComponent(path)}`);
    }
  }
}

function slowestFirst({ answered }: Measured): readonly Answered[] {
  return answered.toSorted((a, b) => b.answeredAt - b.sentAt - (a.answeredAt - a.sentAt));
}

function rowsOf(way: string, { answered, floor }: Measured, waits: Waits): readonly (readonly string[])[] {
  const times = answered.map((one) => timesOf(one, waits));
  const row = (label: string, part: number) => {
    const at = (values: readonly number[]) => quantile(values, part);
    const rest = at(times.map((one) => one.rest));
    return [
      `${way}, ${label}`,
      ms(at(times.map((one) => one.total))),
      ms(at(times.map((one) => one.limits))),
      part === 0.5 ? ms(rest) : `${ms(rest)} (aim ${AIM})`,
      ms(at(times.map((one) => one.first))),
      ms(quantile(floor, part)),
      (rest / quantile(floor, part)).toFixed(1),
    ];
  };
  const slowest =
    answered.length < ENOUGH
      ? row(`slowest of ${answered.length}`, 1)
      : row(`p99 of ${answered.length}`, 0.99);
  return [row("p50", 0.5), slowest];
}

function timesOf({ place, sentAt, answeredAt, firstAt }: Answered, waits: Waits) {
  const total = answeredAt - sentAt;
  const own = waits.get(place.project.repo.fullName) ?? [];
  const limits = waitedWithin({ from: sentAt, to: answeredAt }, own);
  return { total, limits, rest: total - limits, first: firstAt - sentAt };
}

function wrongIn({ answered, unanswered }: Measured): readonly string[] {
  return [
    ...unanswered.map(({ project }) => `${project.repo.fullName}: no answer`),
    ...answered
      .filter(({ writes }) => writes.length > MOST_WRITES)
      .map(({ place, writes }) => {
        const sent = writes.map(({ method, path }) => `${method} ${path}`).join(", ");
        return `${place.project.repo.fullName}: ${writes.length} writes before the answer: ${sent}`;
      }),
  ];
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function seconds(value: number): string {
  return `${(value / 1000).toFixed(0)} s`;
}
