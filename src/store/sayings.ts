import type { Saying } from "../replies/saying.ts";
import { explainPostgres, POSTGRES_FAULTS, placeOf, versionFault } from "./postgres-faults.ts";
import { explained, SQLITE_FAULTS } from "./sqlite-faults.ts";
import { type Fault, StoreUnavailable } from "./unavailable.ts";

const FILE = "./data/release-conductor.db";
const DATABASE = placeOf("postgresql://conductor@db.example.org/conductor");

/** What is said at the start, and in the log, of a database that does not work. */
export function storeSayings(): readonly Saying[] {
  return [
    ...listed("sqlite", FILE, SQLITE_FAULTS),
    { where: "sqlite: no folder", text: notOpened("no-such-folder/release-conductor.db") },
    { where: "sqlite: a folder", text: notOpened(".") },
    ...listed("postgres", DATABASE, POSTGRES_FAULTS),
    {
      where: "postgres without TLS",
      text: messageOf(explainPostgres(DATABASE, new Error("does not support SSL"))),
    },
    { where: "postgres too old", text: unavailable(DATABASE, versionFault(120_000)) },
    {
      where: "postgres nobody knows where",
      text: unavailable(placeOf("none"), POSTGRES_FAULTS.get("ENOTFOUND")),
    },
  ];
}

/** Each once: some codes mean the same. */
function listed(kind: string, place: string, faults: ReadonlyMap<unknown, Fault>): readonly Saying[] {
  const first = [...faults].filter(([, fault], at) => [...faults.values()].indexOf(fault) === at);
  return first.map(([code, fault]) => ({ where: `${kind} ${code}`, text: unavailable(place, fault) }));
}

function unavailable(place: string, fault: Fault | undefined): string {
  return fault === undefined ? "" : new StoreUnavailable(place, fault).message;
}

/** What a look at the path says once SQLite could not open it. */
function notOpened(path: string): string {
  try {
    return explained(path, () => {
      throw Object.assign(new Error(), { rawCode: 14 });
    });
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
