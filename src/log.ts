import { type Logger, pino } from "pino";
import type { LogFormat, LogLevel } from "./env.ts";
import { withoutTokens } from "./release/redacted.ts";

export type Log = Logger;

/** What, besides tokens, never reaches a log line, whoever wrote it there. Channel addresses are passwords. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, "[private key]"],
  [/(discord(?:app)?\.com\/api(?:\/v\d+)?\/webhooks)\/[^\s"\\]+/gi, "$1/[secret]"],
  [/(hooks\.slack\.com\/\w+)\/[^\s"\\]+/gi, "$1/[secret]"],
  [/([?&]code=)[^\s"&\\]+/g, "$1[code]"],
];

/** Control, bidirectional and zero-width characters: they forge lines and hide text on a terminal. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The same, as JSON escapes them; an escaped backslash before `u001b` is text and stays. */
const ESCAPED_CONTROL = /(?<=(?:^|[^\\])(?:\\\\)*)\\(?:u00[01][0-9a-f]|[bf])/g;

/**
 * The app's logger: one event, one line. Errors are written without the request and the payload they carry
 * (Probot's errors hold the whole event, twice), and secrets are cut out of the finished line.
 */
export function createLogger(
  { level, format }: { readonly level: LogLevel; readonly format: LogFormat },
  stream: { write(line: string): void } = process.stdout,
): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: plainError },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      hooks: { streamWrite: (line) => (format === "json" ? clean(line) : textLine(clean(line))) },
    },
    stream,
  );
}

function clean(line: string): string {
  const withoutSecrets = SECRETS.reduce(
    (text, [secret, stand]) => text.replace(secret, stand),
    withoutTokens(line, "[token]"),
  );
  return `${withoutSecrets.replace(ESCAPED_CONTROL, "").replace(UNPRINTABLE, "")}\n`;
}

type PlainError = {
  readonly name: string;
  readonly message: string;
  readonly status?: unknown;
  readonly stack?: string;
  readonly causes?: readonly PlainError[];
};

function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error) };
  }
  const inner =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  return {
    name: error.name,
    message: error.message,
    ...("status" in error ? { status: error.status } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(inner.length === 0 ? {} : { causes: inner.map(plainError) }),
  };
}

/** A line for people: time, level, message, then what else was said as `key=value`. */
function textLine(json: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const said = Object.entries(rest).map(([key, value]) => `${key}=${word(value)}`);
  const error = err === undefined ? [] : [`(${errorWords(err)})`];
  const words = [clock, String(level).toUpperCase().padEnd(5), String(msg ?? ""), ...said, ...error];
  return `${words.join(" ").replace(UNPRINTABLE, " ")}\n`;
}

function word(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

function errorWords(error: unknown): string {
  const { name, message, causes } = error as PlainError;
  return [`${name}: ${message}`, ...(causes ?? []).map(errorWords)].join("; ");
}
