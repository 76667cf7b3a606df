import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** GitHub's link to everything that came since a tag; without one, to everything up to the tag of the release. */
export function comparison(seen: Snapshot, base: string | undefined): string {
  const head = place(seen.key.tag);
  const path = base === undefined ? `commits/${head}` : `compare/${place(base)}...${head}`;
  return `**Full Changelog**: ${repositoryUrl(seen)}/${path}`;
}

/** The page of a pull request. */
export function pullRequestUrl(seen: Snapshot, number: number): string {
  return `${repositoryUrl(seen)}/pull/${number}`;
}

function repositoryUrl({ repository, address }: Snapshot): string {
  return given(repository)?.url ?? `https://github.com/${address.owner}/${address.name}`;
}

/** A tag's name may hold what ends a link or has a meaning in Markdown. */
function place(tag: string): string {
  return encodeURIComponent(tag)
    .replaceAll("%2F", "/")
    .replace(/[!'()*~_]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
