import { configurationOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { PullRequest, Range, RangeCommit } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** A person to thank, with the numbers of their pull requests. */
export type Contributor = { readonly login: string; readonly pullRequests: readonly number[] };

const MEMBERS: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** The people who contributed between the base and the tag, bots left out, in alphabetical order. */
export function contributors(
  range: Range,
  rule: { readonly external: boolean; readonly exclude: readonly string[] },
): readonly Contributor[] {
  const excluded = new Set(rule.exclude.map((login) => login.toLowerCase()));
  const members = new Set([
    ...range.pullRequests.filter(isByMember).flatMap((one) => one.author?.login ?? []),
    ...range.commits.filter(isPushed).flatMap((commit) => commit.authors[0]?.account?.login ?? []),
  ]);
  const thanked = new Map<string, number[]>();
  for (const { number, author } of range.pullRequests) {
    if (author !== undefined && !author.bot) {
      thanked.set(author.login, [...(thanked.get(author.login) ?? []), number]);
    }
  }
  for (const { account } of range.commits.flatMap((commit) => commit.authors)) {
    if (account !== undefined && !account.bot) {
      thanked.set(account.login, thanked.get(account.login) ?? []);
    }
  }
  return [...thanked]
    .filter(([login]) => !excluded.has(login.toLowerCase()))
    .filter(([login]) => !(rule.external && members.has(login)))
    .map(([login, numbers]) => ({ login, pullRequests: [...new Set(numbers)].sort((a, b) => a - b) }))
    .sort((a, b) => (a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1));
}

/** A commit that came through no pull request was pushed, which only members may. */
function isPushed({ pullRequests }: RangeCommit): boolean {
  return pullRequests.length === 0;
}

/** GitHub's association is a guess that depends on who looks: good enough to thank by, never to authorise by. */
function isByMember(pullRequest: PullRequest): boolean {
  return MEMBERS.has(pullRequest.association);
}

/** Whom the notes thank, as configured; nobody where nothing is known. */
export function thanked(seen: Snapshot): readonly Contributor[] {
  const rule = configurationOf(seen)?.notes;
  const range = given(seen.ranges)?.list;
  return rule === undefined || range === undefined || rule.contributors === "none"
    ? []
    : contributors(range, { external: rule.contributors === "external", exclude: rule.exclude });
}

/** The section that thanks people by name, as Markdown; empty when there is nobody to thank. */
export function shoutOuts(seen: Snapshot): string {
  const people = thanked(seen);
  if (people.length === 0) {
    return "";
  }
  const lines = people.map(({ login, pullRequests }) => {
    const numbers = pullRequests.map((number) => `#${number}`).join(", ");
    return numbers === "" ? `- @${login}` : `- @${login} (${numbers})`;
  });
  const title =
    configurationOf(seen)?.notes.contributors === "external"
      ? "Thanks to our external contributors"
      : "Thanks to our contributors";
  return [`## ${title}`, "", ...lines].join("\n");
}
