/** A request as faults see it, before its effect or after. */
export interface Moment {
  readonly when: "before" | "after";
  readonly method: string;
  /** Path without the API's prefix. */
  readonly path: string;
  /** GitHub's template (`/repos/{owner}/{repo}/releases`), or null for an unknown route. */
  readonly route: string | null;
  readonly url: URL;
}

/** What a fault does to a request: another answer, or none. */
export type Interference =
  | {
      readonly status: number;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | "unreachable";

interface Where {
  /** A template, or a pattern for `METHOD /path`. */
  readonly route?: RegExp | string;
  readonly method?: string;
  readonly when?: "before" | "after";
  /** How many requests it hits; 1 unless told. */
  readonly times?: number;
}

interface Failure extends Where {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Planned extends Where {
  left: number;
  readonly interference: Interference;
}

/** How much GraphQL does for one query, and what it answers to one that asks for more. */
export interface Patience {
  /** Commits served, and histories walked for one author. */
  readonly beyond: number;
  readonly as: "bad-gateway" | "something-wrong" | "resource-limits";
}

/** What goes wrong with requests, planned by a story or decided as they come. */
export interface Faults {
  /** Answers with an error, before the effect or after it happened. */
  fail(failure: Failure): void;
  /** Answers like GitHub's secondary limit. */
  secondaryLimit(limit: Where & { readonly retryAfter: number }): void;
  /** Sets what is left of the hour's requests, of one installation or of all. */
  primaryLimit(limit: { readonly remaining: number; readonly installation?: number }): void;
  /** GraphQL gives up on queries that ask for too much; undefined: it is as patient as ever. */
  tire(patience: Patience | undefined): void;
  /** Does not answer at all. */
  unreachable(where?: Where): void;
  /** Decides for each request, before and after; returns how to stop it. */
  intercept(decide: (moment: Moment) => Interference | undefined): () => void;
  clear(): void;
}

/** The faults of one sandbox, and the question its API asks of them. */
export interface FaultLine extends Faults {
  at(moment: Moment): Interference | undefined;
  patience(): Patience | undefined;
}

const hits = (where: Where, moment: Moment): boolean => {
  if ((where.when ?? "before") !== moment.when) return false;
  if (where.method !== undefined && where.method !== moment.method) return false;
  if (where.route === undefined) return true;
  return typeof where.route === "string"
    ? where.route === moment.route
    : where.route.test(`${moment.method} ${moment.path}`);
};

const SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** Faults that also know how to set the primary limit. */
export const createFaults = (
  setPrimary: (remaining: number, installation: number | undefined) => void,
): FaultLine => {
  const planned: Planned[] = [];
  let patience: Patience | undefined;
  const deciders = new Set<(moment: Moment) => Interference | undefined>();
  const plan = (where: Where, interference: Interference): void => {
    planned.push({ ...where, left: where.times ?? 1, interference });
  };
  return {
    fail({ status, message = "Server Error", headers, ...where }) {
      plan(where, { status, message, ...(headers ? { headers } : {}) });
    },
    secondaryLimit({ retryAfter, ...where }) {
      plan(where, { status: 403, message: SECONDARY, headers: { "retry-after": String(retryAfter) } });
    },
    primaryLimit: ({ remaining, installation }) => setPrimary(remaining, installation),
    tire(wanted) {
      patience = wanted;
    },
    patience: () => patience,
    unreachable: (where = {}) => plan(where, "unreachable"),
    intercept(decide) {
      deciders.add(decide);
      return () => deciders.delete(decide);
    },
    clear() {
      planned.length = 0;
      patience = undefined;
      deciders.clear();
    },
    at(moment) {
      const fault = planned.find((candidate) => candidate.left > 0 && hits(candidate, moment));
      if (fault) {
        fault.left -= 1;
        return fault.interference;
      }
      for (const decide of deciders) {
        const interference = decide(moment);
        if (interference !== undefined) return interference;
      }
      return undefined;
    },
  };
};
