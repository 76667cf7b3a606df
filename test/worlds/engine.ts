import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { DEFAULT_BACKOFF } from "../../src/store/backoff.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { freshDatabase, postgres } from "../store/postgres-server.ts";

export type Engine = "SQLite" | "PostgreSQL";

/** Whether worlds can live on PostgreSQL here. */
export const hasPostgres = postgres !== undefined;

type Opening = { readonly clock: VirtualClock; readonly random: () => number };

/** Opens an empty database; once closed, nothing of it is left. */
export async function openEngine(engine: Engine, { clock, random }: Opening): Promise<Store> {
  const backoff = { ...DEFAULT_BACKOFF, random };
  if (engine === "SQLite") {
    return openSqliteStore({ path: ":memory:", clock, backoff });
  }
  const database = await freshDatabase();
  const url = new URL(database.url);
  // The server outlives every world, so that no commit has to wait for its disk.
  url.searchParams.set("options", "-c synchronous_commit=off");
  const store = await openPostgresStore({ url: url.href, clock, backoff, time: "given" });
  return {
    ...store,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
