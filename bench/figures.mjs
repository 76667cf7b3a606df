// How the figures are made and printed.
import { availableParallelism, loadavg } from "node:os";

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints rows of texts under a title; the first column to the left, the others to the right. */
export function table(title, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join("   "),
  );
  console.log([title, ...lines.map((line) => `  ${line}`)].join("\n"));
}

/** A bench keeps two processes busy: what is beyond that is not its own. */
export function sayIfBusy() {
  const [load] = loadavg();
  const cores = availableParallelism();
  if (load > cores + 1) {
    console.log(
      `the machine was busy with other things (load ${load.toFixed(1)} on ${cores} cores): measure again`,
    );
  }
}
