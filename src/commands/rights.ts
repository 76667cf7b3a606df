import { configurationOf } from "../release/attempt.ts";
import { ROLES, type Role } from "../release/configuration.ts";
import { type Fault, given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Person, Right, Snapshot } from "../release/snapshot.ts";

/** Whether a person may do something right now. */
export type Verdict =
  | { readonly is: "may" }
  | { readonly is: "may-not"; readonly needs: string; readonly has: string; readonly who: readonly string[] }
  | { readonly is: "looking"; readonly at: readonly Look[]; readonly silent?: Fault };

/** Whether a person has at least a role of GitHub's in the repository. */
export function hasRole(seen: Snapshot, person: Person, needs: Role): Verdict {
  return judge(seen, person, (right) => rank(right) >= ROLES.indexOf(standIn(seen, needs)), {
    needs: standIn(seen, needs),
    who: [],
  });
}

/**
 * Whether a person is an approver as configured: by role, custom role or name. A name alone is not enough: a login
 * that was given up can be taken by anybody, and on a public repository everybody may read.
 */
export function isApprover(seen: Snapshot, person: Person): Verdict {
  const approvers = configurationOf(seen)?.approvers ?? { role: "maintain", users: [] };
  const role = isRole(approvers.role) ? standIn(seen, approvers.role) : approvers.role;
  const named = approvers.users.some((login) => login.toLowerCase() === person.login.toLowerCase());
  return judge(
    seen,
    person,
    (right) =>
      (named && rank(right) >= ROLES.indexOf("triage")) ||
      right.role === role ||
      (isRole(role) && rank(right) >= ROLES.indexOf(role)),
    { needs: named ? "triage" : role, who: approvers.users },
  );
}

/** Accounts of users have no maintain role: there, write stands for it. */
function standIn(seen: Snapshot, role: Role): Role {
  return role === "maintain" && given(seen.repository)?.ownerType === "User" ? "write" : role;
}

function judge(
  seen: Snapshot,
  person: Person,
  suffices: (right: Right) => boolean,
  rule: { readonly needs: string; readonly who: readonly string[] },
): Verdict {
  const fact = seen.rights[person.id] ?? { is: "unseen" };
  switch (fact.is) {
    case "unseen":
      return { is: "looking", at: [{ at: "rights", user: person.id, login: person.login }] };
    case "unknown":
      return { is: "looking", at: [], silent: fact.because };
    case "absent":
      return { is: "may-not", ...rule, has: "none" };
    case "seen":
      return suffices(fact.value) ? { is: "may" } : { is: "may-not", ...rule, has: fact.value.role };
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
