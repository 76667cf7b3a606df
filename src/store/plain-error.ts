import { withoutTokens } from "../release/redacted.ts";

/** Credentials in headers. */
const ANNOUNCED = /\b(?:bearer|basic|token)\s+[\w.~+/=-]{8,}/gi;
/** Past the host, since webhook addresses are secrets: the path of one is all that posting takes. */
const PAST_HOST = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@]*@)?([^\s/?#"'<>)]+)[^\s"'<>)]*/gi;

/** An error in one line without its stack, its causes and anything that looks like a secret. */
export function plainError(error: unknown): string {
  if (!(error instanceof Error)) return "something that is no error was thrown";
  const hosts = `${error.name}: ${error.message}`.replace(PAST_HOST, "$1$2/…");
  return withoutTokens(hosts, "[secret]").replace(ANNOUNCED, "[secret]");
}
