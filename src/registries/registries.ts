import { INDEXES, type IndexName } from "../release/configuration.ts";
import { crates } from "./crates.ts";
import type { IndexSettings } from "./index-client.ts";
import { npm } from "./npm.ts";
import { pypi } from "./pypi.ts";
import type { Registry } from "./registry.ts";

/** How each index is asked, and where the public one is. A new one is a file beside this and a line in here. */
const PUBLIC: Readonly<Record<IndexName, { readonly ask: Ask; readonly at: string }>> = {
  pypi: { ask: pypi, at: "https://pypi.org" },
  testpypi: { ask: pypi, at: "https://test.pypi.org" },
  npm: { ask: npm, at: "https://registry.npmjs.org" },
  crates: { ask: crates, at: "https://index.crates.io" },
};

type Ask = (name: string, base: string, settings: IndexSettings) => Registry;

/** A base address for each index, by its name in the configuration. */
export type IndexUrls = Readonly<Record<IndexName, string>>;

export const PUBLIC_INDEXES: IndexUrls = forEachIndex((name) => PUBLIC[name].at);

export type RegistrySettings = Omit<IndexSettings, "fetch"> & {
  readonly fetchTo?: (index: IndexName) => typeof fetch;
  /** Where the indexes are that are not the public ones. */
  readonly urls?: Partial<IndexUrls>;
};

/** Every registry by its name in the configuration. */
export function registries(given: RegistrySettings): ReadonlyMap<string, Registry> {
  const { urls = {}, fetchTo, ...settings } = given;
  const at: IndexUrls = { ...PUBLIC_INDEXES, ...urls };
  return new Map(
    INDEXES.map((name) => {
      const own = fetchTo === undefined ? settings : { ...settings, fetch: fetchTo(name) };
      return [name, PUBLIC[name].ask(name, at[name], own)];
    }),
  );
}

/** One address for each index. */
export function forEachIndex(address: (name: IndexName) => string): IndexUrls {
  // Object.fromEntries forgets which keys there are; here they are all of INDEXES.
  return Object.fromEntries(INDEXES.map((name) => [name, address(name)])) as IndexUrls;
}
