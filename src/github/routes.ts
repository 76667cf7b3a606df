import type { Endpoints } from "@octokit/types";

/** Every route of GitHub's REST API that only reads. */
export type GetRoute = Extract<keyof Endpoints, `GET ${string}`>;

/** Every route that may change something. */
export type WriteRoute = Exclude<keyof Endpoints, GetRoute>;

/** What the route answers, parsed; read-only, since later answers may share it. */
export type Data<R extends keyof Endpoints> = Plain<Endpoints[R]["response"]["data"]>;

/** What the route takes, path parameters included; `owner` and `repo` are filled in by the client. */
export type Parameters<R extends keyof Endpoints> = WithoutRepository<Endpoints[R]["parameters"]>;

/** One item of what a list route answers, whether it is a plain array or wrapped in an object; else never. */
export type Item<R extends GetRoute> = ItemOf<Data<R>>;

/** `Parameters` of a route whose answer is a list; no value fits for another one. */
export type ListParameters<R extends GetRoute> = [Item<R>] extends [never] ? never : Parameters<R>;

/** The keys under which GitHub wraps a list together with its `total_count` and the like. */
export const WRAPPERS = [
  "workflow_runs",
  "jobs",
  "artifacts",
  "check_runs",
  "repositories",
  "environments",
  "branch_policies",
  "installations",
  "custom_deployment_protection_rules",
  "commits",
] as const;

type Wrapper = (typeof WRAPPERS)[number];

type ItemOf<D> = [D] extends [readonly (infer I)[]]
  ? I
  : { [K in Wrapper & keyof D]: NonNullable<D[K]> extends readonly (infer I)[] ? I : never }[Wrapper &
      keyof D];

/** As `JSON.parse` gives it: no bigint, which Octokit's types expect because its own parser makes some. */
type Plain<T> = T extends bigint
  ? never
  : T extends readonly (infer I)[]
    ? readonly Plain<I>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;

/** Key remapping instead of Omit: request bodies with an index signature keep their known keys, unions stay unions. */
type WithoutRepository<T> = T extends unknown
  ? { [K in keyof T as K extends "owner" | "repo" ? never : K]: T[K] }
  : never;
