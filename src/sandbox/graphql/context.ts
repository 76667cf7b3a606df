import { GraphQLError } from "graphql";
import { covers, type Level } from "../github/apps.ts";
import type { Repository } from "../github/repository.ts";
import { actorOf } from "../rest/caller.ts";
import { allows, effective } from "../rest/keyring.ts";
import type { Limits } from "../rest/limits.ts";
import type { Ask } from "../rest/route.ts";

/** What resolvers know of the request. */
export interface Context {
  readonly ask: Ask;
  readonly limits: Limits;
  /** What the answer has taken so far: commits served, and histories walked for one author. */
  readonly effort: { spent: number };
}

/** An error as GitHub's GraphQL types it. */
export const typedError = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } });

/** Whether the request's token covers a repository. */
export const sees = ({ ask }: Context, repository: Repository): boolean => {
  const { caller } = ask;
  if (caller.kind === "installation") {
    return covers(caller.installation, repository) && (caller.repositories?.has(repository.id) ?? true);
  }
  return !repository.private || (actorOf(caller) !== null && repository.roles.has(actorOf(caller)?.id ?? 0));
};

/** Fails like GitHub when an App's token lacks a permission. */
export const demand = ({ ask }: Context, permission: string, level: Level): void => {
  const { caller } = ask;
  if (caller.kind === "installation" && !allows(effective(caller), permission, level)) {
    throw typedError("FORBIDDEN", "Resource not accessible by integration");
  }
};

/** How a client pages forward. */
export interface Paging {
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly endCursor: string | null;
    readonly startCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
}

const cursor = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString("base64");

const indexOf = (after: string | null | undefined): number =>
  after ? Number(Buffer.from(after, "base64").toString().split(":").at(-1)) : 0;

/** A page of a connection. GitHub demands `first` or `last` between 1 and 100. */
export const connection = <T>(
  all: readonly T[],
  args: Paging & { readonly last?: number | null },
): Connection<T> => {
  const { after, last } = args;
  const first = args.first ?? last;
  if (first === undefined || first === null) {
    throw typedError(
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the connection.",
    );
  }
  if (first < 1 || first > 100) {
    throw typedError(
      "EXCESSIVE_PAGINATION",
      `Requesting ${first} records exceeds the \`first\` limit of 100 records.`,
    );
  }
  const start = args.first ? indexOf(after) : Math.max(0, all.length - first);
  const nodes = all.slice(start, start + first);
  const end = start + nodes.length;
  return {
    nodes,
    totalCount: all.length,
    pageInfo: {
      startCursor: nodes.length > 0 ? cursor(start + 1) : null,
      endCursor: nodes.length > 0 ? cursor(end) : null,
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
    },
  };
};
