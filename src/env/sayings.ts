import { readEnv } from "../env.ts";
import { OPEN_KEY } from "./key.ts";
import type { EnvProblem, Variables } from "./reader.ts";
import { openFile, SHARED, unreadableFile } from "./registration.ts";

const LINKING: Variables = { GITHUB_CLIENT_ID: "Iv1", PUBLIC_URL: "https://conductor.example.org" };

const CREDENTIALS = "data/credentials.env";

/** Environments with wrong settings, so that each thing that can be wrong is wrong in one of them. */
const WRONG: readonly Variables[] = [
  {},
  { APP_ID: "none", PRIVATE_KEY: "none", WEBHOOK_SECRET: "development", MARKER_KEY: "short" },
  { PRIVATE_KEY_PATH: "no-such.pem", PRIVATE_KEY: "none", WEBHOOK_SECRET: "short" },
  { PRIVATE_KEY_PATH: "no-such.pem", LOG_LEVEL: "loud", LOG_FORMAT: "xml", PORT: "http", CONCURRENCY: "0" },
  { WEBHOOK_SECRET: "short", WEBHOOK_SECRET_FILE: "no-such-file", SWEEP_MINUTES: "0", LEASE_SECONDS: "1" },
  { DATABASE_URL: "mysql://db.test/x", DATABASE_PATH: "./data.db" },
  { GITHUB_API_URL: "api.github.com", PYPI_URL: "http://pypi.org", TESTPYPI_URL: "https://me@test.pypi.org" },
  { STATUS_URL: "status", CONTACT: "who asks", ANNOUNCE_DISCORD: "discord" },
  { METRICS_PORT: "3000", OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" },
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
    OTEL_EXPORTER_OTLP_HEADERS: "a key",
    OTEL_TRACES_SAMPLER_ARG: "all",
  },
  { ACCOUNT_KEY_OLD: "short", WEBHOOK_SECRET_OLD: "short" },
  { ...LINKING, GITHUB_CLIENT_SECRET: "short", ACCOUNT_KEY: "short", PUBLIC_URL: "https://a.test/?b" },
  { ...LINKING, GITHUB_WEB_URL: "https://github.com/#top" },
];

/** Everything that can be wrong with a setting, once each, in the order in which the settings are read. */
export function settingProblems(): readonly EnvProblem[] {
  const all = WRONG.flatMap((variables) => {
    const reading = readEnv(variables);
    return reading.is === "faulty" ? reading.problems : [];
  });
  return [
    ...new Map(
      [...all, OPEN_KEY, SHARED, openFile(CREDENTIALS), unreadableFile(CREDENTIALS, "EACCES")].map((one) => [
        `${one.name} ${one.cause}`,
        one,
      ]),
    ).values(),
  ];
}
