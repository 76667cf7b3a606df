import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { EnvProblem, Variables } from "../src/env/reader.ts";
import { type Env, readEnv } from "../src/env.ts";

const folder = mkdtempSync(join(tmpdir(), "env-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PKCS1 = pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const PKCS8 = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const ELLIPTIC = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const PUBLIC = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
const SECRET = "0123456789abcdef0123456789abcdef";
const CHANNEL = "https://discord.com/api/webhooks/1/abc";

const FINE: Variables = { APP_ID: "4711", PRIVATE_KEY: PKCS1, WEBHOOK_SECRET: SECRET };

function env(variables: Variables): Env {
  const reading = readEnv(variables);
  if (reading.is === "faulty") {
    throw new Error(JSON.stringify(reading.problems));
  }
  return reading.env;
}

function problems(variables: Variables): readonly EnvProblem[] {
  const reading = readEnv(variables);
  return reading.is === "faulty" ? reading.problems : [];
}

describe("the environment", () => {
  it.each([
    ["on", true],
    ["off", false],
    ["", false],
  ])("shows its pages to everybody only where it says so: PUBLIC_PAGES=%s", (value, isPublic) => {
    expect(env({ ...FINE, PUBLIC_PAGES: value }).publicPages).toBe(isPublic);
  });

  it.each(["yes", "true", "ON", "1"])("takes no other word for it: %s", (value) => {
    expect(readEnv({ ...FINE, PUBLIC_PAGES: value })).toMatchObject({
      is: "faulty",
      problems: [{ name: "PUBLIC_PAGES" }],
    });
  });

  it("is complete with the App's id, key and webhook secret", () => {
    const { channels, markerKey, ...rest } = env(FINE);
    expect(rest).toEqual({
      app: { id: 4711, privateKey: PKCS8, webhookSecret: SECRET, oldWebhookSecrets: [] },
      server: { host: "0.0.0.0", port: 3000 },
      log: { level: "info", format: "json" },
      urls: {
        github: "https://api.github.com",
        indexes: {
          pypi: "https://pypi.org",
          testpypi: "https://test.pypi.org",
          npm: "https://registry.npmjs.org",
          crates: "https://index.crates.io",
        },
        status: "https://status.python.org",
      },
      database: { is: "sqlite", path: "./data/release-conductor.db" },
      publicPages: false,
      sweepMinutes: 10,
      concurrency: 32,
      leaseSeconds: 60,
    });
    expect(markerKey).toHaveLength(32);
    expect(channels.get("ANNOUNCE_DISCORD")).toBeUndefined();
  });

  it("serves metrics to this machine alone, unless another address is given", () => {
    expect(env({ ...FINE, METRICS_PORT: "9464" }).metrics).toEqual({ host: "127.0.0.1", port: 9464 });
    expect(env({ ...FINE, METRICS_PORT: "9464", METRICS_HOST: "10.0.0.7" }).metrics?.host).toBe("10.0.0.7");
    expect(env({ ...FINE, METRICS_HOST: "10.0.0.7" }).metrics).toBeUndefined();
  });

  it("sends traces where OpenTelemetry's variables say", () => {
    const headers = file("headers", "authorization=Basic%20YTpi,x-team = ops");
    const traces = (variables: Variables) => env({ ...FINE, ...variables }).traces;
    expect(
      traces({
        OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/",
        OTEL_EXPORTER_OTLP_HEADERS_FILE: headers,
      }),
    ).toEqual({
      url: "http://collector:4318/v1/traces",
      headers: { authorization: "Basic YTpi", "x-team": "ops" },
      service: "release-conductor",
      ratio: 1,
    });
    expect(traces({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://otlp.example.org/t" })?.url).toBe(
      "https://otlp.example.org/t",
    );
    expect(traces({ OTEL_SERVICE_NAME: "ours" })).toBeUndefined();
  });

  it("takes an empty variable for unset", () => {
    expect(env({ ...FINE, PORT: "", LOG_LEVEL: "", MARKER_KEY: "", PRIVATE_KEY_PATH: "" }).server.port).toBe(
      3000,
    );
  });

  it.each<[string, Variables]>([
    ["with \\n for line ends", { PRIVATE_KEY: PKCS1.replaceAll("\n", "\\n") }],
    ["in base64", { PRIVATE_KEY: Buffer.from(PKCS1).toString("base64") }],
    ["as PKCS#8", { PRIVATE_KEY: PKCS8 }],
    ["in a file that only we may read", { PRIVATE_KEY: "", PRIVATE_KEY_PATH: file("key.pem", PKCS1) }],
    [
      "in a file that our group may read",
      { PRIVATE_KEY: "", PRIVATE_KEY_PATH: file("group.pem", PKCS1, 0o640) },
    ],
    ["in a mounted secret", { PRIVATE_KEY: "", PRIVATE_KEY_FILE: file("mounted.pem", PKCS1, 0o444) }],
  ])("takes the private key %s", (_, variables) => {
    expect(env({ ...FINE, ...variables }).app.privateKey).toBe(PKCS8);
  });

  it("takes secrets from files, without the last line end", () => {
    const path = file("secret", `${SECRET}\n`);
    const read = env({ ...FINE, WEBHOOK_SECRET: "", WEBHOOK_SECRET_FILE: path, MARKER_KEY_FILE: path });
    expect(read.app.webhookSecret).toBe(SECRET);
    expect(Buffer.from(read.markerKey).toString()).toBe(SECRET);
  });

  it.each([
    ["postgres://app:secret@db.example.org/conductor", "postgres://app:secret@db.example.org/conductor"],
    ["postgresql:///conductor?host=/run/postgresql", "postgresql:///conductor?host=/run/postgresql"],
  ])("takes %s for the store", (given, url) => {
    expect(env({ ...FINE, DATABASE_URL: given, DATABASE_PATH: "" }).database).toEqual({
      is: "postgres",
      url,
    });
  });

  it("takes an address or a URL by which operators reach ours", () => {
    expect(env(FINE).contact).toBeUndefined();
    for (const contact of ["ops@example.org", "https://example.org/ops?topic=conductor"]) {
      expect(env({ ...FINE, CONTACT: contact }).contact).toBe(contact);
    }
  });

  it("takes the store's URL from a file", () => {
    const url = "postgres://app:secret@db/conductor";
    const path = file("database", `${url}\n`);
    expect(env({ ...FINE, DATABASE_URL_FILE: path }).database).toEqual({ is: "postgres", url });
  });

  it("derives the marker key from the private key, the same each time and another for another key", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
      type: "pkcs1",
      format: "pem",
    });
    expect(env({ ...FINE, PRIVATE_KEY: PKCS8 }).markerKey).toEqual(env(FINE).markerKey);
    expect(env({ ...FINE, PRIVATE_KEY: other.toString() }).markerKey).not.toEqual(env(FINE).markerKey);
  });

  it("gives announcement channels by name, and nothing else of the environment (url-in-config)", () => {
    const path = file("channel", `${CHANNEL}\n`);
    const read = env({ ...FINE, ANNOUNCE_DISCORD: CHANNEL, ANNOUNCE_OTHER_FILE: path, OTHER: CHANNEL });
    expect(read.channels.get("ANNOUNCE_DISCORD")).toBe(CHANNEL);
    expect(read.channels.get("ANNOUNCE_OTHER")).toBe(CHANNEL);
    for (const name of [
      "WEBHOOK_SECRET",
      "OTHER",
      "ANNOUNCE_NONE",
      "constructor",
      "__proto__",
      "ANNOUNCE_OTHER_FILE",
      "",
    ]) {
      expect(read.channels.get(name), name).toBeUndefined();
    }
  });

  it.each([
    ["https://github.example.org/api/v3/", "https://github.example.org/api/v3"],
    ["http://127.0.0.1:4000/github", "http://127.0.0.1:4000/github"],
    ["http://sandbox.test/github", "http://sandbox.test/github"],
  ])("takes %s for GitHub", (given, url) => {
    expect(env({ ...FINE, GITHUB_API_URL: given }).urls.github).toBe(url);
  });
});

const FAULTS: [string, Variables, string, RegExp][] = [
  ["no App id", { APP_ID: "" }, "APP_ID", /not set/],
  ["an App id that is no number", { APP_ID: "abc" }, "APP_ID", /whole number/],
  ["an App id of 0", { APP_ID: "0" }, "APP_ID", /whole number/],
  ["no private key", { PRIVATE_KEY: "" }, "PRIVATE_KEY", /not set/],
  ["a private key that is none", { PRIVATE_KEY: "none" }, "PRIVATE_KEY", /no RSA private key/],
  ["half a private key", { PRIVATE_KEY: PKCS1.slice(0, 400) }, "PRIVATE_KEY", /no RSA private key/],
  ["a public key", { PRIVATE_KEY: PUBLIC }, "PRIVATE_KEY", /no RSA private key/],
  ["a key of another kind", { PRIVATE_KEY: ELLIPTIC }, "PRIVATE_KEY", /no RSA private key/],
  [
    "a key and a path to one",
    { PRIVATE_KEY_PATH: file("two.pem", PKCS1) },
    "PRIVATE_KEY_PATH",
    /beside PRIVATE_KEY/,
  ],
  [
    "a path to no file",
    { PRIVATE_KEY: "", PRIVATE_KEY_PATH: join(folder, "none") },
    "PRIVATE_KEY_PATH",
    /cannot be read: ENOENT/,
  ],
  [
    "a key file for everyone",
    { PRIVATE_KEY: "", PRIVATE_KEY_PATH: file("open.pem", PKCS1, 0o644) },
    "PRIVATE_KEY_PATH",
    /everyone/,
  ],
  [
    "a key file without a key",
    { PRIVATE_KEY: "", PRIVATE_KEY_PATH: file("empty.pem", "") },
    "PRIVATE_KEY_PATH",
    /no RSA/,
  ],
  ["no webhook secret", { WEBHOOK_SECRET: undefined }, "WEBHOOK_SECRET", /not set/],
  [
    "Probot's default secret (default-secret)",
    { WEBHOOK_SECRET: "development" },
    "WEBHOOK_SECRET",
    /public default/,
  ],
  ["a short webhook secret", { WEBHOOK_SECRET: SECRET.slice(1) }, "WEBHOOK_SECRET", /shorter than 32/],
  ["a webhook secret twice", { WEBHOOK_SECRET_FILE: file("twice", SECRET) }, "WEBHOOK_SECRET", /both set/],
  [
    "a webhook secret in no file",
    { WEBHOOK_SECRET: "", WEBHOOK_SECRET_FILE: folder },
    "WEBHOOK_SECRET_FILE",
    /EISDIR/,
  ],
  ["a short marker key", { MARKER_KEY: "short" }, "MARKER_KEY", /shorter than 32/],
  ["a port beyond 65535", { PORT: "65536" }, "PORT", /whole number/],
  ["a port in words", { PORT: "3000a" }, "PORT", /whole number/],
  [
    "a collector that is no URL",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "collector" },
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    /URL/,
  ],
  [
    "half a header",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318", OTEL_EXPORTER_OTLP_HEADERS: "authorization" },
    "OTEL_EXPORTER_OTLP_HEADERS",
    /list of headers/,
  ],
  [
    "more than all traces",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318", OTEL_TRACES_SAMPLER_ARG: "2" },
    "OTEL_TRACES_SAMPLER_ARG",
    /share/,
  ],
  ["metrics at the open port", { METRICS_PORT: "3000" }, "METRICS_PORT", /same as PORT/],
  ["an unknown log level", { LOG_LEVEL: "loud" }, "LOG_LEVEL", /cannot have/],
  ["an unknown log format", { LOG_FORMAT: "pretty" }, "LOG_FORMAT", /cannot have/],
  ["a GitHub that is no URL", { GITHUB_API_URL: "github" }, "GITHUB_API_URL", /not a URL/],
  ["a GitHub without encryption", { GITHUB_API_URL: "http://github.example.org" }, "GITHUB_API_URL", /https/],
  ["an index with a password", { PYPI_URL: "https://a:hunter2@pypi.example.org" }, "PYPI_URL", /password/],
  ["a file for an index", { TESTPYPI_URL: "file:///etc/passwd" }, "TESTPYPI_URL", /https/],
  ["a contact of two words", { CONTACT: "the ops" }, "CONTACT", /one word/],
  ["a contact that ends a comment", { CONTACT: "a)b" }, "CONTACT", /one word/],
  ["a contact of two lines", { CONTACT: "a\r\nb:c" }, "CONTACT", /one word/],
  ["a status page that is no URL", { STATUS_URL: "x" }, "STATUS_URL", /not a URL/],
  ["a sweep every 0 minutes", { SWEEP_MINUTES: "0" }, "SWEEP_MINUTES", /whole number/],
  ["no concurrency", { CONCURRENCY: "0" }, "CONCURRENCY", /whole number/],
  ["a lease of 9 s", { LEASE_SECONDS: "9" }, "LEASE_SECONDS", /whole number/],
  ["a lease of eleven minutes", { LEASE_SECONDS: "660" }, "LEASE_SECONDS", /whole number/],
  ["a database of another kind", { DATABASE_URL: "mysql://a:b@c/d" }, "DATABASE_URL", /PostgreSQL/],
  ["a database that is no URL", { DATABASE_URL: "conductor" }, "DATABASE_URL", /PostgreSQL/],
  [
    "a database and a file for the store",
    { DATABASE_URL: "postgres://a:b@c/d", DATABASE_PATH: "/data/a.db" },
    "DATABASE_URL",
    /beside DATABASE_PATH/,
  ],
  [
    "a database twice",
    { DATABASE_URL: "postgres://a:b@c/d", DATABASE_URL_FILE: file("database-2", "postgres://a:b@c/d") },
    "DATABASE_URL",
    /both set/,
  ],
  ["a channel that is no URL", { ANNOUNCE_DISCORD: "discord" }, "ANNOUNCE_DISCORD", /not a URL/],
];

describe("a fault in the environment", () => {
  it.each(FAULTS)("%s is the one problem", (_, variables, name, cause) => {
    const found = problems({ ...FINE, ...variables });
    expect(found.map((problem) => problem.name)).toEqual([name]);
    expect(found[0]?.cause).toMatch(cause);
    expect(found[0]?.remedy).toMatch(/\w{3,}.*\.$/);
  });

  it("does not hide another: five are reported at once", () => {
    const found = problems({ PORT: "x", LOG_LEVEL: "x", WEBHOOK_SECRET: "development" });
    expect(found.map((problem) => problem.name).sort()).toEqual([
      "APP_ID",
      "LOG_LEVEL",
      "PORT",
      "PRIVATE_KEY",
      "WEBHOOK_SECRET",
    ]);
  });

  it("is told without the value, which may be a secret", () => {
    const value = "hunter2hunter2";
    const names = [
      "APP_ID",
      "PRIVATE_KEY",
      "WEBHOOK_SECRET",
      "MARKER_KEY",
      "PORT",
      "PYPI_URL",
      "ANNOUNCE_X",
      "DATABASE_URL",
    ];
    const found = problems(Object.fromEntries(names.map((name) => [name, value])));
    expect(found).toHaveLength(names.length);
    expect(JSON.stringify(found)).not.toContain(value);
  });
});
