import type { Instant } from "../release/instant.ts";
import type { Address } from "../release/release.ts";
import type { Urgency } from "./budget.ts";
import type { Counter, Counts } from "./counts.ts";
import type { Data, GetRoute, Item, ListParameters, Parameters, WriteRoute } from "./routes.ts";
import type { Sleeper } from "./sleeper.ts";
import type { Permissions, Task } from "./tasks.ts";
import type { WebhookLog } from "./webhook-log.ts";

/** A repository and how to reach it. The number is what counts: tokens are minted for it alone. */
export type RepositoryAddress = Address & { readonly repository: number };

/** A repository that an installation covers. */
export type Covered = {
  readonly address: RepositoryAddress;
  /** Its id in GraphQL. */
  readonly node: string;
  /** The newest push of anything, tags and deletions included (captured payloads of GitHub); 0: never. */
  readonly pushedAt: Instant;
};

/** Where the app is installed. */
export type Installation = {
  readonly id: number;
  /** The organisation's or user's login. */
  readonly account: string;
  readonly suspended: boolean;
  readonly permissions: Permissions;
};

/** How a client's requests are ranked and where they wait. */
export type Reach = {
  /** "progress" unless said otherwise. */
  readonly urgency?: Urgency;
  /**
   * Where waits of up to 5 s are slept, one after the other. Clients used side by side within one conduct share
   * one (`createSleeper`), because a clock knows one sleeper per busy task. Absent: one of the client's own.
   */
  readonly sleeper?: Sleeper;
  /** Counts these requests besides. */
  readonly counter?: Counter;
};

/**
 * Called with a write's time-out in milliseconds right before the write is sent; rejects (`LeaseLost`) when the
 * lease does not outlive it.
 */
export type Guard = (timeout: number) => Promise<void>;

/**
 * Reads of one repository; by its type it cannot write. Everything rejects with `GitHubFault`.
 * To be used within `clock.busy`: short waits (limits, retries) are slept on the clock.
 */
export type Reading = {
  /** One GET. The data may be shared with later answers and is frozen. */
  read<R extends GetRoute>(route: R, parameters: Parameters<R>): Promise<Data<R>>;
  /**
   * As `read`, but undefined when the thing does not exist (404, 410). A 404 that comes because the token cannot
   * see the repository at all is a "forbidden" fault instead.
   */
  readOrAbsent<R extends GetRoute>(route: R, parameters: Parameters<R>): Promise<Data<R> | undefined>;
  /**
   * Every item of a list route, 100 a page along the Link header; with `most` only the first so many pages.
   * Without it a list of more than 100 pages is a fault: half a list must not pass for a whole one.
   */
  readAll<R extends GetRoute>(
    route: R,
    parameters: ListParameters<R>,
    options?: { readonly most?: number },
  ): Promise<readonly Item<R>[]>;
  /**
   * A GraphQL query; anything but `query` operations is refused before it is sent. An answer with errors is a
   * fault; what GitHub was only too busy for is sent again.
   */
  query<T>(document: string, variables: Variables, options?: QueryOptions): Promise<T>;
  /** Where a download route (artifact, logs) redirects to. To be fetched within a minute, without our token. */
  location<R extends GetRoute>(route: R, parameters: Parameters<R>): Promise<URL>;
  /** GitHub's time of its newest answer to this client (`Date` header); undefined before the first. */
  seenAt(): Instant | undefined;
};

export type Variables = Readonly<Record<string, unknown>>;

export type QueryOptions = {
  /** Errors of type NOT_FOUND are let through, and what was not found is null in the data. */
  readonly partial?: boolean;
  /** Where GitHub gives the query up for its weight, whoever asks will ask for less: it is not sent again as it is. */
  readonly paced?: boolean;
};

/** A person in whose name the app acts. */
export type Person = {
  /** Their number on GitHub, whose limits are used. */
  readonly id: number;
  /** Their token for the app, as it is good now; asked for each request. */
  token(): Promise<string>;
  /** GitHub answered 401 to the token. */
  refused(token: string): void;
};

/** Reads, and writes with a token for one task. No write is sent twice but one that sets what is there to what is given. */
export type Writing = Reading & {
  /**
   * Waits until a write could be sent at once, its token in hand and the limits given: what is looked at after that is
   * as it is when the write goes out. Up to 5 s, and no fault: the write itself tells what is in its way.
   */
  ready(): Promise<void>;
  /** One POST, PUT, PATCH or DELETE. A fault with `ambiguous` means that it may have happened. */
  write<R extends WriteRoute>(route: R, parameters: Parameters<R>): Promise<Data<R>>;
  /** Uploads an asset to a GitHub release's `upload_url` (a URI template). */
  upload(uploadUrl: string, asset: Upload): Promise<Data<UploadRoute>>;
};

export type UploadRoute = "POST {origin}/repos/{owner}/{repo}/releases/{release_id}/assets{?name,label}";

export type Upload = {
  readonly name: string;
  readonly label?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** In bytes; GitHub wants the length up front. */
  readonly size: number;
};

/** GitHub, as the app sees it. */
export type GitHub = {
  /** Who we are: the app's id and its slug (its login is `<slug>[bot]`). Asked once, and again where its key was refused. */
  app(): Promise<{ readonly id: number; readonly slug: string }>;
  installations(): Promise<readonly Installation[]>;
  /** The repositories an installation covers, archived ones left out. */
  repositories(installation: number): Promise<readonly Covered[]>;
  /** GraphQL queries over all that an installation covers, with a token that can only read. */
  querying(installation: number, reach?: Reach): Pick<Reading, "query">;
  /** What became of the app's webhooks. */
  readonly webhookLog: WebhookLog;
  /** What the installation has granted (remembered for ten minutes), so that a feature can degrade to a link. */
  permissions(installation: number): Promise<Permissions>;
  /** Forgets what an installation granted and its tokens, after an event says that they changed. */
  forget(installation: number): void;
  /** Reads with a token of this repository that can only read, and its GitHub releases with one that is shown drafts. */
  reading(address: RepositoryAddress, reach?: Reach): Reading;
  /** Writes with a token for this repository and task; reads as `reading` does. */
  writing(address: RepositoryAddress, task: Task, reach: Reach & { readonly guard: Guard }): Writing;
  /**
   * Reads and writes as a person, with their token alone, within their own limits: what both the app and they may do.
   * A fault tells by `personRefusalOf` what only the person can put right.
   */
  asPerson(address: RepositoryAddress, person: Person, reach: Reach & { readonly guard: Guard }): Writing;
  /** Whose token it is: number and login. Never sleeps, and is not repeated. */
  whoIs(token: string): Promise<{ readonly id: number; readonly login: string }>;
  /** How many requests were made since the start. */
  counts(): Counts;
};
