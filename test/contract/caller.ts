import { type PermissionFact, permissionTable } from "./description.ts";
import type { Exchange } from "./exchange.ts";
import type { Route } from "./route.ts";

const LEVELS: readonly (string | undefined)[] = ["read", "write", "admin"];

/** Faults of who asks: the kind of token, and the permissions it carries. */
export function callerFaults(route: Route, exchange: Exchange): string[] {
  const kind = kindFault(route, exchange.tokenKind);
  if (kind !== undefined) return [kind];
  const missing = missingPermission(route, exchange);
  return missing === undefined ? [] : [missing];
}

/** Asked before there is an App that could have a token: docs, registering a GitHub App from a manifest. */
const WITHOUT_TOKEN: readonly string[] = ["POST /app-manifests/{code}/conversions"];

function kindFault({ name, operation }: Route, kind: Exchange["tokenKind"]): string | undefined {
  if (WITHOUT_TOKEN.includes(name)) {
    return kind === "none" ? undefined : `caller: wants no token, was asked with ${called(kind)}`;
  }
  const wantsApp = operation["x-authenticate-as"] === "app";
  if (wantsApp)
    return kind === "app" ? undefined : `caller: wants the App's JWT, was asked with ${called(kind)}`;
  switch (kind) {
    case "none":
      return "caller: was asked without a token";
    case "app":
      return "caller: was asked with the App's JWT, wants an installation or user token";
    case "installation":
      return operation["x-github"].enabledForGitHubApps
        ? undefined
        : "caller: is closed to installation tokens (enabledForGitHubApps: false)";
    case "user":
      return undefined;
  }
}

function called(kind: Exchange["tokenKind"]): string {
  return kind === "none" ? "no token" : `a token of kind ${kind}`;
}

function missingPermission({ name }: Route, exchange: Exchange): string | undefined {
  const facts = permissionTable().routes[name]?.anyOf ?? [];
  if (facts.length === 0 || exchange.tokenKind === "app") return undefined;
  const open = facts.filter((fact) => (exchange.tokenKind === "user" ? fact.uat : fact.iat));
  if (open.length === 0) return `caller: takes no token of kind ${exchange.tokenKind}`;
  const held = exchange.permissionsOfToken;
  // Unknown permissions are no evidence of a fault.
  if (held === undefined) return undefined;
  if (open.some((fact) => covers(held, fact))) return undefined;
  const wanted = open.map((fact) => `${fact.permission}: ${fact.access}`);
  return `caller: the token lacks the permission ${wanted.join(" or ")}`;
}

function covers(held: Readonly<Record<string, string>>, fact: PermissionFact): boolean {
  const level = fact.permission === "metadata" ? (held["metadata"] ?? "read") : held[fact.permission];
  return LEVELS.indexOf(level) >= LEVELS.indexOf(fact.access);
}
