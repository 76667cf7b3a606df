import type { EnvReader } from "./reader.ts";

/** Where the store is: a file of this process alone, or a database that replicas share. The URL is a secret. */
export type DatabasePlace =
  | { readonly is: "sqlite"; readonly path: string }
  | { readonly is: "postgres"; readonly url: string };

const POSTGRES_URL = "Set it to postgresql://user:password@host:port/database.";

/** Reads where the store is. */
export function databaseOf(read: EnvReader): DatabasePlace {
  const url = read.secret("DATABASE_URL");
  if (url === undefined) {
    return { is: "sqlite", path: read.text("DATABASE_PATH") };
  }
  if (read.isSet("DATABASE_PATH")) {
    const remedy = "Keep DATABASE_URL for PostgreSQL, or DATABASE_PATH for a file of this process alone.";
    read.report("DATABASE_URL", "is set beside DATABASE_PATH", remedy);
  }
  const isOne = URL.canParse(url) && ["postgres:", "postgresql:"].includes(new URL(url).protocol);
  if (!isOne) {
    read.report("DATABASE_URL", "is not the URL of a PostgreSQL database", POSTGRES_URL);
  }
  return { is: "postgres", url };
}
