import { given } from "../release/fact.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** A template with `{repository}`, `{tag}` and `{version}` filled in; whatever else stands in braces stays. */
export function filled(template: string, seen: Snapshot): string {
  const values: Readonly<Record<string, string>> = {
    repository: given(seen.repository)?.name ?? seen.address.name,
    tag: seen.key.tag,
    version: releaseVersion(seen)?.canonical ?? seen.key.tag,
  };
  return template.replace(/\{(repository|tag|version)\}/g, (whole, name: string) => values[name] ?? whole);
}
