import type { Newcomer, Range } from "../release/range.ts";
import { OWN } from "./association.ts";

type Content = Pick<Range, "commits" | "pullRequests">;

/** Accounts whose first contribution may be in the range: authors and co-authors, no bots, nobody of the project's own. */
export function possibleNewcomers({ commits, pullRequests }: Content): readonly string[] {
  const own = new Set(
    pullRequests.flatMap(({ author, association }) => (author && OWN.has(association) ? author.login : [])),
  );
  const accounts = [
    ...pullRequests.map(({ author }) => author),
    ...commits.flatMap(({ authors }) => authors.map(({ account }) => account)),
  ];
  const people = accounts.flatMap((one) => (one === undefined || one.bot ? [] : one.login));
  return [...new Set(people)].filter((login) => !own.has(login));
}

/** Newcomers, each with the pull request they came with first, in the order in which those were merged. */
export function newcomersOf(range: Content, logins: readonly string[]): readonly Newcomer[] {
  const order = range.pullRequests.map(({ number }) => number);
  const came = new Map<string, Set<number>>(logins.map((login) => [login, new Set()]));
  for (const { number, author } of range.pullRequests) {
    came.get(author?.login ?? "")?.add(number);
  }
  for (const { authors, pullRequests } of range.commits) {
    for (const { account } of authors) {
      const numbers = came.get(account?.login ?? "");
      for (const number of pullRequests) numbers?.add(number);
    }
  }
  const found = [...came].map(([login, numbers]) => {
    const pullRequest = order.find((number) => numbers.has(number));
    return pullRequest === undefined ? { login } : { login, pullRequest };
  });
  const at = ({ pullRequest }: Newcomer) =>
    pullRequest === undefined ? order.length : order.indexOf(pullRequest);
  return found.sort((a, b) => at(a) - at(b) || (a.login < b.login ? -1 : 1));
}
