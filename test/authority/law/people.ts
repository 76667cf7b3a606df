import type { Account } from "../../../src/sandbox/github/accounts.ts";
import type { Role } from "../../../src/sandbox/github/repository.ts";
import { asOf, type Voice } from "../history.ts";
import { approversOf, CUSTOM_ROLE, type Gate } from "../policy.ts";
import { type Case, roleAt } from "./case.ts";

const RANKS = ["none", "read", "triage", "write", "maintain", "admin"] as const;

/** Whether a role is at least another: a custom one counts for its base. */
export function atLeast(role: Role, least: (typeof RANKS)[number]): boolean {
  return RANKS.indexOf(role.base) >= RANKS.indexOf(least);
}

/** Something that must hold of a comment for its command to be somebody's word. */
export type WordClause = {
  readonly name: string;
  readonly holds: (voice: Voice, at: Case) => boolean;
};

export const WORD_CLAUSES: readonly WordClause[] = [
  { name: "by a person", holds: ({ author }) => author.type === "User" },
  { name: "in their own name", holds: ({ viaApp }) => !viaApp },
  {
    name: "there when the app looked",
    holds: ({ said }, { look }) => said.requests <= look.read("comments"),
  },
  {
    name: "not edited before the app looked",
    holds: ({ edited }, { look }) => edited === undefined || edited.requests > look.read("edits"),
  },
  {
    name: "not deleted before the app looked",
    holds: ({ deleted }, { look }) => deleted === undefined || deleted.requests > look.read("edits"),
  },
];

/** Why a comment is nobody's word; undefined when it is somebody's. */
export function againstWord(voice: Voice, at: Case): string | undefined {
  return WORD_CLAUSES.find((clause) => !clause.holds(voice, at))?.name;
}

/** Whether somebody may approve a gate in their own right, by what they were when the app looked. */
export function mayApprove({ author }: Pick<Voice, "author">, at: Case, gate: Gate): boolean {
  const { history, look } = at;
  const policy = approversOf(at.policy, gate);
  const role = roleAt(at, { author });
  const names = history.names.filter(({ account }) => account === author.id);
  const login = asOf(names, look.act)?.login.toLowerCase() ?? "";
  const listed = policy.users.some((name) => name.toLowerCase() === login) && atLeast(role, "triage");
  const byRole =
    policy.role === CUSTOM_ROLE
      ? role.name === policy.role
      : role.name === policy.role || atLeast(role, policy.role);
  return listed || byRole || (policy.team !== undefined && isMember(author, at));
}

/** In the team when the app looked, and not only invited. */
function isMember(author: Account, { history, look }: Case): boolean {
  const names = history.names.filter(({ account }) => account === author.id).map(({ login }) => login);
  return asOf(history.members, look.membership(names))?.accounts.includes(author.id) === true;
}
