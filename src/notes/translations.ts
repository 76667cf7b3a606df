import type { CommitAuthor, PullRequest, RangeCommit } from "../release/range.ts";
import { isListed } from "./mention.ts";
import { nameKey } from "./names.ts";
import { trailer } from "./trailers.ts";

/** Whether this is one of the accounts, or names in git, that carry people's translations. */
export function carries({ name, account }: CommitAuthor, carriers: readonly string[]): boolean {
  return (
    (account !== undefined && isListed(account, carriers)) ||
    carriers.some((carrier) => nameKey(carrier) === nameKey(name))
  );
}

/** A line of Weblate's in each of its commits. https://docs.weblate.org/en/latest/admin/projects.html#commit-messages */
const WEBLATE = /^Translate-URL: /m;

/**
 * Whether a commit is of translations: a carrier made it or opened its pull request, or Weblate wrote its message.
 * Not where somebody squashed translations together with work of their own.
 */
export function isTranslation(
  { authors, body }: RangeCommit,
  pullRequests: readonly PullRequest[],
  carriers: readonly string[],
): boolean {
  const [author] = authors;
  const openers = pullRequests.flatMap((one) => one.author ?? []);
  return (
    (author !== undefined && carries(author, carriers)) ||
    openers.some((opener) => isListed(opener, carriers)) ||
    (WEBLATE.test(body) && !openers.some(({ login }) => login === author?.account?.login))
  );
}

/**
 * `Translated using Weblate (Chinese (Simplified))`, `translationBot(ui): update translation (Italian)`. Languages are
 * written with a capital, scopes are not.
 */
const LANGUAGE = /[Tt]ranslat\w*[^()\n]{0,60}\((?<language>\p{Lu}[^()\n]{0,40}(?:\([^()\n]{1,40}\))?)\)/u;

/**
 * The languages of a commit of translations by whom they are of, as far as its message tells: each language goes to
 * the co-authors named below it, and to the author where nobody is named at all.
 */
export function languages({ subject, body, authors }: RangeCommit): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const all = new Set<string>();
  let current: string | undefined;
  for (const line of [subject, ...ownWords(body)]) {
    current = LANGUAGE.exec(line)?.groups?.["language"]?.trim() ?? current;
    const name = trailer(line)?.name;
    if (current !== undefined) {
      all.add(current);
    }
    if (current !== undefined && name !== undefined) {
      const key = nameKey(name);
      found.set(key, (found.get(key) ?? new Set()).add(current));
    }
  }
  const author = authors[0]?.name;
  return found.size === 0 && author !== undefined ? new Map([[nameKey(author), all]]) : found;
}

/** Below its line GitHub repeats all co-authors of what it squashed. */
function ownWords(body: string): readonly string[] {
  const lines = body.split(/\r?\n/);
  const end = lines.findIndex((line) => /^-{5,}$/.test(line));
  return end === -1 ? lines : lines.slice(0, end);
}
