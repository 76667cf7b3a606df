import type { ReleaseKey } from "./release.ts";

/**
 * What stands in the key of a repository's set-up in place of a tag: no tag's name has a colon in it. It is looked at when
 * the configuration on the default branch changes, and told on the commit that changed it.
 */
export const SETUP_NAME = ":configuration";

/** Whether the key is that of a repository's set-up, and of no release. */
export function isSetup({ tag }: Pick<ReleaseKey, "tag">): boolean {
  return tag === SETUP_NAME;
}
