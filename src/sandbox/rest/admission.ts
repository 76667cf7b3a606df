import { covers, type Installation } from "../github/apps.ts";
import { findRepository, formerRepository, hasRole, type Repository } from "../github/repository.ts";
import { repoApi } from "../shapes/urls.ts";
import { type Answer, redirect, refusalAnswer } from "./answer.ts";
import { actorOf, appOfCaller } from "./caller.ts";
import { allows, effective } from "./keyring.ts";
import type { Ask, RepositoryAsk, Route } from "./route.ts";

/** The installation through which a person's token reaches a repository. */
const installationAt = ({ caller, world }: Ask, repository: Repository): Installation | undefined =>
  world.installations.find(
    (one) => caller.kind === "user" && one.app === caller.app && !one.suspended && covers(one, repository),
  );

const covered = (ask: Ask, repository: Repository): boolean => {
  const { caller } = ask;
  switch (caller.kind) {
    case "installation":
      return covers(caller.installation, repository) && (caller.repositories?.has(repository.id) ?? true);
    case "user":
      return installationAt(ask, repository) !== undefined;
    case "app":
    case "none":
      return false;
  }
};

/** A person's token can do what both the App and the person may. */
const permitted = (ask: Ask, route: Route, repository: Repository | undefined): boolean => {
  const { caller } = ask;
  const { permission } = route;
  if (!permission) return true;
  switch (caller.kind) {
    case "installation":
      return allows(effective(caller), permission.name, permission.level);
    case "user": {
      const granted = repository && installationAt(ask, repository)?.permissions;
      return (
        allows(granted ?? caller.app.permissions, permission.name, permission.level) &&
        (repository === undefined || hasRole(repository, caller.account, "read"))
      );
    }
    case "app":
    case "none":
      return true;
  }
};

/** A token of the wrong kind: routes for the App's JWT answer 401, the others 403. */
const wrongKind = (ask: Ask, route: Route): Answer | undefined => {
  const { kind } = ask.caller;
  if (route.open) return undefined;
  if (kind !== "none" && route.tokens.includes(kind)) return undefined;
  if (kind === "none") return refusalAnswer("authentication-required");
  return refusalAnswer(route.tokens.includes("app") ? "jwt-unreadable" : "not-accessible");
};

const moved = (ask: Ask, name: string, repository: Repository): Answer => {
  const rest = ask.url.pathname.slice(`${new URL(ask.urls.api).pathname}/repos/${name}`.length);
  return redirect(301, `${repoApi(ask.urls, repository)}${rest}${ask.url.search}`);
};

/** The repository a request is about, as far as its token may see it, or GitHub's answer instead. */
const repositoryOf = (ask: Ask): Repository | Answer => {
  const name = `${ask.params["owner"]}/${ask.params["repo"]}`;
  const repository = findRepository(ask.world, name);
  if (repository) return covered(ask, repository) ? repository : refusalAnswer("not-found");
  const former = formerRepository(ask.world, name);
  return former && covered(ask, former) ? moved(ask, name, former) : refusalAnswer("not-found");
};

const isAnswer = (value: Repository | Answer): value is Answer => "status" in value;

/** Lets a request in if GitHub would, with its repository where the route has one; else gives GitHub's answer. */
export const admit = (
  ask: Ask,
  route: Route,
): Answer | { readonly ask: Ask } | { readonly repository: RepositoryAsk } => {
  const wrong = wrongKind(ask, route);
  if (wrong) return wrong;
  if (route.about === "service") {
    return permitted(ask, route, undefined) ? { ask } : refusalAnswer("not-accessible");
  }
  const repository = repositoryOf(ask);
  if (isAnswer(repository)) return repository;
  if (!permitted(ask, route, repository)) return refusalAnswer("not-accessible");
  if (repository.archived && route.method !== "GET") return refusalAnswer("archived");
  const actor = actorOf(ask.caller);
  const app = appOfCaller(ask.caller);
  if (!actor || !app) return refusalAnswer("authentication-required");
  return { repository: { ...ask, repository, actor, app } };
};
