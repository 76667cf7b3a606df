import { ArtifactRefused } from "./refused.ts";

/**
 * Where GitHub's pre-signed addresses of artifacts and logs lead. Source: GitHub docs, "Accessible domains by function",
 * https://docs.github.com/en/actions/reference/runners/self-hosted-runners
 */
const GITHUB_STORAGE = ["*.blob.core.windows.net", "*.actions.githubusercontent.com"] as const;

/** Places besides GitHub's own storage that artifacts and logs may come from. */
export type AllowedPlaces = {
  /** Host names, reached over https on the usual port: `files.ghe.example`, or `*.ghe.example` for those below. */
  readonly hosts?: readonly string[];
  /** Exact origins. The only way to plain http or another port: `http://127.0.0.1:4010`. */
  readonly origins?: readonly string[];
};

/**
 * The address as a URL when bytes may be fetched from there. Throws ArtifactRefused otherwise, without the
 * path and the query: the query of a pre-signed address is a key.
 */
export function allowedAddress(address: string, { hosts = [], origins = [] }: AllowedPlaces): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw new ArtifactRefused("the address is no URL");
  if (url.username !== "" || url.password !== "") {
    throw new ArtifactRefused("the address carries a user name or password");
  }
  if (origins.some((origin) => URL.canParse(origin) && new URL(origin).origin === url.origin)) return url;
  if (url.protocol !== "https:") {
    throw new ArtifactRefused(`the address at ${url.host} is not https`);
  }
  const known = [...GITHUB_STORAGE, ...hosts].some((pattern) => matches(url.hostname, pattern.toLowerCase()));
  if (!known || url.port !== "") {
    throw new ArtifactRefused(
      `${url.host} is no known storage of GitHub's, and bytes from elsewhere are not trusted`,
    );
  }
  return url;
}

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}
