import { faultOf } from "../../github/fault.ts";
import { newcomersOf, possibleNewcomers } from "../../notes/first-timers.ts";
import type { Range } from "../../release/range.ts";
import { type Asking, there } from "./asking.ts";
import { createPace } from "./pace.ts";
import { authorship } from "./queries.ts";

const LARGEST_BATCH = 50;

type Answer = {
  readonly repository: {
    readonly object: Readonly<Record<string, { readonly nodes: readonly unknown[] }>> | null;
  } | null;
};

/**
 * A range with the people who have no commit before its base. GitHub tells by authorship alone: who was only ever a
 * co-author before, or wrote under an address that is not on their account, is taken for new. Without an answer
 * nobody is, and the range says so.
 */
export async function withNewcomers(
  asking: Asking,
  range: Range,
  { base, users }: { readonly base: string; readonly users: ReadonlyMap<string, string> },
): Promise<Range> {
  try {
    const possible = possibleNewcomers(range).filter((login) => users.has(login));
    const before = await authorsBefore(
      asking,
      base,
      new Map(possible.map((login) => [login, users.get(login)])),
    );
    return {
      ...range,
      newcomers: newcomersOf(
        range,
        possible.filter((login) => !before.has(login)),
      ),
    };
  } catch (error) {
    const why = faultOf(error)?.detail;
    if (why === undefined) {
      throw error;
    }
    return { ...range, missing: [...range.missing, { is: "newcomers-unknown", why }] };
  }
}

/** Of these users, the logins of those who authored a commit up to this one. */
async function authorsBefore(
  { github, place }: Asking,
  commit: string,
  users: ReadonlyMap<string, string | undefined>,
): Promise<ReadonlySet<string>> {
  const pace = createPace(LARGEST_BATCH);
  const left = [...users];
  const before = new Set<string>();
  while (left.length > 0) {
    const { batch, histories } = await pace(async (size) => {
      const batch = left.slice(0, size);
      const variables = Object.fromEntries(batch.map(([, id], at) => [`user${at}`, id]));
      const answer = await github.query<Answer>(authorship(batch.length), { ...place, commit, ...variables });
      return { batch, histories: there(answer.repository?.object, `commit ${commit}`, place) };
    });
    left.splice(0, batch.length);
    for (const [at, [login]] of batch.entries()) {
      if ((histories[`user${at}`]?.nodes ?? []).length > 0) {
        before.add(login);
      }
    }
  }
  return before;
}
