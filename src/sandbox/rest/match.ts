import type { Route } from "./route.ts";

/** Parameters that are numbers; a workflow is also known by its file's name. */
const NUMERIC = /^(?!workflow_).*_(id|number)$/;

/** Parameters that may span several segments: Octokit escapes their slashes, hand-written clients do not. */
const LONG = new Set(["path", "ref", "basehead", "tag", "environment_name"]);

const escaped = (literal: string): string => literal.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");

const patternOf = (template: string): RegExp => {
  const source = template
    .split("/")
    .map((segment) => {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined) return escaped(segment);
      if (NUMERIC.test(name)) return `(?<${name}>\\d+)`;
      return `(?<${name}>${LONG.has(name) ? ".+" : "[^/]+"})`;
    })
    .join("/");
  return new RegExp(`^${source}$`);
};

const literals = (route: Route): number =>
  route.path.split("/").filter((segment) => !segment.startsWith("{")).length;

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export type Matcher = (request: { method: string; path: string; uploads: boolean }) => Match | undefined;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** Clients ask for the same few paths again and again. */
const MOST_KNOWN = 5_000;

/** Finds the route of a request; of several that fit, the most literal one. */
export const createMatcher = (routes: readonly Route[]): Matcher => {
  const compiled = routes
    .map((route) => ({ route, pattern: patternOf(route.path) }))
    .sort((a, b) => literals(b.route) - literals(a.route));
  const find: Matcher = ({ method, path, uploads }) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== method || (route.uploads ?? false) !== uploads) continue;
      const groups = pattern.exec(path)?.groups;
      if (groups || pattern.test(path)) {
        const params = Object.entries(groups ?? {}).map(([name, value]) => [name, decoded(value)]);
        return { route, params: Object.fromEntries(params) };
      }
    }
    return undefined;
  };
  const known = new Map<string, Match>();
  return (request) => {
    const key = `${request.method} ${request.uploads} ${request.path}`;
    const match = known.get(key) ?? find(request);
    if (match && known.size < MOST_KNOWN) known.set(key, match);
    return match;
  };
};
