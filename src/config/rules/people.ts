import { ROLES, type Role } from "../../release/configuration.ts";
import type { Finding, Path } from "../finding.ts";
import type { Written } from "../schema.ts";
import { oneOf, shown } from "../shown.ts";

/** Everybody can read a public repository: such an approval would be anybody's. */
const APPROVING = ROLES.filter((role) => role !== "read");

/** A role of GitHub's, or the name of an organisation's custom role. */
export function approverRole({ approvers }: Written): readonly Finding[] {
  const role = approvers?.role;
  const wrong = role === undefined ? undefined : wrongRole(role);
  return wrong === undefined ? [] : [{ path: ["approvers", "role"], ...wrong }];
}

function wrongRole(role: string): Pick<Finding, "says" | "remedy"> | undefined {
  const builtIn = ROLES.find((one): one is Role => one === role.toLowerCase());
  if (builtIn === "read") {
    const says = "must not be `read`: on a public repository that is everybody";
    return { says, remedy: `Choose ${oneOf(APPROVING)}, or a custom role.` };
  }
  if (builtIn !== undefined && builtIn !== role) {
    return { says: `is written in lower case, not as ${shown(role)}`, remedy: `Write \`${builtIn}\`.` };
  }
  if (role === "none" || /[\p{C}:/]/u.test(role) || role.trim() !== role || role.length > 100) {
    return {
      says: "is not a role",
      remedy: `Choose ${oneOf(APPROVING)}, or write the name of a custom role.`,
    };
  }
  return undefined;
}

/** Accounts' names, and the `[bot]` that GitHub adds to those of apps. https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export function accountNames({ approvers, gates, notes }: Written): readonly Finding[] {
  const escalated = Object.entries(gates ?? {}).flatMap(([gate, rule]) =>
    listed(["gates", gate, "escalate"], rule?.escalate),
  );
  return [
    ...listed(["approvers", "users"], approvers?.users),
    ...escalated,
    ...listed(["notes", "exclude"], notes?.exclude),
  ]
    .filter(({ name }) => !/^[a-z0-9](?:[\w-]{0,98}[a-z0-9])?(?:\[bot\])?$/i.test(name))
    .map(({ path, name }) => ({
      path,
      says: "is not the name of an account on GitHub",
      remedy: name.startsWith("@")
        ? "Write it without `@`."
        : "Write the account's name alone, such as `octocat`.",
    }));
}

/** A team that silently approved nothing would be worse than a fault: memberships are not looked up. */
export function noTeams({ approvers }: Written): readonly Finding[] {
  return (approvers?.teams ?? []).length === 0
    ? []
    : [
        {
          path: ["approvers", "teams"],
          says: "names teams, whose members can't approve yet",
          remedy:
            "List the people under `users`, or give the team a role in the repository and name that role.",
        },
      ];
}

function listed(
  path: Path,
  names: readonly string[] | null | undefined,
): readonly { path: Path; name: string }[] {
  return (names ?? []).map((name, index) => ({ path: [...path, index], name }));
}
