import { INDEXES, type IndexName } from "../release/configuration.ts";
import { crates } from "./crates.ts";
import type { IndexSettings } from "./index-client.ts";
import { npm } from "./npm.ts";
import { pypi } from "./pypi.ts";
import type { Registry } from "./registry.ts";

/** Where the public indexes are, unless the server's settings name other places. */
export const PUBLIC_INDEXES = {
  pypi: "https://pypi.org",
  testpypi: "https://test.pypi.org",
  npm: "https://registry.npmjs.org",
  crates: "https://index.crates.io",
} as const satisfies Record<IndexName, string>;

export type IndexUrls = Readonly<Record<IndexName, string>>;

export type RegistrySettings = IndexSettings & { readonly urls?: Partial<IndexUrls> };

/** How each index is asked. A new one is a file beside this and a line in here, besides its address above. */
const ASKED: Readonly<Record<IndexName, typeof pypi>> = { pypi, testpypi: pypi, npm, crates };

/** Every registry by its name in the configuration. */
export function registries({ urls = {}, ...settings }: RegistrySettings): ReadonlyMap<string, Registry> {
  const at: IndexUrls = { ...PUBLIC_INDEXES, ...urls };
  return new Map(INDEXES.map((name) => [name, ASKED[name](name, at[name], settings)]));
}
