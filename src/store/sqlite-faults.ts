import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Fault, StoreUnavailable } from "./unavailable.ts";

/** What a SQLite database file can suffer from, by primary result code (https://sqlite.org/rescode.html). */
export const SQLITE_FAULTS: ReadonlyMap<number, Fault> = new Map([
  [
    5, // SQLITE_BUSY
    {
      because: "another process has it open",
      remedy: "Stop the other process, or give this one a file of its own (DATABASE_PATH)",
    },
  ],
  [
    8, // SQLITE_READONLY
    {
      because: "it, or the directory it is in, is read-only",
      remedy: "Let the user that runs the app write to the file and to its directory",
    },
  ],
  [10, { because: "the disk reports an error", remedy: "Check the disk and the system's log" }], // SQLITE_IOERR
  [
    11, // SQLITE_CORRUPT
    {
      because: "its file is damaged",
      remedy: "Restore a backup, or move it away and start with an empty one: what is on GitHub is not lost",
    },
  ],
  [13, { because: "the disk is full", remedy: "Free some space; an app that runs goes on by itself" }], // SQLITE_FULL
  [
    14, // SQLITE_CANTOPEN
    { because: "its file can't be opened", remedy: "Check the path and who may read and write it" },
  ],
  [
    26, // SQLITE_NOTADB
    {
      because: "its file is not a SQLite database",
      remedy: "Name another path, or move that file away",
    },
  ],
]);

/** Runs a database call; its errors that are about the file, not about the query, become StoreUnavailable. */
export function explained<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw explain(path, error);
  }
}

/**
 * The error with its cause and remedy where it is about the file; any other error unchanged. The file is asked for
 * its permissions only: opening it here would drop the locks that this process holds on it (POSIX locks).
 */
function explain(path: string, error: unknown): unknown {
  const code = primaryCode(error);
  const fault = code === undefined ? undefined : SQLITE_FAULTS.get(code);
  if (fault === undefined) return error;
  const visible = code === 10 || code === 14 ? visibleFault(path) : undefined;
  return new StoreUnavailable(path, visible ?? fault, error);
}

/** libsql gives the extended result code, but for an open that fails only a text that ends with it. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("rawCode" in error && typeof error.rawCode === "number") return error.rawCode & 0xff;
  const atOpen = /Unable to open connection to local database .*: (\d+)/s.exec(error.message)?.[1];
  return atOpen === undefined ? undefined : Number(atOpen) & 0xff;
}

/** What the file system says about a path that can't be opened or locked. */
function visibleFault(path: string): Fault | undefined {
  const directory = statSync(dirname(path), { throwIfNoEntry: false });
  if (!directory?.isDirectory()) {
    return {
      because: "its directory does not exist",
      remedy: `Create ${dirname(path)}, or mount a volume there`,
    };
  }
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isDirectory()) return { because: "it is a directory", remedy: "Name a file in it" };
  if (file && !may(path, constants.R_OK)) {
    return {
      because: "its file may not be read",
      remedy: "Let the user that runs the app read and write it",
    };
  }
  return may(file ? path : dirname(path), constants.W_OK) ? undefined : SQLITE_FAULTS.get(8);
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
