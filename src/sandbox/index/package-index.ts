import { type Catalogue, createCatalogue } from "./catalogue.ts";
import type { Now } from "./outages.ts";
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
  const { seen, stored, ...verbs } = createCatalogue(clock);
  const site = createSite({
    clock,
    routes: routes({ ...verbs, seen, stored }, host.replace(/\/$/, "")),
    unhappy,
  });
  return { name, ...verbs, ...site };
}
