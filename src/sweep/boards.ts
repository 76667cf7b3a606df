import type { Covered } from "../github/github.ts";
import { DAY, HOUR, type Instant } from "../release/instant.ts";
import { keysInBody } from "../release/marker-text.ts";
import { keyText } from "../release/release.ts";
import type { Sweeping } from "./sweep.ts";

/** GitHub's search learns of a change within minutes as a rule, but does not say when. */
const LAG = HOUR;

/** Who has had no answer for so long, has asked again or given up. */
const WINDOW = 7 * DAY;

/** A search goes so many pages deep; more boards than that are not spoken on in an hour. */
const MOST_PAGES = 8;

/** Text at the beginning of a line that may be a command; whether it is one is the plan's business. */
const MAYBE_COMMAND = /^\/[a-z]/m;

/**
 * GraphQL's `viewer` answers for installation tokens with the app's bot, so the marks are the app's own.
 * https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests
 */
const SEARCH = `query($search: String!, $after: String) {
  search(type: ISSUE, query: $search, first: 25, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on Issue {
        number
        body
        repository { id }
        comments(last: 50) {
          nodes { body author { __typename } reactionGroups { content viewerHasReacted } }
        }
      }
    }
  }
}`;

type Found = {
  readonly search: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly (Partial<Issue> | null)[];
  };
};

export type Issue = {
  readonly number: number;
  readonly body: string;
  readonly repository: { readonly id: string };
  readonly comments: { readonly nodes: readonly (Comment | null)[] };
};

type Comment = {
  readonly body: string;
  readonly author: { readonly __typename: string } | null;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
};

export type BoardsAsked = {
  readonly account: string;
  readonly covered: readonly Covered[];
  /** When the boards were asked for last; 0: never. */
  readonly since: Instant;
  /** For the first time in this round: then every open board that the store does not know is woken as well. */
  readonly isFirst: boolean;
};

/**
 * Wakes releases that nobody looks at any more but whose board has a command that the app has not closed with its
 * mark. One search for all repositories of an account, whatever their number.
 */
export async function wakeBoards(sweeping: Sweeping, asked: BoardsAsked): Promise<void> {
  const since = updatedSince(sweeping, asked);
  const ours = `is:issue author:app/${sweeping.slug} user:${asked.account} sort:updated-desc`;
  if (asked.isFirst) {
    await wakeFound(sweeping, asked, { search: `${ours} is:open`, which: () => true });
  }
  await wakeFound(sweeping, asked, { search: `${ours} ${since}`, which: isSpokenTo });
}

/** What of issues that the last search may have missed. */
export function updatedSince({ clock }: Sweeping, { since }: Pick<BoardsAsked, "since">): string {
  const from = Math.max(since - LAG, clock.now() - WINDOW);
  return `updated:>=${new Date(from).toISOString().slice(0, 19)}Z`;
}

type Which = { readonly search: string; readonly which: (board: Issue) => boolean };

async function wakeFound(
  sweeping: Sweeping,
  asked: Pick<BoardsAsked, "account" | "covered">,
  { search, which }: Which,
): Promise<void> {
  for await (const { place, issue } of foundIssues(sweeping, asked, search)) {
    if (which(issue)) {
      await wake(sweeping, place, issue);
    }
  }
}

/** What a search finds where the app is installed, page by page: it also finds what the app has written elsewhere. */
export async function* foundIssues(
  sweeping: Sweeping,
  { account, covered }: Pick<BoardsAsked, "account" | "covered">,
  search: string,
): AsyncGenerator<{ readonly place: Covered; readonly issue: Issue }> {
  const [first] = covered;
  if (account === "" || first === undefined) {
    return;
  }
  const querying = sweeping.github.querying(first.address.installation, { urgency: "background" });
  const places = new Map(covered.map((one) => [one.node, one]));
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found: Found = await querying.query<Found>(SEARCH, { search, after });
    for (const node of found.search.nodes) {
      const place = node?.repository && places.get(node.repository.id);
      if (place !== undefined && isBoard(node)) {
        yield { place, issue: node };
      }
    }
    if (!found.search.pageInfo.hasNextPage) {
      return;
    }
    after = found.search.pageInfo.endCursor;
  }
}

function isBoard(node: Partial<Issue> | null): node is Issue {
  return node?.body !== undefined && node.comments !== undefined;
}

function isSpokenTo(issue: Issue): boolean {
  return hasOpen(issue, MAYBE_COMMAND);
}

/** Whether a person's last words include what may be such a command, and has got no answer. */
export function hasOpen({ comments }: Issue, command: RegExp): boolean {
  return comments.nodes.some(
    (comment) =>
      comment?.author?.__typename !== "Bot" && command.test(comment?.body ?? "") && !isClosed(comment),
  );
}

function isClosed(comment: Comment | null): boolean {
  return (comment?.reactionGroups ?? []).some(
    ({ content, viewerHasReacted }) => viewerHasReacted && (content === "ROCKET" || content === "CONFUSED"),
  );
}

async function wake({ queue, underWay }: Sweeping, { address }: Covered, board: Issue): Promise<void> {
  const { installation, owner, name, repository } = address;
  for (const key of keysInBody(board.body)) {
    if (key.repository === repository && !underWay.has(keyText(key))) {
      await queue.wake({ key, address: { installation, owner, name }, because: "sweep" });
    }
  }
}
