import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import type { EnvProblem, EnvReader, Variables } from "./reader.ts";

/** What the set-up page writes, and `start` reads where the environment names no App. Nothing else is read from it. */
export const CREDENTIALS = [
  "APP_ID",
  "PRIVATE_KEY",
  "WEBHOOK_SECRET",
  "GITHUB_CLIENT_ID",
  "GITHUB_CLIENT_SECRET",
  "ACCOUNT_KEY",
  "PUBLIC_URL",
] as const;

/** What somebody has to know to make an App: where its server is, and GitHub. */
export type RegistrationSettings = {
  readonly server: { readonly host: string; readonly port: number };
  /** GitHub's API and its pages, without a slash at the end. */
  readonly github: { readonly api: string; readonly web: string };
  /** Where people and GitHub reach the server, where that is set. */
  readonly publicUrl?: string;
  /** The file that is to hold the credentials. */
  readonly path: string;
};

export type Credentials = Readonly<Record<(typeof CREDENTIALS)[number], string>>;

/** The settings that say which App this is; one of them, and all are the environment's. */
const OF_AN_APP = [
  "APP_ID",
  "PRIVATE_KEY",
  "PRIVATE_KEY_PATH",
  "WEBHOOK_SECRET",
  "GITHUB_CLIENT_ID",
  "GITHUB_CLIENT_SECRET",
];

/** Whether the environment names an App, or a part of one. */
export function namesAnApp(read: EnvReader): boolean {
  return OF_AN_APP.some((name) => read.isSet(name) || read.isSet(`${name}_FILE`));
}

/** The file of the credentials: beside the store; undefined where there is no such folder. */
export function credentialsPath(databasePath: string): string | undefined {
  return databasePath === ":memory:" ? undefined : join(dirname(databasePath), "credentials.env");
}

/** The variables, and what the file has for those that are not set. */
export function withCredentials(variables: Variables, credentials: Variables): Variables {
  const isSet = (name: string) => Boolean(variables[name] || variables[`${name}_FILE`]);
  const missing = Object.entries(credentials).filter(([name]) => !isSet(name));
  return { ...variables, ...Object.fromEntries(missing) };
}

/** Replicas share an App, and none of them can give its credentials to the others. */
export const SHARED: EnvProblem = {
  name: "DATABASE_URL",
  cause: "is set, and the credentials of the App are not",
  remedy:
    "All replicas need the same. Set them, or run `release-conductor start` once without DATABASE_URL, open the page that it names, and give each replica what the page has written.",
};

export type CredentialsReading =
  | { readonly is: "none" }
  | { readonly is: "read"; readonly credentials: Variables }
  | { readonly is: "faulty"; readonly problem: EnvProblem };

/** Reads the file of the credentials, a file that not everyone on the machine may read. */
export function readCredentials(path: string): CredentialsReading {
  try {
    const othersMayRead = 0o004;
    if (process.platform !== "win32" && (statSync(path).mode & othersMayRead) !== 0) {
      return { is: "faulty", problem: openFile(path) };
    }
    const all: Variables = parseEnv(readFileSync(path, "utf8"));
    return { is: "read", credentials: Object.fromEntries(CREDENTIALS.map((name) => [name, all[name]])) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "no cause given";
    return code === "ENOENT" ? { is: "none" } : { is: "faulty", problem: unreadableFile(path, code) };
  }
}

export function openFile(path: string): EnvProblem {
  return {
    name: path,
    cause: "is a file that everyone on its machine may read",
    remedy: "Run `chmod 600` on it.",
  };
}

export function unreadableFile(path: string, code: string): EnvProblem {
  return {
    name: path,
    cause: `cannot be read: ${code}`,
    remedy: "Let the server's user read it, or move it away and set the credentials in the environment.",
  };
}
