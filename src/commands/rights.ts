import { configurationOf } from "../release/attempt.ts";
import { type Approvers, type Gate, ROLES, type Role } from "../release/configuration.ts";
import { type Fact, type Fault, given, unseen } from "../release/fact.ts";
import { type Look, membershipKey } from "../release/look.ts";
import type { Person, Right, Snapshot } from "../release/snapshot.ts";

/** Whether a person may do something right now. */
export type Verdict =
  | {
      readonly is: "may";
      /** By what, for the record: `role maintain`, `named`, `team release-managers`. */
      readonly by: string;
      /** Who lent the right, where it is not the person's own: the two count as one. */
      readonly inPlaceOf?: Person;
    }
  | {
      readonly is: "may-not";
      readonly needs: string;
      readonly has: string;
      readonly who: readonly string[];
      /** Teams are named, and the installation does not let the app see who is in them. */
      readonly teamsHidden?: true;
    }
  | { readonly is: "looking"; readonly at: readonly Look[]; readonly silent?: Fault };

/** Whether a person has at least a role of GitHub's in the repository. */
export function hasRole(seen: Snapshot, person: Person, needs: Role): Verdict {
  const role = standIn(seen, needs);
  return judge(
    seen,
    person,
    (right) => (rank(right) >= ROLES.indexOf(role) ? `role ${right.role}` : undefined),
    {
      needs: role,
      who: [],
    },
  );
}

/** Who may open a gate: as configured for it, else for all of them. */
export function approversOf(seen: Snapshot, gate: Gate | undefined): Approvers {
  return gate?.approvers ?? configurationOf(seen)?.approvers ?? { role: "maintain", users: [], teams: [] };
}

/**
 * Whether a person is an approver as configured: by role, custom role, name or team. A name alone is not enough: a
 * login that was given up can be taken by anybody, and on a public repository everybody may read.
 */
export function isApprover(seen: Snapshot, person: Person, gate?: Gate): Verdict {
  const approvers = approversOf(seen, gate);
  const role = isRole(approvers.role) ? standIn(seen, approvers.role) : approvers.role;
  const named = approvers.users.some((login) => login.toLowerCase() === person.login.toLowerCase());
  const own = judge(seen, person, (right) => ownRight(right, { role, named }), {
    needs: named ? "triage" : role,
    who: [...approvers.users, ...approvers.teams.map((team) => `team ${team}`)],
  });
  // Somebody else has the login now, or nobody can see the repository by it: then no team can tell either.
  const isKnown = given(seen.rights[person.id] ?? unseen) !== undefined;
  if (own.is !== "may-not" || !isKnown || approvers.teams.length === 0) {
    return own;
  }
  const granted = seen.permissions;
  if (granted.is === "unseen" || granted.is === "unknown") {
    return granted.is === "unseen"
      ? { is: "looking", at: [{ at: "permissions" }] }
      : { is: "looking", at: [], silent: granted.because };
  }
  return given(granted)?.["members"] === undefined
    ? { ...own, teamsHidden: true }
    : (byTeam(seen, person, approvers.teams) ?? own);
}

type Own = { readonly role: string; readonly named: boolean };

function ownRight(right: Right, { role, named }: Own): string | undefined {
  if (role !== "none" && (right.role === role || (isRole(role) && rank(right) >= ROLES.indexOf(role)))) {
    return `role ${right.role}`;
  }
  return named && rank(right) >= ROLES.indexOf("triage") ? "named" : undefined;
}

/** The first team that has the person; undefined where none has. */
function byTeam(seen: Snapshot, person: Person, teams: readonly string[]): Verdict | undefined {
  const facts = teams.map((team) => ({
    team,
    fact: seen.memberships[membershipKey(team, person.id)] ?? unseen,
  }));
  const found = facts.find(({ fact }) => given(fact)?.state === "active");
  if (found !== undefined) {
    return { is: "may", by: `team ${found.team}` };
  }
  const at = facts
    .filter(({ fact }) => fact.is === "unseen")
    .map(({ team }): Look => ({ at: "membership", team, user: person.id, login: person.login }));
  const silent = facts.flatMap(({ fact }) => silenceIn(fact))[0];
  return at.length === 0 && silent === undefined
    ? undefined
    : { is: "looking", at, ...(silent === undefined ? {} : { silent }) };
}

function silenceIn(fact: Fact<unknown>): readonly Fault[] {
  return fact.is === "unknown" ? [fact.because] : [];
}

/** Accounts of users have no maintain role: there, write stands for it. */
function standIn(seen: Snapshot, role: Role): Role {
  return role === "maintain" && given(seen.repository)?.ownerType === "User" ? "write" : role;
}

function judge(
  seen: Snapshot,
  person: Person,
  rightBy: (right: Right) => string | undefined,
  rule: { readonly needs: string; readonly who: readonly string[] },
): Verdict {
  const fact = seen.rights[person.id] ?? unseen;
  switch (fact.is) {
    case "unseen":
      return { is: "looking", at: [{ at: "rights", user: person.id, login: person.login }] };
    case "unknown":
      return { is: "looking", at: [], silent: fact.because };
    case "absent":
      return { is: "may-not", ...rule, has: "none" };
    case "seen": {
      const by = rightBy(fact.value);
      return by === undefined ? { is: "may-not", ...rule, has: fact.value.role } : { is: "may", by };
    }
  }
}

/**
 * -1 for nobody. GitHub's `role_name` is the true role; the older `permission` folds maintain into write and
 * triage into read. A custom role counts for its base, and for no more.
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
function rank(right: Right): number {
  const name = isRole(right.role) ? right.role : right.permission;
  return isRole(name) ? ROLES.indexOf(name) : -1;
}

function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}
