import type { Clock } from "../github/clock.ts";
import type { Caller } from "./caller.ts";

type Resource = "core" | "graphql";

interface Budget {
  used: number;
  resetAt: number;
}

/** Requests an hour allows (docs: rate limits for GitHub Apps). */
export const LIMIT = 5000;
const HOUR = 60 * 60 * 1000;

/**
 * The primary rate limit: one budget per installation (or person) and resource. What is asked with an app's own JWT has
 * none: tokens are made for all of its installations (a maintainer of Octokit, actions/create-github-app-token#154:
 * its answers tell of no rate).
 */
export interface Limits {
  /** Takes one request from a budget. */
  take(caller: Caller, resource: Resource): void;
  headers(caller: Caller, resource: Resource): Readonly<Record<string, string>>;
  state(caller: Caller, resource: Resource): { readonly remaining: number; readonly resetAt: number };
  /** Sets what is left, of one installation or of all. */
  leave(remaining: number, installation: number | undefined): void;
}

const ownerOf = (caller: Exclude<Caller, { kind: "app" }>): string => {
  switch (caller.kind) {
    case "installation":
      return `installation ${caller.installation.id}`;
    case "user":
      return `user ${caller.account.id}`;
    case "none":
      return "nobody";
  }
};

export const createLimits = (clock: Clock): Limits => {
  const budgets = new Map<string, Budget>();
  /** What was left at the start for budgets that nobody has used yet. */
  let preset: { readonly remaining: number; readonly installation: string | undefined } | undefined;

  const budgetOf = (caller: Caller, resource: Resource): Budget | undefined => {
    if (caller.kind === "app") return undefined;
    const owner = ownerOf(caller);
    const key = `${owner} ${resource}`;
    const known = budgets.get(key);
    if (known && known.resetAt > clock.now()) return known;
    const applies = preset && !known && (preset.installation ?? owner) === owner;
    const fresh = { used: applies && preset ? LIMIT - preset.remaining : 0, resetAt: clock.now() + HOUR };
    budgets.set(key, fresh);
    return fresh;
  };

  return {
    take(caller, resource) {
      const budget = budgetOf(caller, resource);
      if (budget) budget.used += 1;
    },
    headers(caller, resource) {
      const budget = budgetOf(caller, resource);
      if (!budget) return {};
      const { used, resetAt } = budget;
      return {
        "x-ratelimit-limit": String(LIMIT),
        "x-ratelimit-remaining": String(LIMIT - used),
        "x-ratelimit-reset": String(Math.floor(resetAt / 1000)),
        "x-ratelimit-used": String(used),
        "x-ratelimit-resource": resource,
      };
    },
    state(caller, resource) {
      const budget = budgetOf(caller, resource);
      if (!budget) return { remaining: LIMIT, resetAt: clock.now() + HOUR };
      return { remaining: LIMIT - budget.used, resetAt: budget.resetAt };
    },
    leave(remaining, installation) {
      const owner = installation === undefined ? undefined : `installation ${installation}`;
      preset = { remaining, installation: owner };
      for (const [key, budget] of budgets) {
        if (owner === undefined || key.startsWith(`${owner} `)) budget.used = LIMIT - remaining;
      }
    },
  };
};
