// How long the pages take with 10,000 past releases in the store, over HTTP on this machine, on SQLite and, where a server
// answers, on PostgreSQL: `npm run bench:pages -- [past releases]`. Exit 1 when a page's p99 is over 50 ms.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../src/clock.ts";
import { createMemory, type Readers } from "../src/server/pages/readers.ts";
import { openPostgresStore } from "../src/store/postgres.ts";
import { openSqliteStore } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";
import { openStage } from "../test/server/stage.ts";
import { fillPostgres, fillSqlite, manyReleases, REPOSITORIES } from "./pages/fill.ts";
import { createDatabase } from "./replicas/database.ts";
import { printTable, quantile, sayIfBusy } from "./table.ts";

const PAST = Number(process.argv[2] ?? 10_000);
const AIM = 50;
const REQUESTS = 300;

const PAGES: Readonly<Record<string, (index: number) => string>> = {
  overview: () => "/",
  "a release": (index) => `/releases/acme/project-1/v${(index * 34) % PAST}.0.0`,
  "a large repository": () => "/releases/acme/project-1",
  "its older releases": (index) => `/releases/acme/project-1?before=${now - index * 100 * 3_600_000}`,
  "a small repository": (index) => `/releases/acme/project-${3 + (index % (REPOSITORIES - 3))}`,
  "no such release": (index) => `/releases/acme/project-1/nothing-${index}`,
  health: () => "/health",
};

/** GitHub's answers are remembered: what is measured is the store and the page. */
const READERS: Readers = {
  named: async (named) => ({
    is: "readable",
    repository: Number(named.name.slice("project-".length)),
    named,
  }),
  known: async ({ repository, address: { owner, name } }) => ({
    is: "readable",
    repository,
    named: { owner, name },
  }),
};

const now = Date.now();
const rows = manyReleases(PAST, now);
const figures = [...(await onSqlite()), ...(await onPostgres())];
printTable(
  `the pages with ${PAST} past releases in the store, ${REQUESTS} requests each (aim: p99 below ${AIM} ms):`,
  [
    ["", "p50", "p99", "size"],
    ...figures.map(({ name, p50, p99, size }) => [
      name,
      `${p50.toFixed(1)} ms`,
      `${p99.toFixed(1)} ms`,
      `${(size / 1000).toFixed(0)} kB`,
    ]),
  ],
);
sayIfBusy();
const missed = figures.filter(({ p99 }) => p99 > AIM);
console.log(
  missed.length === 0 ? "within the aim" : `missed by ${missed.map(({ name }) => name).join(", ")}`,
);
process.exit(missed.length === 0 ? 0 : 1);

type Figure = { readonly name: string; readonly p50: number; readonly p99: number; readonly size: number };

async function onSqlite(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-pages-"));
  const path = join(folder, "store.db");
  await (await openSqliteStore({ path, clock: systemClock })).close();
  fillSqlite(path, rows);
  const made = await measured("SQLite", await openSqliteStore({ path, clock: systemClock }));
  rmSync(folder, { recursive: true });
  return made;
}

async function onPostgres(): Promise<readonly Figure[]> {
  const database = await createDatabase().catch((error: unknown) => {
    console.log(`PostgreSQL is not measured: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (database === undefined) return [];
  await (await openPostgresStore({ url: database.url, clock: systemClock })).close();
  await fillPostgres(database.url, rows);
  const made = await measured(
    "PostgreSQL",
    await openPostgresStore({ url: database.url, clock: systemClock }),
  );
  await database.drop();
  return made;
}

async function measured(engine: string, store: Store): Promise<readonly Figure[]> {
  const stage = await openStage({
    checks: { store: store.check },
    site: (log, health) => ({
      cards: store.cards,
      ledger: store.ledger,
      clock: systemClock,
      log,
      health,
      version: "0",
      base: "",
      everybody: READERS,
      remembered: createMemory(systemClock),
    }),
  });
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const times: number[] = [];
    let size = 0;
    for (let index = -20; index < REQUESTS; index += 1) {
      const began = performance.now();
      const answer = await fetch(`${stage.url}${path(Math.abs(index))}`);
      size = (await answer.text()).length;
      // The first ones warm up.
      if (index >= 0) times.push(performance.now() - began);
      const expected = name === "no such release" ? 404 : 200;
      if (answer.status !== expected)
        throw new Error(`${path(Math.abs(index))} is answered ${answer.status}`);
    }
    figures.push({ name: `${engine}: ${name}`, p50: quantile(times, 0.5), p99: quantile(times, 0.99), size });
  }
  await stage.close();
  await store.close();
  return figures;
}
