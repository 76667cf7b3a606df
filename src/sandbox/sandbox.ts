import { createPostman, type Deliveries } from "./deliveries.ts";
import { beginExchange, type Exchange, type Incoming, readIncoming } from "./exchanges.ts";
import { createFaults, type Faults } from "./faults.ts";
import type { Clock } from "./github/clock.ts";
import { createGitHub, type GitHub } from "./github/github.ts";
import { createWorld, type World } from "./github/world.ts";
import { graphqlRoute } from "./graphql/route.ts";
import { createGrants, type Grants } from "./oauth/grants.ts";
import { createSite, type Site, type TokenRequest } from "./oauth/site.ts";
import { createRegistration, isRegistration } from "./registration/registration.ts";
import type { Answer } from "./rest/answer.ts";
import { type Api, createApi } from "./rest/api.ts";
import { createBlobs } from "./rest/blobs.ts";
import { deliveryRoutes } from "./rest/deliveries.ts";
import { createKeyring, type Keyring } from "./rest/keyring.ts";
import { createLimits } from "./rest/limits.ts";
import { ROUTES } from "./rest/table.ts";
import { urlsOf } from "./shapes/urls.ts";
import { startDispatch } from "./webhooks/dispatch.ts";

type Handler = (request: Request) => Promise<Response>;

/** Verbs that give out tokens: they need the API's keyring besides the world. */
interface TokenVerbs {
  /** A person's token for an App, as its login would give. */
  userToken(app: string, login: string): string;
  /** The person is logged in in the browser from now on, and consents when an App asks, or not; null: nobody is. */
  logIn(login: string | null, how?: { readonly consents: boolean }): void;
  /** The person revokes the App's authorization in their settings. */
  revokeAuthorization(app: string, login: string): void;
}

/** An in-memory GitHub and what else hangs at its origin. */
export interface Sandbox {
  readonly origin: string;
  readonly clock: Clock;
  readonly github: GitHub & TokenVerbs;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  /** Every request for a person's token, in order of arrival. */
  readonly tokenRequests: readonly TokenRequest[];
  /** Every request to GitHub's API, in order of arrival. */
  readonly exchanges: readonly Exchange[];
  /** Requests no route knows: a test fails when there are any. */
  readonly unknownRequests: readonly { readonly method: string; readonly path: string }[];
  /** Answers a request under the origin. Throws `TypeError: fetch failed` where a fault makes it unreachable. */
  fetch(request: Request): Promise<Response>;
  /** Says by which address it is reached from now on; its answers carry it. */
  moveTo(origin: string): void;
  /** Hangs another service in at a path; its handler gets requests without that part of the path. */
  mount(prefix: string, handler: Handler): void;
}

interface Logins {
  readonly keyring: Keyring;
  readonly grants: Grants;
  readonly site: Site;
}

const tokenVerbs = (github: GitHub, { keyring, grants, site }: Logins): TokenVerbs => ({
  userToken: (app, login) =>
    keyring.giveUser({ kind: "user", app: github.app(app), account: github.account(login) }),
  logIn: (login, { consents } = { consents: true }) =>
    site.sit(login === null ? null : { account: github.account(login), consents }),
  revokeAuthorization(slug, login) {
    const [app, sender] = [github.app(slug), github.account(login)];
    grants.revoke(app, sender);
    github.world.emit({ name: "github_app_authorization", action: "revoked", app, sender });
  },
});

/** GitHub's `Date` has whole seconds, of the sandbox's clock. */
const dateOf = (clock: Clock): string => new Date(Math.floor(clock.now() / 1000) * 1000).toUTCString();

const toResponse = (clock: Clock, answer: Answer): Response => {
  const headers = new Headers({
    ...answer.headers,
    date: dateOf(clock),
    "x-github-media-type": "github.v3; format=json",
  });
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(answer.text ?? JSON.stringify(answer.body), { status: answer.status, headers });
};

const complete = (exchange: Exchange, answer: Answer): void => {
  exchange.status = answer.status;
  exchange.responseHeaders = answer.headers ?? {};
  exchange.responseBody = answer.body;
  exchange.notModified = answer.status === 304;
};

const appFinder = (world: World) => (key: string | number) => {
  const found = world.apps.find((app) => app.id === key || app.slug === key);
  if (!found) throw new Error(`The sandbox has no App ${key}`);
  return found;
};

const startsWith = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`);

/** `/a/b/c`, `/a/b`, `/a`: where something may be mounted that answers a path. A thousand projects mount thousands. */
const foldersOf = (path: string): readonly string[] => {
  const parts = path.split("/");
  return parts.slice(1).map((_, above) => parts.slice(0, parts.length - above).join("/"));
};

/** The request as a service mounted at the prefix sees it. */
const below = (request: Request, prefix: string): Request => {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length) || "/";
  return new Request(url, request);
};

/**
 * A GitHub in memory, under an origin that need not exist: REST and GraphQL at `/github`, uploads at `/uploads`,
 * short-lived files at `/blobs`, its pages for logins at `/login/oauth`, those for new Apps where GitHub has them. Everything runs on the clock but the checks of JWTs.
 */
export const createSandbox = (options: { readonly clock: Clock; readonly origin?: string }): Sandbox => {
  const { clock } = options;
  let origin = options.origin ?? "http://sandbox.test";
  const urls = urlsOf(() => origin);
  const world = createWorld(clock);
  const keyring = createKeyring();
  const grants = createGrants(clock, keyring);
  const site = createSite(world, grants);
  const registration = createRegistration(world, site.seat);
  const blobs = createBlobs(clock, () => urls.blobs);
  const limits = createLimits(clock);
  const faults = createFaults((remaining, installation) => limits.leave(remaining, installation));
  const postman = createPostman(clock, appFinder(world));
  const exchanges: Exchange[] = [];
  const unknownRequests: { method: string; path: string }[] = [];
  const mounts = new Map<string, Handler>();
  const github = createGitHub(world);
  const routes = [
    ...ROUTES,
    ...deliveryRoutes(postman),
    ...registration.routes,
    graphqlRoute({ limits, patience: faults.patience }),
  ];
  const unknown = (request: { method: string; path: string }) => unknownRequests.push(request);
  const api: Api = createApi({ world, urls, keyring, blobs, limits, faults, routes, unknown });
  startDispatch(world, urls, postman);

  const mountedAt = (path: string) =>
    foldersOf(path)
      .map((folder) => ({ folder, handler: mounts.get(folder) }))
      .find((one): one is { folder: string; handler: Handler } => one.handler !== undefined);

  const serve = async (incoming: Incoming): Promise<Response> => {
    const exchange = beginExchange(incoming, clock.now());
    exchanges.push(exchange);
    const answer = await api(incoming, exchange);
    if (answer === "unreachable") throw new TypeError("fetch failed");
    complete(exchange, answer);
    return toResponse(clock, answer);
  };

  return {
    get origin() {
      return origin;
    },
    moveTo(address) {
      origin = address;
    },
    clock,
    github: { ...github, ...tokenVerbs(github, { keyring, grants, site }) },
    faults,
    deliveries: postman,
    exchanges,
    tokenRequests: site.requests,
    unknownRequests,
    async fetch(request) {
      const path = new URL(request.url).pathname;
      const mounted = mountedAt(path);
      if (mounted) return mounted.handler(below(request, mounted.folder));
      if (startsWith(path, "/blobs")) return blobs.serve(request);
      if (startsWith(path, "/login/oauth")) return site.serve(request);
      if (isRegistration(path)) return registration.serve(request);
      const prefix = startsWith(path, "/uploads") ? "/uploads" : "/github";
      if (!startsWith(path, prefix)) return new Response("Not Found", { status: 404 });
      return serve(await readIncoming(request, prefix));
    },
    mount(prefix, handler) {
      mounts.set(prefix, handler);
    },
  };
};
