import type { Octokit } from "@octokit/core";
import type { Instant } from "../release/instant.ts";
import { resultOf, resultOfFault } from "../watch/results.ts";
import type { Watch } from "../watch/watch.ts";
import { type Body, readBody } from "./body.ts";
import { GitHubFault, isRecord, saidIn } from "./fault.ts";
import { type Headers, type Heard, heard } from "./heard.ts";
import { type Asked, refusal, silence } from "./refusal.ts";

/** GitHub's default since 2022; named, so that a new default changes nothing here (docs: "API versions"). */
const API_VERSION = "2022-11-28";

/** What pino's logger and a test's array both offer. */
export type Log = { debug(fields: object, text: string): void };

/** One request, sent once. */
type Ask = Asked & {
  /** `GET /repos/{owner}/{repo}`, or a method with a whole URL. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** In milliseconds of real time, the body included. */
  readonly timeout: number;
  /** Redirects are not followed but answered. */
  readonly manual?: true;
  /** Integers that a number cannot hold are given as strings of their digits. */
  readonly exact?: true;
  /** Told of every answer; gives until when to leave GitHub alone, when the answer says so. */
  readonly hear: (heard: Heard) => Promise<Instant | undefined>;
  /** Finds GitHub's words of refusal in an answer of success (GraphQL). */
  readonly saidIn?: (data: unknown) => string;
};

export type Answer = Body & {
  /** Below 400. */
  readonly status: number;
  readonly headers: Headers;
  /** From memory: GitHub was not asked. */
  readonly remembered?: true;
};

/** Sends one request and gives its answer, 304 included; everything else rejects with `GitHubFault`. */
export type Transport = (ask: Ask) => Promise<Answer>;

export type TransportSettings = {
  readonly octokit: Pick<Octokit, "request">;
  readonly userAgent: string;
  readonly log: Log;
  readonly watch: Watch;
};

export function createTransport(settings: TransportSettings): Transport {
  const { octokit, userAgent, log, watch } = settings;
  return (ask) =>
    watch.during("request", { method: ask.route.split(" ", 1)[0] ?? "", what: ask.what }, async (note) => {
      try {
        const answer = await exchanged(ask);
        note({ result: resultOf(answer.status) });
        return answer;
      } catch (error) {
        note({ result: resultOfFault(error) });
        throw error;
      }
    });

  async function exchanged(ask: Ask): Promise<Answer> {
    const began = performance.now();
    const response = await send(ask);
    const { status, headers } = response;
    log.debug({ request: ask.what, status, ms: Math.round(performance.now() - began) }, "GitHub answered");
    if (status >= 400) throw await refused(ask, response);
    const body = await bodyOf(ask, response);
    const until = await ask.hear(heard(status, headers, ask.saidIn?.(body.data) ?? ""));
    if (until !== undefined) throw refusal(ask, { status, said: ask.saidIn?.(body.data) ?? "", until });
    return { status, headers, ...body };
  }

  async function send(ask: Ask): Promise<Raw> {
    try {
      return await octokit.request(ask.route, {
        ...ask.parameters,
        headers: {
          accept: "application/vnd.github+json",
          "user-agent": userAgent,
          "x-github-api-version": API_VERSION,
          ...ask.headers,
        },
        request: {
          signal: AbortSignal.timeout(ask.timeout),
          parseSuccessResponseBody: false,
          ...(ask.manual ? { redirect: "manual" } : {}),
        },
      });
    } catch (error) {
      const answered = answerIn(error);
      if (answered) return answered;
      log.debug({ request: ask.what }, "GitHub did not answer");
      throw silence(ask, error);
    }
  }
}

type Raw = { readonly status: number; readonly headers: Headers; readonly data: unknown };

/** Octokit throws answers of 304 and of 400 and above, and network errors as if they were a 500. */
function answerIn(error: unknown): Raw | undefined {
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  if (!isRecord(response) || typeof response["status"] !== "number") return;
  return { status: response["status"], headers: response["headers"] as Headers, data: response["data"] };
}

async function refused(ask: Ask, { status, headers, data }: Raw): Promise<GitHubFault> {
  const said = saidIn(data);
  const until = await ask.hear(heard(status, headers, said));
  // Only whether it is there: the header holds an address that authorizes who opens it.
  const sso = /^required\b/.test(String(headers["x-github-sso"] ?? ""));
  return refusal(ask, { status, said, until, sso });
}

async function bodyOf(ask: Ask, { headers, data }: Raw): Promise<Body> {
  try {
    return await readBody(data, headers, ask);
  } catch (error) {
    throw error instanceof GitHubFault ? error : silence(ask, error);
  }
}
