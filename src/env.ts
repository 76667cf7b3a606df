import { channelsOf } from "./env/channels.ts";
import { type DatabasePlace, databaseOf } from "./env/database.ts";
import { privateKeyOf } from "./env/key.ts";
import { type Linking, linkingOf, publicUrlOf, webAddressOf } from "./env/linking.ts";
import { DEFAULTS, variableOf } from "./env/names.ts";
import { createEnvReader, type EnvProblem, type EnvReader, type Variables } from "./env/reader.ts";
import {
  credentialsPath,
  namesAnApp,
  type RegistrationSettings,
  readCredentials,
  SHARED,
  withCredentials,
} from "./env/registration.ts";
import { markerKeyOf, webhookSecretOf } from "./env/secrets.ts";
import { type WatchSettings, watchOf } from "./env/watch.ts";
import { forEachIndex, type IndexUrls } from "./registries/registries.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_FORMATS = ["json", "text"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Everything the server is told from outside, read once and checked. */
export type Env = WatchSettings & {
  readonly app: {
    readonly id: number;
    /** PEM, PKCS#8. */
    readonly privateKey: string;
    readonly webhookSecret: string;
    /** What it was before: deliveries signed with one of these are still taken. */
    readonly oldWebhookSecrets: readonly string[];
  };
  readonly server: { readonly host: string; readonly port: number };
  readonly log: { readonly level: LogLevel; readonly format: LogFormat };
  /** Base URLs, without a slash at the end. */
  readonly urls: {
    readonly github: string;
    readonly indexes: IndexUrls;
    readonly status: string;
  };
  /** How the operators of indexes reach whoever runs this server, an address or a URL; told to them with every request. */
  readonly contact?: string;
  readonly database: DatabasePlace;
  /** How long the releases of a replica that died wait; the longest write takes half of it. */
  readonly leaseSeconds: number;
  /** Keys the authentication codes of the markers in what the app writes; 32 bytes or more. */
  readonly markerKey: Uint8Array;
  readonly sweepMinutes: number;
  /** How many releases are conducted side by side. */
  readonly concurrency: number;
  /** The addresses of the announcement channels, by the names that repositories' configurations give them. */
  readonly channels: ReadonlyMap<string, string>;
  /** Whether the pages show the releases of public repositories to everybody. */
  readonly publicPages: boolean;
  /** Absent: nobody can link a GitHub account. */
  readonly linking?: Linking;
};

export type EnvReading =
  | { readonly is: "fine"; readonly env: Env }
  | { readonly is: "faulty"; readonly problems: readonly EnvProblem[] };

/** What `start` goes by: `unregistered` where nothing names an App, and one can be made here. */
export type StartReading =
  | EnvReading
  | { readonly is: "unregistered"; readonly settings: RegistrationSettings; readonly log: Env["log"] };

/** Reads the environment, the only place that does. Fails closed, with all problems at once. */
export function readEnv(variables: Variables = process.env): EnvReading {
  const { read, problems } = readerOf(variables);
  const key = privateKeyOf(read);
  const channels = channelsOf(read, variables);
  const linking = linkingOf(read);
  const contact = contactOf(read);
  const env: Env = {
    app: {
      id: read.integer("APP_ID", {
        least: 1,
        most: 999_999_999_999,
        where: "The App's settings page shows it.",
      }),
      privateKey: key?.export({ type: "pkcs8", format: "pem" }).toString() ?? "",
      webhookSecret: webhookSecretOf(read),
      oldWebhookSecrets: read.old("WEBHOOK_SECRET"),
    },
    server: serverOf(read),
    log: logOf(read),
    urls: {
      github: read.address("GITHUB_API_URL"),
      indexes: forEachIndex((name) => read.address(variableOf(name))),
      status: read.address("STATUS_URL"),
    },
    database: databaseOf(read),
    markerKey: markerKeyOf(read, key),
    sweepMinutes: read.integer("SWEEP_MINUTES", { least: 1, most: 1_440 }),
    concurrency: read.integer("CONCURRENCY", { least: 1, most: 64 }),
    leaseSeconds: read.integer("LEASE_SECONDS", { least: 10, most: 600 }),
    channels,
    publicPages: read.choice("PUBLIC_PAGES", ["off", "on"]) === "on",
    ...watchOf(read),
    ...(contact === undefined ? {} : { contact }),
    ...(linking === undefined ? {} : { linking }),
  };
  return problems.length === 0 ? { is: "fine", env } : { is: "faulty", problems };
}

/**
 * Reads the environment and, where it names no App, the credentials that the set-up page has written. Without either
 * an App can be made, unless replicas are to share it.
 */
export function readStart(variables: Variables = process.env): StartReading {
  const { read, problems } = readerOf(variables);
  if (namesAnApp(read)) return readEnv(variables);
  const database = databaseOf(read);
  if (database.is === "postgres") {
    const reading = readEnv(variables);
    return reading.is === "faulty" ? { ...reading, problems: [...reading.problems, SHARED] } : reading;
  }
  const path = credentialsPath(database.path);
  if (path === undefined) return readEnv(variables);
  const written = readCredentials(path);
  if (written.is === "faulty") return { is: "faulty", problems: [written.problem] };
  if (written.is === "read") return readEnv(withCredentials(variables, written.credentials));
  const publicUrl = publicUrlOf(read);
  const settings: RegistrationSettings = {
    server: serverOf(read),
    github: { api: read.address("GITHUB_API_URL"), web: webAddressOf(read) },
    ...(publicUrl === "" ? {} : { publicUrl }),
    path,
  };
  const log = logOf(read);
  return problems.length === 0 ? { is: "unregistered", settings, log } : { is: "faulty", problems };
}

function serverOf(read: EnvReader): Env["server"] {
  return { host: read.text("HOST"), port: read.integer("PORT", { least: 0, most: 65_535 }) };
}

function logOf(read: EnvReader): Env["log"] {
  return { level: read.choice("LOG_LEVEL", LOG_LEVELS), format: read.choice("LOG_FORMAT", LOG_FORMATS) };
}

/** A reader of these variables, and what it has found wrong so far. */
function readerOf(variables: Variables) {
  const problems: EnvProblem[] = [];
  const report: EnvReader["report"] = (name, cause, remedy) => problems.push({ name, cause, remedy });
  return { read: createEnvReader(variables, DEFAULTS, report), problems };
}

/** Where the store is, and nothing else: what reads it needs no other setting. */
export function readDatabasePlace(
  variables: Variables = process.env,
):
  | { readonly is: "fine"; readonly database: DatabasePlace }
  | { readonly is: "faulty"; readonly problems: readonly EnvProblem[] } {
  const { read, problems } = readerOf(variables);
  const database = databaseOf(read);
  return problems.length === 0 ? { is: "fine", database } : { is: "faulty", problems };
}

/** GitHub, as somebody reads it with a token of their own. The token is a secret. */
export type Access = { readonly baseUrl: string; readonly token: string };

/** Where GitHub is and a token to read it with, and nothing else: whoever only reads needs no App. */
export function readAccess(
  variables: Variables = process.env,
):
  | { readonly is: "fine"; readonly access: Access }
  | { readonly is: "faulty"; readonly problems: readonly EnvProblem[] } {
  const { read, problems } = readerOf(variables);
  const token = read.secret("GITHUB_TOKEN");
  if (token === undefined && !read.isSet("GITHUB_TOKEN_FILE")) problems.push(NO_TOKEN);
  const access = { baseUrl: read.address("GITHUB_API_URL"), token: token ?? "" };
  return problems.length === 0 ? { is: "fine", access } : { is: "faulty", problems };
}

/** What somebody looks at before they tag: GitHub, as anybody where there is no token, and the indexes. */
export type Outlook = { readonly github: Access; readonly indexes: IndexUrls; readonly contact?: string };

/** The variables of this process, for a program that it runs in its turn. */
export function ownVariables(): Variables {
  return process.env;
}

/** Where GitHub and the indexes are, and a token where there is one. */
export function readOutlook(
  variables: Variables = process.env,
):
  | { readonly is: "fine"; readonly outlook: Outlook }
  | { readonly is: "faulty"; readonly problems: readonly EnvProblem[] } {
  const { read, problems } = readerOf(variables);
  const contact = contactOf(read);
  const outlook: Outlook = {
    github: { baseUrl: read.address("GITHUB_API_URL"), token: read.secret("GITHUB_TOKEN") ?? "" },
    indexes: forEachIndex((name) => read.address(variableOf(name))),
    ...(contact === undefined ? {} : { contact }),
  };
  return problems.length === 0 ? { is: "fine", outlook } : { is: "faulty", problems };
}

/** https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql */
export const NO_TOKEN: EnvProblem = {
  name: "GITHUB_TOKEN",
  cause: "is not set, and GitHub's GraphQL answers nobody without a token",
  remedy: "Set it to one that may read the repository, as in `GITHUB_TOKEN=$(gh auth token)`.",
};

/** It stands in a comment of the User-Agent header (RFC 9110 §5.6.5), so no parenthesis may end that. */
function contactOf(read: EnvReader): string | undefined {
  const contact = read.text("CONTACT");
  if (contact === "") {
    return undefined;
  }
  if (!/^[\x21-\x27\x2a-\x5b\x5d-\x7e]{3,200}$/.test(contact)) {
    const remedy = "Set it to an e-mail address or a URL, or leave it out.";
    read.report("CONTACT", "is not one word that can stand in a request", remedy);
  }
  return contact;
}
