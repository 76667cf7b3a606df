import Libsql from "libsql";
import pg from "pg";
import { CHAIN_START, canonicalJson, entryHash } from "../../src/store/chain.ts";
import { cardOf } from "../../test/server/pages/cards.ts";

/** A table's rows, by its name. */
type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>;

export const REPOSITORIES = 50;
const ENTRIES = 12;

/** So many past releases, half of them of one repository, and twenty under way, each with its ledger. */
export function manyReleases(past: number, now: number): Rows {
  const released = textOf("released");
  const waiting = textOf("approvals");
  const card: Record<string, string | number>[] = [];
  const ledger: Record<string, string | number>[] = [];
  for (let number = 0; number < past + 20; number += 1) {
    const isOver = number < past;
    const key = {
      repository: number % 2 === 0 ? 1 : 2 + (number % (REPOSITORIES - 1)),
      tag: `v${number}.0.0`,
    };
    const at = now - (past - number) * 3_600_000;
    card.push({ ...key, over: isOver ? 1 : 0, began: at, at, ...(isOver ? released : waiting) });
    let previous = CHAIN_START;
    for (let entry = 1; entry <= ENTRIES; entry += 1) {
      const data = { action: "write-check-run", text: `entry ${entry} of ${number}` };
      const content = { key, number: entry, at, kind: "did", data, previous } as const;
      const hash = entryHash(content);
      ledger.push({ ...key, number: entry, at, kind: "did", data: canonicalJson(data), previous, hash });
      previous = hash;
    }
  }
  const card_repository = Array.from({ length: REPOSITORIES }, (_, index) => {
    const [owner, name] = ["acme", `project-${index + 1}`];
    return {
      repository: index + 1,
      installation: 7,
      owner,
      name,
      path: `${owner}/${name}`,
      private: 0,
      at: now,
    };
  });
  return { card, card_repository, ledger };
}

function textOf(state: string) {
  const { head, body } = cardOf(state);
  return { head: canonicalJson(head), body: canonicalJson(body) };
}

/** Writes the rows into the file of a store that is closed. */
export function fillSqlite(file: string, rows: Rows): void {
  const db = new Libsql(file);
  for (const [table, all] of Object.entries(rows)) {
    const columns = Object.keys(all[0] ?? {});
    const insert = db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => "?")})`);
    db.exec("BEGIN");
    for (const row of all) insert.run(columns.map((column) => row[column]));
    db.exec("COMMIT");
  }
  db.close();
}

/** The same in a database. */
export async function fillPostgres(url: string, rows: Rows): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const [table, all] of Object.entries(rows)) {
    for (let from = 0; from < all.length; from += 500) {
      const part = JSON.stringify(all.slice(from, from + 500));
      await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
        part,
      ]);
    }
  }
  await client.query("ANALYZE");
  await client.end();
}
