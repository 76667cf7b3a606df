import type { Fault } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import { GitHubFault } from "./fault.ts";

/** A request, as its errors speak of it. */
export type Asked = {
  /** `GET /repos/{owner}/{repo}/issues (acme/widget)`. */
  readonly what: string;
  /** What it does cannot be taken back or looked through: an answer that never came leaves it open. */
  readonly write: boolean;
};

/** Statuses after which GitHub has at times done what was asked all the same. */
const SERVER_ERROR = 500;

/** GitHub answers these while it is busy; a read may be repeated. 401 is what a token minted just now may get. */
const PASSING: ReadonlySet<number> = new Set([401, 502, 503, 504]);

/** The fault of an answer with an error status. `until` is given when it came because of a limit. */
export function refusal(
  asked: Asked,
  answer: { readonly status: number; readonly said: string; readonly until?: Instant | undefined },
): GitHubFault {
  const { status, said, until } = answer;
  const detail = `${asked.what}: ${status}${said === "" ? "" : ` ${said}`}`;
  if (until !== undefined) return new GitHubFault({ kind: "limited", detail, status, until });
  const ambiguous = asked.write && status >= SERVER_ERROR ? { ambiguous: true } : {};
  return new GitHubFault({ kind: kindOf(status), detail, status, ...ambiguous }, PASSING.has(status));
}

function kindOf(status: number): Fault["kind"] {
  if (status === 401 || status === 403) return "forbidden";
  return status >= SERVER_ERROR ? "unreachable" : "refused";
}

/** Failures before the first byte was sent: whatever was asked did not happen. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The fault of a request that got no answer, or only the beginning of one. */
export function silence(asked: Asked, error: unknown): GitHubFault {
  const { names, code } = causes(error);
  const timedOut = names.includes("TimeoutError");
  const detail = `${asked.what}: no answer (${timedOut ? "timed out" : (code ?? "the connection failed")})`;
  const ambiguous = asked.write && !(code !== undefined && NOT_SENT.has(code)) ? { ambiguous: true } : {};
  // Whoever lets a time-out pass is not helped by the same question again.
  return new GitHubFault({ kind: "unreachable", detail, ...ambiguous }, !timedOut);
}

/** Names and the innermost system code along an error's causes. Messages are left out: they may carry anything. */
function causes(error: unknown): { readonly names: readonly string[]; readonly code?: string } {
  const names: string[] = [];
  let code: string | undefined;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    names.push(cause.name);
    if ("code" in cause && typeof cause.code === "string") code = cause.code;
  }
  return { names, ...(code === undefined ? {} : { code }) };
}
