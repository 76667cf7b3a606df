import { memoryOf, releaseRun } from "../../release/attempt.ts";
import { gatesOf } from "../../release/gate.ts";
import { askings, passedLater } from "../../release/run-times.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asLink } from "../safe.ts";
import { count, listed, names } from "../words.ts";
import { type RefusedSaid, refusedSaid } from "./refused.ts";
import { whyText } from "./why.ts";

const MOST_REFUSALS = 10;

/** What had to be done more than once. */
export function retries(seen: Snapshot): readonly string[] {
  const { superseded, approvals = [] } = memoryOf(seen);
  const text = retriesText({
    attempts: superseded.length,
    runs: (releaseRun(seen)?.attempt ?? 1) - 1,
    gates: gatesOf(seen).map(({ name }) => ({ name, more: askings(seen, name).length - 1 })),
    lapsed: approvals.filter((one) => one.lapsed !== undefined).length,
  });
  return text === undefined ? [] : [text];
}

type Retries = {
  readonly attempts: number;
  readonly runs: number;
  readonly gates: readonly { readonly name: string; readonly more: number }[];
  readonly lapsed: number;
};

/** Undefined where everything was done once. */
export function retriesText({ attempts, runs, gates, lapsed }: Retries): string | undefined {
  const parts = [
    ...(attempts > 0 ? [count(attempts, "earlier attempt")] : []),
    ...(runs > 0 ? [`the run again ${count(runs, "time")}`] : []),
    ...gates
      .filter(({ more }) => more > 0)
      .map(({ name, more }) => `gate ${asCode(name)} again ${count(more, "time")}`),
    ...(lapsed > 0 ? [`${count(lapsed, "approval")} that lapsed`] : []),
  ];
  return parts.length === 0 ? undefined : `Retries: ${listed(parts)}.`;
}

/** Jobs that may be flaky. */
export function passed(seen: Snapshot): readonly string[] {
  const jobs = passedLater(seen);
  return jobs.length === 0 ? [] : [passedText(jobs)];
}

/** Nothing but chance, or what a job depends on, was another when it ran again. */
export function passedText(jobs: readonly string[]): string {
  return `Failed, and at the same commit did not fail again: ${names(jobs)}. Flaky, or what it depends on was.`;
}

/** What was said in vain. */
export function refusals(seen: Snapshot): readonly string[] {
  const all = refusedSaid(seen);
  return all.length === 0 ? [] : [refusedText(all)];
}

/** Each with who said it and why in a word: the rest is in the reply below it. */
export function refusedText(all: readonly RefusedSaid[]): string {
  const shown = all.slice(0, MOST_REFUSALS).map(({ said, why }) => {
    const words = whyText(why);
    const link = asLink(asCode(said.line), said.comment.url);
    return `${link} by ${asCode(said.comment.author?.login ?? "")}${words === undefined ? "" : ` (${words})`}`;
  });
  const more = all.length - shown.length;
  return `Refused: ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ")}.`;
}
