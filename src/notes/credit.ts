import { configurationOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { PullRequest, Range, Snapshot } from "../release/snapshot.ts";

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
    ...range.authors.filter((author) => author.pushed).map((author) => author.login),
  ]);
  const thanked = new Map<string, number[]>();
  for (const { number, author } of range.pullRequests) {
    if (author !== undefined && !author.bot) {
      thanked.set(author.login, [...(thanked.get(author.login) ?? []), number]);
    }
  }
  for (const author of range.authors.filter((one) => !one.bot)) {
    thanked.set(author.login, thanked.get(author.login) ?? []);
  }
  return [...thanked]
    .filter(([login]) => !excluded.has(login.toLowerCase()))
    .filter(([login]) => !(rule.external && members.has(login)))
    .map(([login, numbers]) => ({ login, pullRequests: [...new Set(numbers)].sort((a, b) => a - b) }))
    .sort((a, b) => (a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1));
}

/** GitHub's association is a guess that depends on who looks: good enough to thank by, never to authorise by. */
function isByMember(pullRequest: PullRequest): boolean {
  return MEMBERS.has(pullRequest.association);
}

/** The section that thanks people by name, as Markdown; empty when there is nobody to thank. */
export function shoutOuts(seen: Snapshot): string {
  const rule = configurationOf(seen)?.notes;
  const range = given(seen.range);
  if (rule === undefined || range === undefined || rule.contributors === "none") {
    return "";
  }
  const people = contributors(range, { external: rule.contributors === "external", exclude: rule.exclude });
  if (people.length === 0) {
    return "";
  }
  const lines = people.map(({ login, pullRequests }) => {
    const numbers = pullRequests.map((number) => `#${number}`).join(", ");
    return numbers === "" ? `- @${login}` : `- @${login} (${numbers})`;
  });
  const title =
    rule.contributors === "external" ? "Thanks to our external contributors" : "Thanks to our contributors";
  return [`## ${title}`, "", ...lines].join("\n");
}
