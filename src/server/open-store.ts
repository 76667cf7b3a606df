import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../clock.ts";
import type { DatabasePlace } from "../env/database.ts";
import { openPostgresStore } from "../store/postgres.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";

/** Opens the store that the settings name. Rejects with the cause and the remedy. */
export async function openStore(database: DatabasePlace, clock: Clock): Promise<Store> {
  switch (database.is) {
    case "postgres":
      return openPostgresStore({ url: database.url, clock });
    case "sqlite":
      makeFolderOf(database.path);
      return openSqliteStore({ path: database.path, clock });
  }
}

function makeFolderOf(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new Error(noFolder(path, why));
  }
}

/** Why there is no place for the database file. */
export function noFolder(path: string, why: string): string {
  return `The folder of the database ${path} cannot be made${why}. Set DATABASE_PATH to a place where this user may write.`;
}
