import type { IndexSettings } from "./index-client.ts";
import { pypi } from "./pypi.ts";
import type { Registry } from "./registry.ts";

/** Where the public indexes are, unless the server's settings name other places. */
export const PUBLIC_INDEXES = { pypi: "https://pypi.org", testpypi: "https://test.pypi.org" } as const;

type RegistryName = keyof typeof PUBLIC_INDEXES;

export type RegistrySettings = IndexSettings & {
  readonly urls?: Partial<Readonly<Record<RegistryName, string>>>;
};

/** Every registry by its name in the configuration. A new one is a file beside this and a line in here. */
export function registries({ urls = {}, ...settings }: RegistrySettings): ReadonlyMap<string, Registry> {
  const at = { ...PUBLIC_INDEXES, ...urls };
  const all = [pypi("pypi", at.pypi, settings), pypi("testpypi", at.testpypi, settings)];
  return new Map(all.map((registry) => [registry.name, registry]));
}
