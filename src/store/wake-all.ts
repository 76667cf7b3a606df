import { type RawBuilder, sql } from "kysely";
import type { Writer } from "./schema.ts";
import type { Wake } from "./store.ts";
import type { Moment } from "./time.ts";

/** Rows that go into a statement as one parameter, so that its text is the same however many there are. */
export type RowsOf = (
  rows: readonly Readonly<Record<string, string | number>>[],
  columns: Readonly<Record<string, "text" | "bigint">>,
) => RawBuilder<never>;

const DELIVERY = { guid: "text", repository: "bigint", tag: "text", because: "text" } as const;
const RELEASE = {
  repository: "bigint",
  tag: "text",
  installation: "bigint",
  owner: "text",
  name: "text",
  delay: "bigint",
  signals: "bigint",
} as const;

/**
 * Records wakes in two statements, however many they are. The earlier of two wakes of a release wins; a row that has
 * nothing to do takes the new one; a delivery that has woken the release before changes nothing.
 */
export async function wakeAll(
  trx: Writer,
  wakes: readonly Wake[],
  { now, rowsOf }: { readonly now: Moment; readonly rowsOf: RowsOf },
): Promise<void> {
  const news = await newOnes(trx, wakes, { now, rowsOf });
  if (news.length === 0) return;
  // Fences start at the clock's reading and not at 0, so that they go on rising when a dropped row is made anew.
  // A parked release that is woken starts over: it gets all of its tries again.
  await sql`
    INSERT INTO release_queue
      (repository, tag, installation, owner, name, first_seen, state, due, signals, taken, fence, failures)
    SELECT repository, tag, installation, owner, name, now, 'open', now + delay, signals, 0, now, 0
    FROM ${rowsOf(releasesOf(news, now), RELEASE)} CROSS JOIN (SELECT ${now.stores} AS now) AS clock WHERE true
    ON CONFLICT (repository, tag) DO UPDATE SET
      installation = excluded.installation,
      owner = excluded.owner,
      name = excluded.name,
      signals = release_queue.signals + excluded.signals,
      due = CASE WHEN release_queue.due <= excluded.due THEN release_queue.due ELSE excluded.due END,
      failures = CASE WHEN release_queue.state = 'parked' THEN 0 ELSE release_queue.failures END,
      state = 'open'`.execute(trx);
}

/** Those that no delivery brings for the second time. */
async function newOnes(
  trx: Writer,
  wakes: readonly Wake[],
  { now, rowsOf }: { readonly now: Moment; readonly rowsOf: RowsOf },
): Promise<readonly Wake[]> {
  const rows = wakes.flatMap(({ delivery, key, because }) =>
    delivery === undefined ? [] : [{ guid: delivery, ...key, because }],
  );
  if (rows.length === 0) return wakes;
  const { rows: stored } = await sql<{ guid: string; repository: number; tag: string }>`
    INSERT INTO delivery (guid, repository, tag, because, at)
    SELECT guid, repository, tag, because, ${now.stores} FROM ${rowsOf(rows, DELIVERY)} WHERE true
    ON CONFLICT DO NOTHING RETURNING guid, repository, tag`.execute(trx);
  const fresh = new Set(stored.map(({ guid, repository, tag }) => `${guid} ${repository} ${tag}`));
  return wakes.filter(
    ({ delivery, key }) =>
      // Deleted when found: the second of two in one go is none.
      delivery === undefined || fresh.delete(`${delivery} ${key.repository} ${key.tag}`),
  );
}

type Row = { readonly [column in keyof typeof RELEASE]: string | number } & {
  delay: number;
  signals: number;
};

/** One row per release, because a statement can't update one twice; in one order, so that two replicas don't block each other. */
function releasesOf(wakes: readonly Wake[], { ours }: Moment): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { key, address, notBefore } of wakes) {
    const name = `${key.repository} ${key.tag}`;
    const delay = notBefore === undefined ? 0 : Math.ceil(notBefore - ours);
    const before = rows.get(name);
    rows.set(name, {
      ...key,
      ...address,
      delay: Math.min(delay, before?.delay ?? delay),
      signals: 1 + (before?.signals ?? 0),
    });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
