import { GitHubFault } from "../../github/fault.ts";
import type { Reading } from "../../github/github.ts";
import { createPace, type Pace } from "./pace.ts";
import { COMPARISON, HISTORY } from "./queries.ts";
import type { ComparisonAnswer, HistoryAnswer, RawComparison, RawPage, RawTarget } from "./raw.ts";

/** What a reading of ranges is about, and how it asks. */
export type Asking = {
  readonly github: Pick<Reading, "query">;
  readonly place: { readonly owner: string; readonly name: string };
  /** The release's tag and its commit. */
  readonly tag: string;
  readonly commit: string;
  /** How many commits a query may ask for. */
  readonly pace: Pace;
  /** Whether descriptions and files of pull requests are needed. */
  readonly details: { readonly body: boolean; readonly files: boolean };
};

/** GitHub allows no longer pages. */
const LARGEST_PAGE = 100;

export function createAsking(given: Omit<Asking, "pace">): Asking {
  return { ...given, pace: createPace(LARGEST_PAGE) };
}

/** Where a page begins. */
type From = { readonly first: number; readonly after: string | null };

/** A tag and what comes after it up to a commit. */
export type Compared = {
  /** The commit that the tag leads to. */
  readonly commit: string;
  readonly comparison: RawComparison;
  /** As GitHub calls the repository now. */
  readonly repository: string;
};

/** A page of the commits that `head` has and the tag lacks; undefined without such a tag, or a common history. */
export async function compare(
  { github, place }: Asking,
  { tag, head }: { readonly tag: string; readonly head: string },
  from: From,
): Promise<Compared | undefined> {
  const variables = { ...place, base: `refs/tags/${tag}`, head, ...from };
  const answer = await github.query<ComparisonAnswer>(COMPARISON, variables, { partial: true, paced: true });
  const { nameWithOwner, ref } = there(answer.repository, "the repository", place);
  const { target, compare: comparison } = ref ?? { target: null, compare: null };
  if (target === null || comparison === null) {
    return undefined;
  }
  return { commit: peeled(target), comparison, repository: nameWithOwner };
}

function peeled({ oid, target }: RawTarget): string {
  return target === undefined ? oid : peeled(target);
}

/** A page of the release's commit and all before it. */
export async function history(
  { github, place, commit }: Asking,
  from: From,
): Promise<{ readonly page: RawPage; readonly repository: string }> {
  const answer = await github.query<HistoryAnswer>(HISTORY, { ...place, commit, ...from }, { paced: true });
  const { nameWithOwner, object } = there(answer.repository, "the repository", place);
  return { page: there(object?.history, `commit ${commit}`, place), repository: nameWithOwner };
}

/** What GitHub has to have, as it told of it before. */
export function there<T>(found: T | null | undefined, what: string, { owner, name }: Asking["place"]): T {
  if (found === null || found === undefined) {
    const detail = `GraphQL query (${owner}/${name}): ${what} is not there, or the app may not see it`;
    throw new GitHubFault({ kind: "broken", detail });
  }
  return found;
}
