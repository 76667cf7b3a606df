import { join } from "node:path";
import { createDatabase } from "./database.ts";

/** Where the app keeps its store, for one run. */
export type Engine = {
  readonly name: string;
  /** The variables that name it to the app. */
  readonly variables: Readonly<Record<string, string>>;
  drop(): Promise<void>;
};

export function sqlite(folder: string): Engine {
  const variables = { DATABASE_PATH: join(folder, "store.db") };
  return { name: "SQLite", variables, drop: async () => undefined };
}

/** Rejects with what to do when no server answers. */
export async function postgres(): Promise<Engine> {
  const { url, drop } = await createDatabase();
  return { name: "PostgreSQL", variables: { DATABASE_URL: url }, drop };
}
