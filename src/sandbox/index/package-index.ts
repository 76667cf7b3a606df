import { type Catalogue, createCatalogue } from "./catalogue.ts";
import type { Now, Outage } from "./outages.ts";
import { routes, unhappy } from "./routes.ts";
import { createSite, type Site } from "./site.ts";

export interface PackageIndex extends Omit<Catalogue, "seen" | "stored">, Site {
  readonly name: "pypi" | "testpypi";
}

interface IndexSettings {
  readonly clock: Now;
  readonly name: "pypi" | "testpypi";
  /** The URL the index is mounted at, such as `http://sandbox.test/pypi`; it stands before the URLs in its pages. */
  readonly host: string;
}

/** A package index in memory with the addresses, fields and refusals of PyPI; each has its own accounts and contents. */
export function createIndex({ clock, name, host }: IndexSettings): PackageIndex {
  const { seen, stored, upload, ...verbs } = createCatalogue(clock);
  const site = createSite({
    clock,
    routes: routes({ seen, stored }, host.replace(/\/$/, "")),
    unhappy,
  });
  return {
    name,
    ...verbs,
    ...site,
    async upload(project, files, options) {
      for (const file of files) {
        const trouble = site.meet(UPLOADS);
        if (trouble && trouble.when !== "after") throw unanswered(trouble);
        await upload(project, [file], options);
        if (trouble) throw unanswered(trouble);
      }
    },
  };
}

/** Where uploads go to: the path by which an outage may be theirs alone. https://docs.pypi.org/api/upload/ */
const UPLOADS = "/legacy/";

/** As `requests` words it, which twine uploads with. */
function unanswered({ status }: Outage): Error {
  return new Error(
    status === "refused"
      ? "ConnectionError: Connection refused"
      : `${status} ${STATUS_TEXTS[status] ?? "Error"}`,
  );
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
