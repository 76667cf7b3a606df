import type { Pace } from "./pace.ts";
import type { RawCommit, RawPage } from "./raw.ts";

type Reading = {
  readonly pace: Pace;
  /** The most commits to read. */
  readonly most: number;
  readonly next: (from: { readonly first: number; readonly after: string }) => Promise<RawPage>;
};

/** The commits of a page and of those behind it, each once; a page that brings nothing new is the last. */
export async function commitsFrom(
  page: RawPage,
  { pace, most, next }: Reading,
): Promise<readonly RawCommit[]> {
  const found = new Map(page.nodes.map((commit) => [commit.oid, commit]));
  let { hasNextPage, endCursor: after } = page.pageInfo;
  let isNews = true;
  while (hasNextPage && after !== null && isNews && found.size < most) {
    const [from, room] = [after, most - found.size];
    const more = await pace((size) => next({ first: Math.min(size, room), after: from }));
    isNews = more.nodes.some(({ oid }) => !found.has(oid));
    for (const commit of more.nodes) {
      found.set(commit.oid, commit);
    }
    ({ hasNextPage, endCursor: after } = more.pageInfo);
  }
  return [...found.values()];
}
