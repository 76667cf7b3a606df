import { type Operation, once, restDescription } from "./description.ts";

/** A described route that a request took. */
export type Route = {
  /** `METHOD /path/{of}/the/description`, the key of every table about routes. */
  readonly name: string;
  readonly operation: Operation;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
};

type Pattern = { readonly name: string; readonly operation: Operation; readonly pattern: RegExp };

const patterns = once((): readonly Pattern[] =>
  Object.entries(restDescription().paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
        pattern: patternOf(path, operation),
      })),
    )
    .sort((a, b) => literalSegments(b.name) - literalSegments(a.name)),
);

/** The described route of a request, the most literal one first; undefined where GitHub describes none. */
export function findRoute(method: string, pathname: string): Route | undefined {
  for (const { name, operation, pattern } of patterns()) {
    if (!name.startsWith(`${method.toUpperCase()} `)) continue;
    const match = pattern.exec(pathname);
    if (match !== null) return { name, operation, parameters: decoded(match.groups ?? {}) };
  }
  return undefined;
}

function patternOf(path: string, operation: Operation): RegExp {
  // Refs and paths of files, in which GitHub takes slashes as they come.
  const multi = operation.parameters.filter((parameter) => parameter["x-multi-segment"]);
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    return `(?<${name}>${multi.some((parameter) => parameter.name === name) ? ".+" : "[^/]+"})`;
  });
  return new RegExp(`^${source}$`, "u");
}

/** Of two routes that fit, the one with more literal segments says more exactly what is meant. */
function literalSegments(name: string): number {
  return name.split("/").filter((segment) => !segment.startsWith("{")).length;
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}
