import type { Reading } from "../github/github.ts";
import type { Instant } from "../release/instant.ts";

/** A run that was started for a tag's name. */
export type RunOfRef = { readonly tag: string; readonly startedAt: Instant };

const ROUTE = "GET /repos/{owner}/{repo}/actions/runs";
const TAGS = "refs/tags/";

/**
 * The tags that have runs which were created since then by a push or a dispatch, or which wait at a gate now. A
 * run's list does not tell a tag from a branch of that name; the list of all tags, asked for only then, does.
 * https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export async function runsSince(
  github: Reading,
  since: Instant,
  known: { readonly except: string | undefined; readonly tags: readonly string[] },
): Promise<readonly RunOfRef[]> {
  const created = `>=${new Date(since).toISOString().slice(0, 19)}Z`;
  const lists = [
    await github.readAll(ROUTE, { status: "waiting" }, { most: 1 }),
    await github.readAll(ROUTE, { event: "push", created }, { most: 2 }),
    await github.readAll(ROUTE, { event: "workflow_dispatch", created }, { most: 1 }),
  ];
  const runs = lists.flat().flatMap((run) => {
    const { head_branch: tag, run_started_at, created_at } = run;
    return tag === null || tag === known.except
      ? []
      : [{ tag, startedAt: Date.parse(run_started_at ?? created_at) }];
  });
  const isKnown = new Set(known.tags);
  if (runs.every(({ tag }) => isKnown.has(tag))) {
    return runs;
  }
  const refs = await github.read("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags/" });
  const tags = new Set(refs.map(({ ref }) => ref.slice(TAGS.length)));
  return runs.filter(({ tag }) => tags.has(tag));
}
