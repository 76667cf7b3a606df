import { fileInside } from "../files/packed.ts";
import type { Now } from "../index/outages.ts";
import { pageResponse } from "../index/page.ts";
import { createSite, route, type Site } from "../index/site.ts";
import { createTimeline } from "../index/timeline.ts";
import {
  gravestone,
  type Package,
  type PublishedVersion,
  packument,
  versionOf,
  withoutVersion,
  withVersion,
} from "./package.ts";

/** How far the two documents of a package are behind what was published, in seconds. */
interface Lag {
  readonly installSeconds: number;
  readonly wholeSeconds: number;
}

export interface NpmRegistry extends Site {
  /**
   * Publishes a tarball under the name and version in its package.json, with a dist-tag: `latest` unless given. Throws
   * in the words of the registry where the version was ever used.
   */
  publish(tarball: { readonly bytes: Uint8Array }, options?: { readonly tag?: string }): void;
  /** Throws where the version is not there; so do all below. */
  deprecate(name: string, version: string, reason: string): void;
  unpublish(name: string, version: string): void;
  /** Moves a dist-tag, as `npm dist-tag add` does. */
  tag(name: string, version: string, tag: string): void;
  /** Other bytes under the same version, which no registry allows: what a broken-in one serves. */
  replaceBytes(name: string, version: string, bytes: Uint8Array): void;
  /** From now on; both are 0 at first. */
  lag(lag: Partial<Lag>): void;
}

/** How long caches may keep a document, in seconds. */
const MAX_AGE = 300;
const FOR_INSTALLERS = "application/vnd.npm.install-v1+json";

/** An npm registry in memory, mounted at `host`: the packages' documents, and what people and workflows do to them. */
export function createNpm({ clock, host }: { readonly clock: Now; readonly host: string }): NpmRegistry {
  const packages = createTimeline<Package>(clock);
  let lag: Lag = { installSeconds: 0, wholeSeconds: 0 };

  const change = (
    name: string,
    version: string,
    how: (earlier: Package, one: PublishedVersion) => Package,
  ) => {
    const earlier = packages.before(name, 0);
    const one = versionOf(earlier, version);
    if (!earlier || !one) throw new Error(`the registry has no ${name} ${version}; publish it first`);
    packages.change(name, () => how(earlier, one));
  };
  const site = createSite({
    clock,
    unhappy,
    routes: [
      // A scoped name comes as one part of the path: `/@scope%2Fname`.
      route("GET", "/{name}", ({ name }, { request }) => {
        const whole = !(request.headers.get("accept") ?? "").includes(FOR_INSTALLERS);
        const found = packages.before(name, whole ? lag.wholeSeconds : lag.installSeconds);
        return document(request, { found, host: host.replace(/\/$/, ""), whole });
      }),
    ],
  });

  return {
    ...site,
    publish({ bytes }, { tag = "latest" } = {}) {
      const { name, version } = JSON.parse(fileInside(bytes, "package/package.json"));
      const refusal = refusalOf(packages.before(name, 0), version);
      if (refusal !== undefined) throw new Error(refusal);
      packages.change(name, (earlier = { name, versions: [], time: {}, tags: {} }) =>
        withVersion(earlier, { version, bytes }, { tag, at: clock.now() }),
      );
    },
    deprecate: (name, version, reason) =>
      change(name, version, (earlier, one) => replaced(earlier, { ...one, deprecated: reason })),
    unpublish: (name, version) => change(name, version, (earlier) => withoutVersion(earlier, version)),
    tag: (name, version, tag) =>
      change(name, version, (earlier) => ({ ...earlier, tags: { ...earlier.tags, [tag]: version } })),
    replaceBytes: (name, version, bytes) =>
      change(name, version, (earlier, one) => replaced(earlier, { ...one, bytes })),
    lag(changed) {
      lag = { ...lag, ...changed };
    },
  };
}

/**
 * Why the registry refuses a version, in its words. Sources: npm/cli#3076 for one that was unpublished; for one that is
 * there what `npm publish` prints of a 403.
 */
function refusalOf(found: Package | undefined, version: string): string | undefined {
  if (versionOf(found, version) !== undefined) {
    return `403 Forbidden: You cannot publish over the previously published versions: ${version}.`;
  }
  return found !== undefined && Object.hasOwn(found.time, version)
    ? `400 Bad Request: Cannot publish over previously published version "${version}".`
    : undefined;
}

function replaced(earlier: Package, version: PublishedVersion): Package {
  const versions = earlier.versions.map((one) => (one.version === version.version ? version : one));
  return { ...earlier, versions };
}

type Document = { readonly found: Package | undefined; readonly host: string; readonly whole: boolean };

function document(request: Request, { found, host, whole }: Document): Response {
  if (found === undefined || (found.versions.length === 0 && !whole)) return unhappy(404);
  const content = found.versions.length === 0 ? gravestone(found) : packument(found, host, whole);
  return pageResponse(request, {
    body: JSON.stringify(content),
    contentType: whole ? "application/json" : FOR_INSTALLERS,
    maxAge: MAX_AGE,
  });
}

function unhappy(status: number, retryAfter?: number): Response {
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return Response.json({ error: status === 404 ? "Not found" : "unavailable" }, { status, headers });
}
