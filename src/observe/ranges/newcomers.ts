import { faultOf } from "../../github/fault.ts";
import { newcomersOf, possibleNewcomers } from "../../notes/first-timers.ts";
import { type Instant, SECOND } from "../../release/instant.ts";
import type { Range } from "../../release/range.ts";
import { type Asking, there } from "./asking.ts";
import { createPace } from "./pace.ts";
import { authorship } from "./queries.ts";

const LARGEST_BATCH = 50;

/** Of each user, no commit or one. */
type Histories = Readonly<Record<string, { readonly nodes: readonly unknown[] }>>;

type Answer = {
  readonly repository: {
    readonly object: Histories | null;
    readonly defaultBranchRef: { readonly target: Histories | null } | null;
  } | null;
};

/** Somebody who may be new: GitHub's id of them, and when they began what is in the range. */
type Possible = { readonly login: string; readonly id: string; readonly began: Instant };

/**
 * A range with the people who have no commit before its base, and none on the default branch before those in the range:
 * a release branch has few of the commits of people who have long been here. GitHub tells by authorship alone: who was only ever a
 * co-author before, or wrote under an address that is not on their account, is taken for new. Without an answer
 * nobody is, and the range says so.
 */
export async function withNewcomers(
  asking: Asking,
  range: Range,
  { base, users }: { readonly base: string; readonly users: ReadonlyMap<string, string> },
): Promise<Range> {
  try {
    const possible = possibleNewcomers(range).flatMap((login) => {
      const id = users.get(login);
      return id === undefined ? [] : [{ login, id, began: beganAt(range, login) }];
    });
    const before = await authorsBefore(asking, base, possible);
    const logins = possible.map(({ login }) => login).filter((login) => !before.has(login));
    return { ...range, newcomers: newcomersOf(range, logins) };
  } catch (error) {
    const why = faultOf(error)?.detail;
    if (why === undefined) {
      throw error;
    }
    return { ...range, missing: [...range.missing, { is: "newcomers-unknown", why }] };
  }
}

/** When the first of somebody's commits was written, whenever it was merged or picked. */
function beganAt({ commits, pullRequests }: Range, login: string): Instant {
  const theirs = new Set(
    pullRequests.flatMap(({ number, author }) => (author?.login === login ? number : [])),
  );
  const times = commits
    .filter(
      (one) =>
        one.authors.some(({ account }) => account?.login === login) ||
        one.pullRequests.some((number) => theirs.has(number)),
    )
    .map(({ authoredAt }) => authoredAt);
  return times.length === 0 ? SECOND : times.reduce((a, b) => Math.min(a, b));
}

/** Of these users, the logins of those who authored a commit up to this one, or on the default branch before. */
async function authorsBefore(
  { github, place }: Asking,
  commit: string,
  users: readonly Possible[],
): Promise<ReadonlySet<string>> {
  const pace = createPace(LARGEST_BATCH);
  const left = [...users];
  const before = new Set<string>();
  while (left.length > 0) {
    const { batch, histories } = await pace(async (size) => {
      const batch = left.slice(0, size);
      const variables = Object.fromEntries(
        batch.flatMap(({ id, began }, at) => [
          [`user${at}`, id],
          [`until${at}`, new Date(began - SECOND).toISOString()],
        ]),
      );
      const wanted = { ...place, commit, ...variables };
      const answer = await github.query<Answer>(authorship(batch.length), wanted, { paced: true });
      const { object, defaultBranchRef } = there(answer.repository, "the repository", place);
      const upToBase = there(object, `commit ${commit}`, place);
      return { batch, histories: [upToBase, defaultBranchRef?.target ?? {}] };
    });
    left.splice(0, batch.length);
    for (const [at, { login }] of batch.entries()) {
      if (histories.some((one) => (one[`user${at}`]?.nodes ?? []).length > 0)) {
        before.add(login);
      }
    }
  }
  return before;
}
