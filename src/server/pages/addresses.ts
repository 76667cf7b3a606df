/** Where the pages are, below the path under which people reach the server ("" for its root). */
export type Addresses = {
  readonly overview: string;
  readonly health: string;
  readonly signIn: string;
  readonly signOut: string;
  repository(of: Named, before?: number): string;
  release(of: Named, tag: string): string;
};

export type Named = { readonly owner: string; readonly name: string };

export const HEALTH_PATH = "/health";
export const SIGN_IN_PATH = "/sign-in";
export const SIGN_OUT_PATH = "/sign-out";
const RELEASES = "/releases";

export function addressesUnder(base: string): Addresses {
  const repository = ({ owner, name }: Named) =>
    `${base}${RELEASES}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  return {
    overview: `${base}/`,
    health: `${base}${HEALTH_PATH}`,
    signIn: `${base}${SIGN_IN_PATH}`,
    signOut: `${base}${SIGN_OUT_PATH}`,
    repository: (of, before) => `${repository(of)}${before === undefined ? "" : `?before=${before}`}`,
    release: (of, tag) => `${repository(of)}/${encodeURIComponent(tag)}`,
  };
}

/** What a path is about. A tag may hold slashes, which some proxies decode. */
export type Place =
  | { readonly is: "overview" }
  | { readonly is: "health" }
  | ({ readonly is: "repository" } & Named)
  | ({ readonly is: "release"; readonly tag: string } & Named);

/** Undefined for a path under which there never is a page. */
export function placeAt(path: string): Place | undefined {
  if (path === "/") return { is: "overview" };
  if (path === HEALTH_PATH) return { is: "health" };
  if (!path.startsWith(`${RELEASES}/`)) return undefined;
  const [owner, name, ...tag] = path
    .slice(RELEASES.length + 1)
    .split("/")
    .map(decoded);
  // https://docs.github.com/repositories/creating-and-managing-repositories: what GitHub takes for names.
  if (!isName(owner, 40) || !isName(name, 101) || tag.includes(undefined)) return undefined;
  if (tag.length === 0) return { is: "repository", owner, name };
  const whole = tag.join("/");
  return whole === "" || whole.length > 250 ? undefined : { is: "release", owner, name, tag: whole };
}

function isName(text: string | undefined, most: number): text is string {
  return text !== undefined && text.length < most && /^[\w.-]+$/.test(text) && text !== "." && text !== "..";
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
