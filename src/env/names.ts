import { PUBLIC_INDEXES } from "../registries/registries.ts";
import { INDEXES, type IndexName } from "../release/configuration.ts";

/** The settings that have a default, with it. */
export const DEFAULTS = {
  HOST: "0.0.0.0",
  PORT: "3000",
  METRICS_HOST: "127.0.0.1",
  OTEL_SERVICE_NAME: "release-conductor",
  OTEL_TRACES_SAMPLER_ARG: "1",
  DATABASE_PATH: "./data/release-conductor.db",
  LOG_LEVEL: "info",
  LOG_FORMAT: "json",
  GITHUB_API_URL: "https://api.github.com",
  ...Object.fromEntries(INDEXES.map((name) => [variableOf(name), PUBLIC_INDEXES[name]])),
  STATUS_URL: "https://status.python.org",
  SWEEP_MINUTES: "10",
  CONCURRENCY: "32",
  LEASE_SECONDS: "60",
  PUBLIC_PAGES: "off",
} as const;

/** The settings that may also come from a file named by the same variable with `_FILE`. */
export const SECRETS = [
  "PRIVATE_KEY",
  "WEBHOOK_SECRET",
  "WEBHOOK_SECRET_OLD",
  "MARKER_KEY",
  "DATABASE_URL",
  "GITHUB_CLIENT_SECRET",
  "ACCOUNT_KEY",
  "ACCOUNT_KEY_OLD",
  "OTEL_EXPORTER_OTLP_HEADERS",
] as const;

/** The settings that have no default and are no secrets. */
export const PLAIN = [
  "APP_ID",
  "PRIVATE_KEY_PATH",
  "METRICS_PORT",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
  "CONTACT",
  "GITHUB_CLIENT_ID",
  "PUBLIC_URL",
  "GITHUB_WEB_URL",
] as const;

/** The setting that says where an index is: `PYPI_URL` for `pypi`. */
export function variableOf(index: IndexName): string {
  return `${index.toUpperCase()}_URL`;
}
