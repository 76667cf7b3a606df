import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A span of the machine's time, in milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** By repository (`owner/name`), what its requests waited for GitHub's limits, as the app says in its log. */
export type Waits = ReadonlyMap<string, readonly Span[]>;

/** Reads the app's logs of level debug. */
export function waitsIn(folder: string): Waits {
  const waits = new Map<string, Span[]>();
  const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
  for (const line of logs.flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))) {
    if (!line.includes("for GitHub's limits")) continue;
    const { msg, time, ms, request } = JSON.parse(line) as Readonly<Record<string, string>>;
    const repository = /\((?<name>[^()]+)\)$/.exec(request ?? "")?.groups?.["name"];
    if (repository === undefined) continue;
    const [at, long] = [Date.parse(time ?? ""), Number(ms)];
    const span = msg?.startsWith("put off") ? { from: at, to: at + long } : { from: at - long, to: at };
    waits.set(repository, [...(waits.get(repository) ?? []), span]);
  }
  return waits;
}

/**
 * How much of a span was spent waiting: waits side by side count once, and those that ended after it don't, because
 * what the span ends with did not wait for them.
 */
export function waitedWithin({ from, to }: Span, waits: readonly Span[]): number {
  let waited = 0;
  let until = from;
  for (const wait of waits.toSorted((a, b) => a.from - b.from)) {
    // The log's clock and ours are the same, but whole milliseconds are.
    if (wait.to > to + 1 || wait.to <= until) continue;
    waited += Math.min(wait.to, to) - Math.max(wait.from, until);
    until = wait.to;
  }
  return waited;
}
