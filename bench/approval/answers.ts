import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Place } from "./town.ts";

/** A comment that was sent to the app. */
export type Asked = { readonly place: Place; readonly sentAt: number };

/** What the app did from the comment to the gate's answer, the answer left out. */
export type Answered = Asked & {
  readonly answeredAt: number;
  readonly firstAt: number;
  /** In order, the answer last. */
  readonly exchanges: readonly Exchange[];
  readonly writes: readonly Exchange[];
  readonly reads: number;
  readonly tokens: number;
};

const MINT = /\/access_tokens$/;

/** Finds what belongs to a release among all requests: by its path, or by its token, which is for one repository. */
export function createFinder(exchanges: readonly Exchange[]) {
  const repositories = new Map<string, string>();
  for (const { path, requestHeaders } of exchanges) {
    const name = /^\/repos\/(?<name>[^/]+\/[^/?]+)/.exec(path)?.groups?.["name"];
    const token = requestHeaders["authorization"];
    if (name !== undefined && token !== undefined) repositories.set(token, name);
  }
  const isAbout = ({ path, requestHeaders, requestBody }: Exchange, { project: { repo } }: Place): boolean =>
    MINT.test(path)
      ? repositoriesIn(requestBody).includes(repo.id)
      : repositories.get(requestHeaders["authorization"] ?? "") === repo.fullName;

  return ({ place, sentAt }: Asked): Answered | undefined => {
    const own = exchanges.filter((one) => one.at >= sentAt && isAbout(one, place));
    const last = own.findIndex(isApproval);
    const answer = own[last];
    if (answer === undefined) return;
    const before = own.slice(0, last);
    const writes = before.filter(isWrite);
    const tokens = before.filter(({ path }) => MINT.test(path)).length;
    return {
      place,
      sentAt,
      answeredAt: answer.at,
      firstAt: own[0]?.at ?? answer.at,
      exchanges: own.slice(0, last + 1),
      writes,
      reads: before.length - writes.length - tokens,
      tokens,
    };
  };
}

export function isApproval({ path, requestBody }: Exchange): boolean {
  return /\/deployment_protection_rule$/.test(path) && fields(requestBody)["state"] === "approved";
}

function isWrite({ method, path }: Exchange): boolean {
  return method !== "GET" && !path.startsWith("/graphql") && !MINT.test(path);
}

function repositoriesIn(body: unknown): readonly unknown[] {
  const ids = fields(body)["repository_ids"];
  return Array.isArray(ids) ? ids : [];
}

function fields(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
