import { availableParallelism, loadavg } from "node:os";

/** Prints rows of texts under a title; the first column to the left, the others to the right. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(width(at)) : cell.padStart(width(at)))).join("   "),
  );
  console.log([title, ...lines.map((line) => `  ${line}`)].join("\n"));
}

/** The value below which so large a part of all lies; NaN where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** A bench keeps two processes busy: what is beyond that is not its own. */
export function sayIfBusy(): void {
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  if (load > cores + 1) {
    const now = load.toFixed(1);
    console.log(`the machine was busy with other things (load ${now} on ${cores} cores): measure again`);
  }
}
