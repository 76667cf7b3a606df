import { branchInKey } from "./branch-key.ts";
import { issueAtDesk } from "./desk.ts";
import { isSetup } from "./setup-key.ts";

/** What identifies a release: survives renames of the repository, dies with the repository or the tag. */
export type ReleaseKey = { readonly repository: number; readonly tag: string };

/** Where the repository was last seen. A hint to reach it by; the key decides whether it is the right one. */
export type Address = { readonly installation: number; readonly owner: string; readonly name: string };

/** Whether the key is a release's: what else is in the queue goes by names that no tag can have. */
export function isRelease({ tag }: Pick<ReleaseKey, "tag">): boolean {
  return !tag.startsWith(":");
}

/** The key as one line of text, for logs, the ledger and check runs' `external_id`. */
export function keyText(key: ReleaseKey): string {
  return `${key.repository}:${key.tag}`;
}

/**
 * A release as people read it, `owner/repo@tag`; a desk as its issue, `owner/repo#12`; a set-up as
 * `owner/repo:configuration`, and that of a branch as `owner/repo:branch side`.
 */
export function releaseName(address: Address, tag: string): string {
  const issue = issueAtDesk({ tag });
  if (isSetup({ tag }) || branchInKey({ tag }) !== undefined) {
    return `${address.owner}/${address.name}${tag}`;
  }
  return `${address.owner}/${address.name}${issue === undefined ? `@${tag}` : `#${issue}`}`;
}
