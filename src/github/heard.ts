import { type Instant, SECOND } from "../release/instant.ts";

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** What an answer tells about GitHub's limits and time, whatever else it is about. */
export type Heard = {
  readonly status: number;
  /** GitHub's time of the answer. */
  readonly date?: Instant;
  /** Which primary budget the request was charged to ("core", "graphql", …), and how it stands. */
  readonly quota?: {
    readonly resource: string;
    readonly limit: number;
    readonly remaining: number;
    readonly reset: Instant;
  };
  /** How long GitHub asks to be left alone, in milliseconds. */
  readonly retryAfter?: number;
  /** GitHub refused because of a limit. */
  readonly limited: boolean;
};

/** GitHub's words for its limits, in REST and GraphQL (docs: "Rate limits for the REST API"). */
const LIMIT_WORDS = /rate limit|abuse detection/i;

/** Reads status, headers and GitHub's own words (message of the error, if any). */
export function heard(status: number, headers: Headers, said: string): Heard {
  const date = Date.parse(String(headers["date"] ?? ""));
  const retryAfter = count(headers["retry-after"]);
  const quota = quotaOf(headers);
  return {
    status,
    ...(Number.isNaN(date) ? {} : { date }),
    ...(quota ? { quota } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter: retryAfter * SECOND }),
    limited: isLimit(status, said, retryAfter !== undefined || quota?.remaining === 0),
  };
}

function isLimit(status: number, said: string, shown: boolean): boolean {
  if (status === 429) return true;
  return (status === 403 && (shown || LIMIT_WORDS.test(said))) || (status === 200 && LIMIT_WORDS.test(said));
}

function quotaOf(headers: Headers): Heard["quota"] {
  const limit = count(headers["x-ratelimit-limit"]);
  const remaining = count(headers["x-ratelimit-remaining"]);
  const reset = count(headers["x-ratelimit-reset"]);
  if (limit === undefined || remaining === undefined || reset === undefined) return;
  return {
    resource: String(headers["x-ratelimit-resource"] ?? "core"),
    limit,
    remaining,
    reset: reset * SECOND,
  };
}

function count(value: string | number | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(String(value)) ? Number(value) : undefined;
}
