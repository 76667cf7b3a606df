import { given } from "../release/fact.ts";
import { TITLE_PLACEHOLDERS, type TitlePlaceholder } from "../release/placeholder.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";

const FILLED = new RegExp(`\\{(?:${TITLE_PLACEHOLDERS.join("|")})\\}`, "g");

/** A template with `{repository}`, `{tag}` and `{version}` filled in; whatever else stands in braces stays. */
export function filled(template: string, seen: Snapshot): string {
  const values: Readonly<Record<`{${TitlePlaceholder}}`, string>> = {
    "{repository}": given(seen.repository)?.name ?? seen.address.name,
    "{tag}": seen.key.tag,
    "{version}": releaseVersion(seen)?.canonical ?? seen.key.tag,
  };
  return template.replace(FILLED, (placeholder) => values[placeholder as keyof typeof values]);
}
