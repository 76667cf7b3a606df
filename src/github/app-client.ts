import type { Clock } from "../clock.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Counter } from "./counts.ts";
import { faultOf, GitHubFault } from "./fault.ts";
import type { Installation } from "./github.ts";
import type { Heard } from "./heard.ts";
import { nextPage } from "./pages.ts";
import type { Data } from "./routes.ts";
import type { Permissions } from "./tasks.ts";
import type { Answer, Transport } from "./transport.ts";

/** How long it is remembered what an installation granted. */
const PERMISSIONS_KEPT = 10 * MINUTE;

/** In milliseconds; also that of every other read. */
export const READ_TIMEOUT = 10_000;

/** A token as minted. */
export type Minted = { readonly token: string; readonly expiresAt: Instant };

/** What is asked with the app's own JWT. These requests never sleep, because callers share their answers. */
export type AppClient = {
  app(): Promise<{ readonly id: number; readonly slug: string }>;
  installations(): Promise<readonly Installation[]>;
  permissions(installation: number): Promise<Permissions>;
  forget(installation: number): void;
  /** Mints a token of an installation, for one repository or (undefined) for all it covers. */
  mint(installation: number, repository: number | undefined, permissions: Permissions): Promise<Minted>;
};

export type AppSettings = {
  /** Sends with the app's JWT. */
  readonly transport: Transport;
  readonly hear: (heard: Heard) => Promise<Instant | undefined>;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly counter: Counter;
};

export function createAppClient(settings: AppSettings): AppClient {
  const { clock, counter, baseUrl } = settings;
  const remembered = new Map<
    number,
    { readonly until: Instant; readonly permissions: Promise<Permissions> }
  >();
  let self: ReturnType<AppClient["app"]> | undefined;

  async function send(route: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const { transport, hear } = settings;
    try {
      return await transport({ route, parameters, what: route, write: false, timeout: READ_TIMEOUT, hear });
    } catch (error) {
      // The key may be the App's no more: who we are is asked again.
      if (faultOf(error)?.status === 401) self = undefined;
      throw error;
    }
  }

  async function askApp(): Promise<{ readonly id: number; readonly slug: string }> {
    counter.add("reads");
    const app = (await send("GET /app")).data as Data<"GET /app">;
    if (app?.slug === undefined)
      throw new GitHubFault({ kind: "broken", detail: "GET /app: the app has no slug" });
    return { id: app.id, slug: app.slug };
  }

  async function askPermissions(installation: number): Promise<Permissions> {
    counter.add("reads");
    const route = "GET /app/installations/{installation_id}";
    const { data } = await send(route, { installation_id: installation });
    return permissionsIn(data as Data<typeof route>);
  }

  function remember(installation: number, permissions: Promise<Permissions>): void {
    remembered.set(installation, { until: clock.now() + PERMISSIONS_KEPT, permissions });
  }

  return {
    app() {
      self ??= forgottenOnFailure(askApp(), () => {
        self = undefined;
      });
      return self;
    },
    async installations() {
      const found: Installation[] = [];
      let url: string | undefined = "/app/installations?per_page=100";
      while (url !== undefined) {
        counter.add("reads");
        const page = await send(`GET ${url}`);
        found.push(...(page.data as Data<"GET /app/installations">).map(installationIn));
        url = nextPage(page.headers, baseUrl);
      }
      for (const { id, permissions } of found) remember(id, Promise.resolve(permissions));
      return found;
    },
    permissions(installation) {
      const known = remembered.get(installation);
      if (known && clock.now() < known.until) return known.permissions;
      const permissions = forgottenOnFailure(askPermissions(installation), () =>
        remembered.delete(installation),
      );
      remember(installation, permissions);
      return permissions;
    },
    forget(installation) {
      remembered.delete(installation);
    },
    async mint(installation, repository, permissions) {
      counter.add("tokens");
      const route = "POST /app/installations/{installation_id}/access_tokens";
      const narrowed = repository === undefined ? {} : { repository_ids: [repository] };
      try {
        const { data } = await send(route, { installation_id: installation, permissions, ...narrowed });
        const { token, expires_at } = data as Data<typeof route>;
        return { token, expiresAt: Date.parse(expires_at) };
      } catch (error) {
        // What was granted may have changed since we asked; the next try asks again.
        remembered.delete(installation);
        throw noToken(error, installation, repository);
      }
    },
  };
}

/** A refused token is about access, whatever the status: nothing behind it may count as absent. */
function noToken(error: unknown, installation: number, repository: number | undefined): unknown {
  const fault = faultOf(error);
  if (fault?.kind !== "refused" && fault?.kind !== "forbidden") return error;
  const whose = repository === undefined ? "" : ` for repository ${repository}`;
  const remedy = "see that the app is still installed there, not suspended, and granted its permissions";
  const detail = `no token of installation ${installation}${whose}: ${fault.detail}; ${remedy}`;
  return new GitHubFault({ ...fault, kind: "forbidden", detail });
}

function forgottenOnFailure<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  answer.catch(forget);
  return answer;
}

function installationIn(data: Data<"GET /app/installations">[number]): Installation {
  const account = data.account;
  return {
    id: data.id,
    account: account !== null && "login" in account ? account.login : "",
    suspended: data.suspended_at !== null,
    permissions: permissionsIn(data),
  };
}

function permissionsIn(data: { readonly permissions: object }): Permissions {
  return Object.fromEntries(
    Object.entries(data.permissions).filter(([, level]) => typeof level === "string"),
  );
}
