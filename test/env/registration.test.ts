import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Variables } from "../../src/env/reader.ts";
import { readStart } from "../../src/env.ts";
import { PRIVATE_KEY, SECRET } from "../server/stage.ts";

const WRITTEN = {
  APP_ID: "4711",
  PRIVATE_KEY: Buffer.from(PRIVATE_KEY).toString("base64"),
  WEBHOOK_SECRET: SECRET.replaceAll(" ", "-"),
  GITHUB_CLIENT_ID: "Iv23li0123456789",
  GITHUB_CLIENT_SECRET: "c".repeat(40),
  ACCOUNT_KEY: "k".repeat(64),
  PUBLIC_URL: "https://conductor.example.org",
};

function store(credentials?: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "credentials-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (credentials !== undefined) {
    const lines = Object.entries(credentials).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(folder, "credentials.env"), lines.join("\n"), { mode: 0o600 });
  }
  return { DATABASE_PATH: join(folder, "store.db") };
}

function problems(variables: Variables) {
  const reading = readStart(variables);
  return reading.is === "faulty" ? reading.problems.map(({ name, cause }) => `${name} ${cause}`) : reading.is;
}

it("lets an App be made where no setting names one and no file has one", () => {
  const at = store();
  expect(
    readStart({
      ...at,
      PUBLIC_URL: "https://conductor.example.org/",
      GITHUB_API_URL: "https://ghes.test/api/v3",
    }),
  ).toEqual({
    is: "unregistered",
    settings: {
      server: { host: "0.0.0.0", port: 3000 },
      github: { api: "https://ghes.test/api/v3", web: "https://ghes.test" },
      publicUrl: "https://conductor.example.org",
      path: at.DATABASE_PATH.replace("store.db", "credentials.env"),
    },
    log: { level: "info", format: "json" },
  });
  expect(readStart({ ...at, APP_ID: "", PRIVATE_KEY: "" })).toMatchObject({
    is: "unregistered",
    settings: { github: { api: "https://api.github.com", web: "https://github.com" } },
  });
  expect(problems({ ...at, PORT: "http", PUBLIC_URL: "here" })).toEqual([
    "PUBLIC_URL is not a URL",
    "PORT is not a whole number in its range",
  ]);
});

it.each([
  "APP_ID",
  "PRIVATE_KEY",
  "PRIVATE_KEY_FILE",
  "PRIVATE_KEY_PATH",
  "WEBHOOK_SECRET",
  "WEBHOOK_SECRET_FILE",
  "GITHUB_CLIENT_ID",
  "GITHUB_CLIENT_SECRET",
])("refuses with what is missing where %s is set, whatever a file has", (name) => {
  for (const at of [store(), store(WRITTEN)]) {
    expect(problems({ ...at, [name]: "1" }).length).toBeGreaterThan(1);
    expect(problems({ ...at, [name]: "1" })).toBeInstanceOf(Array);
  }
});

it("reads what the page has written, under what the environment sets besides", () => {
  const at = store({ ...WRITTEN, LOG_LEVEL: "trace", DATABASE_URL: "postgresql://a.test/b" });
  const reading = readStart({ ...at, PUBLIC_URL: "https://other.example.org", CONCURRENCY: "3" });
  expect(reading).toMatchObject({
    is: "fine",
    env: {
      app: { id: 4711, webhookSecret: WRITTEN.WEBHOOK_SECRET },
      linking: { clientId: WRITTEN.GITHUB_CLIENT_ID, publicUrl: "https://other.example.org" },
      // No other setting comes from the file.
      log: { level: "info" },
      database: { is: "sqlite" },
      concurrency: 3,
    },
  });
});

it("takes the rest from the file where one of them comes from a file of its own", () => {
  const at = store(WRITTEN);
  const path = at.DATABASE_PATH.replace("store.db", "account-key");
  writeFileSync(path, "o".repeat(32));
  expect(readStart({ ...at, ACCOUNT_KEY_FILE: path })).toMatchObject({
    is: "fine",
    env: { linking: { secrets: { current: "o".repeat(32) } } },
  });
});

it("says what a file lacks", () => {
  expect(problems(store({ APP_ID: "4711" }))).toEqual([
    "PRIVATE_KEY is not set",
    "WEBHOOK_SECRET is not set",
  ]);
});

it("makes no App for replicas, nor where there is no folder for it", () => {
  const at = { DATABASE_URL: "postgresql://conductor:x@database:5432/conductor" };
  expect(problems(at)).toContain("DATABASE_URL is set, and the credentials of the App are not");
  expect(problems({ DATABASE_PATH: ":memory:" })).toContain("APP_ID is not set");
});
