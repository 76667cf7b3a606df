import type { ReleaseKey } from "./release.ts";

/** No tag's name has a colon in it, and no branch's a space. https://git-scm.com/docs/git-check-ref-format */
const PREFIX = ":branch ";

/**
 * What stands in the key of a branch in place of a tag: it is looked at when pushes to it change the configuration there,
 * which is told on its newest commit.
 */
export function branchName(branch: string): string {
  return `${PREFIX}${branch}`;
}

/** The branch whose key this is; undefined for a release. */
export function branchInKey({ tag }: Pick<ReleaseKey, "tag">): string | undefined {
  return tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : undefined;
}
