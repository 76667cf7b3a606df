import { createHash } from "node:crypto";
import { eq } from "semver";
import { fileInside } from "../files/packed.ts";
import type { Now } from "../index/outages.ts";
import { pageResponse } from "../index/page.ts";
import { createSite, route, type Site } from "../index/site.ts";
import { createTimeline } from "../index/timeline.ts";

interface PublishedCrate {
  readonly name: string;
  readonly vers: string;
  readonly cksum: string;
  readonly yanked: boolean;
}

export interface CratesRegistry extends Site {
  /** Publishes a `.crate` under the name and version in its Cargo.toml. Throws in the words of crates.io. */
  publish(file: { readonly bytes: Uint8Array }): void;
  /** Throws where the version is not there; so do all below. */
  yank(name: string, version: string): void;
  unyank(name: string, version: string): void;
  /** Other bytes under the same version, which no registry allows: what a broken-in one serves. */
  replaceBytes(name: string, version: string, bytes: Uint8Array): void;
  /** How far the index is behind, in seconds from now on; 0 at first. */
  lag(seconds: number): void;
}

/** How long caches may keep a page, in seconds. */
const MAX_AGE = 600;

/** A crates.io in memory, mounted at some address: its sparse index, and what people and workflows do to it. */
export function createCrates({ clock }: { readonly clock: Now }): CratesRegistry {
  const crates = createTimeline<readonly PublishedCrate[]>(clock);
  let lagSeconds = 0;

  const change = (name: string, version: string, changed: Partial<PublishedCrate>) => {
    const earlier = crates.before(pathOf(name), 0) ?? [];
    if (!earlier.some(({ vers }) => vers === version)) {
      throw new Error(`the registry has no ${name} ${version}; publish it first`);
    }
    const lines = earlier.map((one) => (one.vers === version ? { ...one, ...changed } : one));
    crates.change(pathOf(name), () => lines);
  };
  const page = (path: string, request: Request) => {
    const found = crates.before(path, lagSeconds);
    const body = found?.map((one) => `${JSON.stringify({ ...one, deps: [], features: {} })}\n`).join("");
    return body === undefined
      ? unhappy(404)
      : pageResponse(request, { body, contentType: "text/plain", maxAge: MAX_AGE });
  };
  const site = createSite({
    clock,
    unhappy,
    routes: [
      route("GET", "/{length}/{name}", ({ length, name }, { request }) => page(`${length}/${name}`, request)),
      route("GET", "/{first}/{second}/{name}", ({ first, second, name }, { request }) =>
        page(`${first}/${second}/${name}`, request),
      ),
    ],
  });

  return {
    ...site,
    publish({ bytes }) {
      const { name, version } = manifestOf(bytes);
      const refusal = refusalOf(crates.before(pathOf(name), 0) ?? [], name, version);
      if (refusal !== undefined) throw new Error(`400 Bad Request: ${refusal}`);
      const line = { name, vers: version, cksum: sha256(bytes), yanked: false };
      crates.change(pathOf(name), (earlier = []) => [...earlier, line]);
    },
    yank: (name, version) => change(name, version, { yanked: true }),
    unyank: (name, version) => change(name, version, { yanked: false }),
    replaceBytes: (name, version, bytes) => change(name, version, { cksum: sha256(bytes) }),
    lag(seconds) {
      lagSeconds = seconds;
    },
  };
}

/** Sources: crates.io's controllers/krate/publish.rs, and models/version.rs for a version that is there. */
function refusalOf(there: readonly PublishedCrate[], name: string, version: string): string | undefined {
  const before = there.find((one) => one.name !== name);
  if (before !== undefined) return `crate was previously named \`${before.name}\``;
  // Build metadata makes no other version.
  return there.some(({ vers }) => eq(vers, version))
    ? `crate version \`${version}\` is already uploaded`
    : undefined;
}

function manifestOf(bytes: Uint8Array): { readonly name: string; readonly version: string } {
  const text = fileInside(bytes, "/Cargo.toml");
  const field = (key: string) =>
    new RegExp(`^${key} = "(?<value>[^"]+)"$`, "m").exec(text)?.groups?.["value"] ?? "";
  return { name: field("name"), version: field("version") };
}

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files */
function pathOf(crate: string): string {
  const name = crate.toLowerCase();
  switch (name.length) {
    case 1:
    case 2:
      return `${name.length}/${name}`;
    case 3:
      return `3/${name.slice(0, 1)}/${name}`;
    default:
      return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What a bucket behind a CDN says: words for nobody. */
function unhappy(status: number, retryAfter?: number): Response {
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return new Response(status === 404 ? "Not Found" : "unavailable", { status, headers });
}
