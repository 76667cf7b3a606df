import type { ReleaseKey } from "./release.ts";

/** No tag's name has a colon in it. https://git-scm.com/docs/git-check-ref-format */
const DESK = /^:(?<issue>[1-9]\d{0,14})$/;

/**
 * The desk of an issue, where requests are answered that are about no board: `/prepare` is said before there is one.
 * In the queue and the ledger it stands beside the releases, under a name that no tag can have.
 */
export function deskKey(repository: number, issue: number): ReleaseKey {
  return { repository, tag: deskName(issue) };
}

/** What stands in a desk's key in place of a tag. */
export function deskName(issue: number): string {
  return `:${issue}`;
}

/** The issue whose desk this is; undefined for a release. */
export function issueAtDesk({ tag }: Pick<ReleaseKey, "tag">): number | undefined {
  const issue = DESK.exec(tag)?.groups?.["issue"];
  return issue === undefined ? undefined : Number(issue);
}
