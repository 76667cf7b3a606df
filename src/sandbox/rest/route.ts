import type { Account } from "../github/accounts.ts";
import type { App, Level } from "../github/apps.ts";
import type { Repository } from "../github/repository.ts";
import type { World } from "../github/world.ts";
import type { Urls } from "../shapes/urls.ts";
import type { Answer } from "./answer.ts";
import type { Blobs } from "./blobs.ts";
import type { Caller } from "./caller.ts";
import type { Fields } from "./fields.ts";
import type { Keyring } from "./keyring.ts";

/** A request on its way to a route's handler. */
export interface Ask {
  readonly world: World;
  readonly urls: Urls;
  readonly keyring: Keyring;
  readonly blobs: Blobs;
  readonly caller: Caller;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Fields;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** A request about a repository its token covers, by a token that acts for somebody. */
export interface RepositoryAsk extends Ask {
  readonly repository: Repository;
  readonly actor: Account;
  readonly app: App;
}

export type TokenKind = "app" | "installation" | "user";

interface RouteHead {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** GitHub's template, as in its OpenAPI description. */
  readonly path: string;
  readonly permission?: { readonly name: string; readonly level: Level };
  readonly tokens: readonly TokenKind[];
  /** Counts as content creation for the secondary limit. */
  readonly create?: true;
  /** Takes requests without any token. */
  readonly open?: true;
  /** Served at the uploads' address instead of the API's. */
  readonly uploads?: true;
}

export type Route = RouteHead &
  (
    | { readonly about: "service"; readonly handle: (ask: Ask) => Answer | Promise<Answer> }
    | { readonly about: "repository"; readonly handle: (ask: RepositoryAsk) => Answer | Promise<Answer> }
  );

/** Tokens that read repositories. */
export const READERS: readonly TokenKind[] = ["installation", "user"];

/** A GET of a repository's, for whoever may read with that permission. */
export const readOf = (permission: string, path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  about: "repository",
  method: "GET",
  path: `/repos/{owner}/{repo}${path}`,
  permission: { name: permission, level: "read" },
  tokens: READERS,
  handle,
});
