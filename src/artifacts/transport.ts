/** What can be said about a request that got no answer. */
type NoAnswer = {
  /** In words and without addresses: a time-out, or the system's code. */
  readonly why: string;
  /** False when it is certain that the request never reached the other side. */
  readonly maybeReceived: boolean;
  readonly isTimeout: boolean;
};

/** Failures from before the first byte of a request: no address, no connection, no trusted certificate. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Reads what a rejected `fetch` (or the reading of its body) tells. The error's own message is never passed on:
 * undici puts addresses into some, and an address may be a secret.
 */
export function noAnswer(error: unknown): NoAnswer {
  if (nameOf(error) === "TimeoutError") {
    return { why: "no answer in time", maybeReceived: true, isTimeout: true };
  }
  const code = codeOf(error) ?? codeOf(causeOf(error));
  if (code === undefined) {
    return { why: "the connection was lost", maybeReceived: true, isTimeout: false };
  }
  const connected = !NEVER_CONNECTED.has(code);
  return {
    why: connected ? `the connection was lost (${code})` : `no connection (${code})`,
    maybeReceived: connected,
    isTimeout: false,
  };
}

/**
 * The body as text, at most `cap` bytes of it. Undefined when there is more: a foreign server must not fill our
 * memory. Rejects as `fetch` does when the connection is lost on the way.
 */
export async function readText(response: Response, cap: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > cap) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** JSON, or undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds a server asks its client to wait, from `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
 * Undefined when it asks for nothing that can be read.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

function codeOf(error: unknown): string | undefined {
  const code = error !== null && typeof error === "object" && "code" in error ? error.code : undefined;
  // Codes are words in capitals; anything else is a message in disguise.
  return typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : undefined;
}
