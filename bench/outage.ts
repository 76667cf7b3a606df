// What an outage of the app costs: ten releases in ten repositories go on while it is down for an hour, a day, four
// days, with its store kept and lost; then it starts. On a virtual clock. Exit 1 when something is not caught up.
import { livedThrough, type Outage } from "./outage/outage.ts";
import { STAGES } from "./outage/stages.ts";
import { printTable } from "./table.ts";

const HOUR = 3_600_000;
const LENGTHS = { "1 hour": HOUR, "1 day": 24 * HOUR, "4 days": 96 * HOUR };

const began = performance.now();
const rows: string[][] = [];
const wrong: string[] = [];
for (const [name, length] of Object.entries(LENGTHS)) {
  for (const store of ["kept", "lost"] as const satisfies readonly Outage["store"][]) {
    const { after, requests, idle, faults } = await livedThrough({ length, store });
    const what = `${name}, store ${store}`;
    wrong.push(...faults.map((fault) => `${what}: ${fault}`));
    const { reads, notModified, writes, again, tokens } = requests;
    rows.push([
      what,
      faults.length === 0 ? `${(after / 1000).toFixed(0)} s` : "never",
      ...[reads, notModified, writes, again, tokens].map(String),
      `${idle.reads} + ${idle.notModified}`,
    ]);
  }
}
printTable(`after an outage of the app, ${STAGES.length} releases under way in as many repositories:`, [
  ["", "caught up after", "reads", "not modified", "writes", "sent again", "tokens", "reads in an idle hour"],
  ...rows,
]);
for (const text of wrong) console.log(`  ✗ ${text}`);
console.log(
  `${wrong.length === 0 ? "all caught up" : `${wrong.length} things went wrong`} (${((performance.now() - began) / 1000).toFixed(0)} s)`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
