import { type Fault, StoreUnavailable } from "./unavailable.ts";

const BY_ITSELF = "an app that runs goes on by itself";
const GONE: Fault = {
  because: "its connection was cut",
  remedy: `Look at the PostgreSQL server and the network; ${BY_ITSELF}`,
};
const SILENT: Fault = {
  because: "it does not answer in time",
  remedy: `Look at the load of the PostgreSQL server and at the network; ${BY_ITSELF}`,
};
const REFUSED: Fault = {
  because: "it does not let this user in",
  remedy: "Correct the user and the password in DATABASE_URL, or the server's pg_hba.conf",
};
const UNTRUSTED: Fault = {
  because: "its certificate is not trusted",
  remedy: "Give its authority with NODE_EXTRA_CA_CERTS, or correct the host name or sslmode in DATABASE_URL",
};

export const HOMELESS: Fault = {
  because: "it has no schema to put tables in",
  remedy: "Make the schema that the search_path of its user names, or set the path to public",
};

/**
 * What a PostgreSQL database can suffer from, by SQLSTATE
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the code of the network's error, or of TLS's.
 */
export const POSTGRES_FAULTS: ReadonlyMap<string, Fault> = new Map([
  [
    "ECONNREFUSED",
    {
      because: "nothing listens at its address",
      remedy: `Start PostgreSQL, or correct the host and the port in DATABASE_URL; ${BY_ITSELF}`,
    },
  ],
  [
    "ENOTFOUND",
    {
      because: "its host is not known here",
      remedy: "Correct the host in DATABASE_URL, or the name service",
    },
  ],
  ["EAI_AGAIN", { because: "its host can't be looked up", remedy: `Look at the name service; ${BY_ITSELF}` }],
  [
    "ENOENT",
    { because: "its socket does not exist", remedy: "Start PostgreSQL, or correct the host in DATABASE_URL" },
  ],
  ["ETIMEDOUT", SILENT],
  ["EHOSTUNREACH", SILENT],
  ["ENETUNREACH", SILENT],
  ["ECONNRESET", GONE],
  ["EPIPE", GONE],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNTRUSTED],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNTRUSTED],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", UNTRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", UNTRUSTED],
  ["CERT_HAS_EXPIRED", UNTRUSTED],
  ["ERR_TLS_CERT_ALTNAME_INVALID", UNTRUSTED],
  ["28P01", REFUSED],
  ["28000", REFUSED],
  [
    "3D000",
    {
      because: "there is no such database",
      remedy: "Make it (CREATE DATABASE …), or correct its name in DATABASE_URL",
    },
  ],
  ["3F000", HOMELESS],
  [
    "42501",
    {
      because: "its user may not do what the app needs: make tables and functions, read and write them",
      remedy:
        "Make it the owner of the database (ALTER DATABASE … OWNER TO …), or run GRANT CREATE, USAGE ON SCHEMA public TO … and make it the owner of the tables",
    },
  ],
  [
    "42P01",
    {
      because: "its tables are gone",
      remedy:
        "Start the app again, which makes them anew, or restore a backup: what is on GitHub is not lost",
    },
  ],
  [
    "53300",
    {
      because: "it has no connection left",
      remedy: `Raise max_connections of PostgreSQL, or run fewer replicas (each takes up to eleven); ${BY_ITSELF}`,
    },
  ],
  ["53100", { because: "its disk is full", remedy: `Free some space on its server; ${BY_ITSELF}` }],
  ["53200", { because: "it is out of memory", remedy: `Give its server more; ${BY_ITSELF}` }],
  ["58030", { because: "its disk reports an error", remedy: "Check the disk and the log of its server" }],
  ["XX001", { because: "its data is damaged", remedy: "Restore a backup: what is on GitHub is not lost" }],
  ["XX002", { because: "an index of it is damaged", remedy: "Run REINDEX DATABASE on it" }],
  [
    "25006",
    {
      because: "it is read-only, as a standby is",
      remedy: `Point DATABASE_URL at the primary, or promote the standby; ${BY_ITSELF}`,
    },
  ],
  ["57014", SILENT], // query_canceled: statement_timeout
  [
    "55P03", // lock_not_available: lock_timeout
    {
      because: "another session has locked its rows for seconds",
      remedy: `Look in pg_stat_activity for who holds the lock; ${BY_ITSELF}`,
    },
  ],
  ["57P01", GONE], // admin_shutdown
  ["57P02", GONE], // crash_shutdown
  ["25P03", GONE], // idle_in_transaction_session_timeout
  ["57P03", { because: "it is starting up or shutting down", remedy: `Wait; ${BY_ITSELF}` }],
]);

/** What `pg` and its pool say without a code, in messages of their own. */
const SAID: readonly (readonly [RegExp, Fault])[] = [
  [/^(?:Query read timeout|timeout exceeded when trying to connect)/, SILENT],
  [/due to connection timeout/, SILENT],
  [/client password must be a (?:non-empty )?string/, REFUSED],
  [/^Connection terminated|not queryable|has been destroyed|already been destroyed|after calling end/, GONE],
  [
    /does not support SSL/,
    { because: "it does not speak TLS", remedy: "Take sslmode out of DATABASE_URL, or switch TLS on there" },
  ],
];

/** The error with its cause and remedy where it is about the database; any other one unchanged. */
export function explainPostgres(place: string, error: unknown): unknown {
  const fault = error instanceof Error ? faultOf(error) : undefined;
  return fault === undefined ? error : new StoreUnavailable(place, fault, error);
}

function faultOf(error: Error): Fault | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // 08: connection exceptions.
  const coded = POSTGRES_FAULTS.get(code) ?? (code.startsWith("08") ? GONE : undefined);
  return coded ?? SAID.find(([said]) => said.test(error.message))?.[1] ?? anyOf(error);
}

/** A host with several addresses fails with one error for each. */
function anyOf(error: Error): Fault | undefined {
  if (!(error instanceof AggregateError)) return undefined;
  return error.errors.flatMap((each: unknown) => (each instanceof Error ? (faultOf(each) ?? []) : [])).at(0);
}

/** Whether the connection can't be used any more. A server that answers with an error is there. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const fault = faultOf(error);
  return fault === GONE || (fault === SILENT && !("severity" in error));
}

/** Where a database is, without the password and what else the URL may hold. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return "named by DATABASE_URL";
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}

/** The oldest one that PostgreSQL itself maintained in 2026 (https://www.postgresql.org/support/versioning/). */
const LEAST_VERSION = 14;

/** Why a server of this `server_version_num` can't be used. */
export function versionFault(version: number): Fault | undefined {
  const major = Math.floor(version / 10_000);
  if (major >= LEAST_VERSION) return undefined;
  return {
    because: `it is PostgreSQL ${major}, which is too old`,
    remedy: `Upgrade it to PostgreSQL ${LEAST_VERSION} or newer`,
  };
}
