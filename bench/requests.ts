// What one undisturbed release asks of GitHub, with 17 jobs and with 170: `npm run bench:requests`. The app as `start`
// starts it, over HTTP, on the sandbox's clock. Exit 1 over a limit, or where more jobs ask for more than their pages.

import { type Counted, counted } from "./requests/count.ts";
import { lived } from "./requests/live.ts";
import { printTable } from "./table.ts";

/** What a release may ask for. */
const MOST_WRITES = 30;
const MOST_CREATIONS = 12;

const JOBS = 17;
const MANY_JOBS = 170;

const [few, many] = [counted(await lived(JOBS)), counted(await lived(MANY_JOBS))];
const rows: readonly (readonly [string, (one: Counted) => number])[] = [
  ["writes", ({ writes }) => writes],
  ["of which create content", ({ creations }) => creations],
  ["reads answered anew", ({ reads }) => reads],
  ["reads not modified", ({ notModified }) => notModified],
  ["reads that confirm what can't be taken back", ({ confirming }) => confirming],
  ["pages of jobs among the reads", ({ jobPages }) => jobPages],
  ["tokens minted", ({ tokens }) => tokens],
  ["webhooks taken", ({ webhooks }) => webhooks],
];
printTable("requests of one release", [
  ["", `${JOBS} jobs`, `${MANY_JOBS} jobs`],
  ...rows.map(([what, of]) => [what, String(of(few)), String(of(many))]),
]);
const wrong = [
  ...[few, many].flatMap(({ writes, creations }) => [
    ...(writes > MOST_WRITES ? [`${writes} writes, ${MOST_WRITES} at most`] : []),
    ...(creations > MOST_CREATIONS ? [`${creations} creations, ${MOST_CREATIONS} at most`] : []),
  ]),
  ...more(few, many),
];
for (const text of wrong) console.log(`✗ ${text}`);
process.exit(wrong.length === 0 ? 0 : 1);

/** What a release with more jobs asks for besides their pages, by method and route. GitHub's log of webhooks is not for it. */
function more(few: Counted, many: Counted): readonly string[] {
  const isOwn = (route: string) => !/\/jobs$|^\w+ \/app\//.test(route);
  return [...many.routes]
    .filter(([route]) => isOwn(route))
    .map(([route, count]) => ({ route, added: count - (few.routes.get(route) ?? 0) }))
    .filter(({ added }) => added > 0)
    .map(({ route, added }) => `${MANY_JOBS} jobs add ${added} × ${route}`);
}
