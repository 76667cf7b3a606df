import type { Exchange } from "../../../src/sandbox/exchanges.ts";

/** What GitHub is asked, by what its answer tells. */
const READS = {
  release: /^GET \/repos\/[^/]+\/[^/]+$/,
  comments: /^GET \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments/,
  edits: /^POST \/graphql$/,
  configuration: /^GET \/repos\/[^/]+\/[^/]+\/contents\/\.github\/release-conductor\.yml/,
  tag: /^GET \/repos\/[^/]+\/[^/]+\/git\/ref\/tags/,
  artifacts: /^GET \/repos\/[^/]+\/[^/]+\/actions\/runs\/\d+\/artifacts/,
  releases: /^GET \/repos\/[^/]+\/[^/]+\/releases(\?|$)/,
  runs: /^GET \/repos\/[^/]+\/[^/]+\/actions\/runs(\?|$)/,
} as const;

export type Read = keyof typeof READS;

/** The last look at everything before something that can't be taken back. */
export type Look = {
  /** Number of the request that acted. */
  readonly act: number;
  readonly at: number;
  /** How long before that the app read something for the last time, in milliseconds. */
  readonly age: number;
  /** Number of the request by which the app learned of such things last: what was so by then must have been heeded. */
  readonly read: (kind: Read) => number;
  /** The same for what an account of one of these names may do. */
  readonly rights: (logins: readonly string[]) => number;
  /** And of whether it is in the team. */
  readonly membership: (logins: readonly string[]) => number;
};

/** Every look begins with the repository itself; whatever is not asked after that was not looked at. */
export function lookBefore(exchanges: readonly Exchange[], act: number): Look {
  const last = (pattern: RegExp, from: number) =>
    Math.max(
      from,
      exchanges.slice(0, act).findLastIndex(({ method, path }) => pattern.test(`${method} ${path}`)),
    );
  const began = last(READS.release, 0);
  return {
    act,
    at: exchanges[act]?.at ?? 0,
    age: (exchanges[act]?.at ?? 0) - (exchanges[act - 1]?.at ?? 0),
    read: (kind) => last(READS[kind], began),
    rights: (logins) =>
      last(new RegExp(`^GET /repos/[^/]+/[^/]+/collaborators/(${anyOf(logins)})/permission$`, "i"), began),
    membership: (logins) =>
      last(new RegExp(`^GET /orgs/[^/]+/teams/[^/]+/memberships/(${anyOf(logins)})$`, "i"), began),
  };
}

/** A pattern of one of these names, as it stands in an address. */
function anyOf(logins: readonly string[]): string {
  return logins
    .flatMap((login) => [login, encodeURIComponent(login)])
    .map(literal)
    .join("|");
}

function literal(text: string): string {
  return text.replaceAll(/[[\]().*+?]/g, "\\$&");
}

/** Whether the app has asked for such a thing between two moments, both counted in its requests. */
export function hasRead(
  exchanges: readonly Exchange[],
  kind: Read,
  between: readonly [number, number],
): boolean {
  return exchanges
    .slice(...between)
    .some(({ method, path, status }) => READS[kind].test(`${method} ${path}`) && status !== null);
}
