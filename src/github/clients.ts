import type { AppClient } from "./app-client.ts";
import { countingBoth } from "./counts.ts";
import { GitHubFault } from "./fault.ts";
import { createGet } from "./get.ts";
import type { GitHub, Reach, RepositoryAddress } from "./github.ts";
import type { Limiter, Whose } from "./limiter.ts";
import { asPerson, whoIs } from "./person.ts";
import { query } from "./query.ts";
import { createReading, pages } from "./reading.ts";
import type { Data } from "./routes.ts";
import { createSleeper } from "./sleeper.ts";
import { lackingFor, type Permissions, permissionsOf, permissionsToRead, type Task } from "./tasks.ts";
import type { Scope, Tokens } from "./tokens.ts";
import { createWay, type Ground, type Lent, type Purse, type Way } from "./way.ts";
import type { WebhookLog } from "./webhook-log.ts";
import { createWriting } from "./writing.ts";

type Wiring = {
  readonly ground: Ground;
  readonly limiterOf: (whose: Whose) => Limiter;
  readonly app: AppClient;
  readonly webhookLog: WebhookLog;
  readonly tokens: Tokens;
};

/** The clients of every installation and repository, over shared tokens, limits and answers. */
export function createClients({ ground, limiterOf, app, webhookLog, tokens }: Wiring): GitHub {
  function wayTo(installation: number, reach: Reach, address?: RepositoryAddress): Way {
    return createWay({
      ...ground,
      counter: countingBoth(ground.counter, reach.counter),
      ...(address ? { address } : {}),
      limiter: limiterOf(`installation ${installation}`),
      sleep: reach.sleeper ?? createSleeper(ground.clock),
      urgency: reach.urgency ?? "progress",
    });
  }

  /** A purse for one repository; what its tokens may do depends on the route and on what is granted. */
  function purseFor(
    address: RepositoryAddress,
    needed: (route: string, by: Permissions) => Permissions,
  ): Purse {
    const { installation, repository } = address;
    return async (route) => {
      const permissions = needed(route, await app.permissions(installation));
      return await lend(tokens, { installation, repository, permissions });
    };
  }

  function reading(address: RepositoryAddress, reach: Reach = {}) {
    return createReading(wayTo(address.installation, reach, address), purseFor(address, permissionsToRead));
  }

  return {
    app: app.app,
    installations: app.installations,
    async repositories(installation) {
      const way = wayTo(installation, { urgency: "background" });
      const get = createGet(way, () => lend(tokens, { installation, permissions: { metadata: "read" } }));
      const route = "GET /installation/repositories";
      const found = await pages(way, get, { route, url: way.urlOf(route, { per_page: 100 }) });
      return (found as Data<typeof route>["repositories"])
        .filter((repository) => !repository.archived)
        .map(({ id, node_id, name, owner, pushed_at }) => ({
          address: { installation, repository: id, owner: owner.login, name },
          node: node_id,
          pushedAt: pushed_at === null ? 0 : Date.parse(pushed_at),
        }));
    },
    querying(installation, reach = {}) {
      const way = wayTo(installation, reach);
      const purse: Purse = async () => {
        const permissions = permissionsToRead("", await app.permissions(installation));
        return await lend(tokens, { installation, permissions });
      };
      return {
        query: (document, variables, options = {}) => query(way, purse, { document, variables, ...options }),
      };
    },
    webhookLog,
    permissions: app.permissions,
    forget(installation) {
      app.forget(installation);
      tokens.forget(installation);
    },
    reading,
    writing(address, task, { guard, ...reach }) {
      // Both halves wait in one line, like everything one conduct does.
      const sleeper = reach.sleeper ?? createSleeper(ground.clock);
      const purse = purseFor(address, (_route, by) => permissionsFor(task, by));
      const way = wayTo(address.installation, { ...reach, sleeper }, address);
      return createWriting(way, purse, { reading: reading(address, { ...reach, sleeper }), guard });
    },
    asPerson: (address, person, reach) => asPerson({ ground, limiterOf }, { address, person, reach }),
    whoIs: (token) => whoIs(ground, token),
    counts: ground.counter.counts,
  };
}

async function lend(tokens: Tokens, scope: Scope): Promise<Lent> {
  return { token: await tokens.take(scope), refused: () => tokens.refused(scope) };
}

function permissionsFor(task: Task, by: Permissions): Permissions {
  const missing = lackingFor(task, by);
  if (missing.length === 0) return permissionsOf(task, by);
  const remedy = "an owner has to accept the app's permissions in its installation's settings";
  throw new GitHubFault({
    kind: "forbidden",
    detail: `the installation has not granted ${missing.join(" and ")}: ${remedy}`,
  });
}
