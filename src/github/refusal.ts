import type { Fault } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import { GitHubFault, type PersonRefusal } from "./fault.ts";

/** A request, as its errors speak of it. */
export type Asked = {
  /** `GET /repos/{owner}/{repo}/issues (acme/widget)`. */
  readonly what: string;
  /** What it does cannot be taken back or looked through: an answer that never came leaves it open. */
  readonly write: boolean;
  /** It is asked in a person's name, with their token. */
  readonly asPerson?: true;
};

/** Statuses after which GitHub has at times done what was asked all the same. */
const SERVER_ERROR = 500;

/** GitHub answers these while it is busy; a read may be repeated. 401 is what a token minted just now may get. */
const PASSING: ReadonlySet<number> = new Set([401, 502, 503, 504]);

type Refused = {
  readonly status: number;
  readonly said: string;
  /** Given when it came because of a limit. */
  readonly until?: Instant | undefined;
  /** GitHub wants a sign-in by SAML first. */
  readonly sso?: boolean;
};

/** The fault of an answer with an error status. */
export function refusal(asked: Asked, answer: Refused): GitHubFault {
  const { status, said, until } = answer;
  const detail = `${asked.what}: ${status}${said === "" ? "" : ` ${said}`}`;
  if (until !== undefined) return new GitHubFault({ kind: "limited", detail, status, until });
  const person = asked.asPerson ? ofPerson(answer) : undefined;
  if (person !== undefined) {
    const remedied = `${detail}; ${REMEDIES[person]}`;
    return new GitHubFault({ kind: kindOf(status), detail: remedied, status }, false, person);
  }
  const ambiguous = asked.write && status >= SERVER_ERROR ? { ambiguous: true } : {};
  return new GitHubFault({ kind: kindOf(status), detail, status, ...ambiguous }, PASSING.has(status));
}

const REMEDIES: Readonly<Record<PersonRefusal, string>> = {
  "link-ended": "the person has to link their GitHub account to the app again",
  "sso-missing":
    "the organization wants a sign-in with SAML: the person has to sign in to it, and then link their GitHub account again",
};

/** https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#authenticating-with-saml-sso */
const SAML = /organization SAML enforcement/i;

function ofPerson({ status, said, sso = false }: Refused): PersonRefusal | undefined {
  if (status === 401) return "link-ended";
  return (status === 403 || status === 404) && (sso || SAML.test(said)) ? "sso-missing" : undefined;
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
