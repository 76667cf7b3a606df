import { ROLES, type Role } from "../../release/configuration.ts";
import type { Finding, Path } from "../finding.ts";
import type { Written } from "../schema.ts";
import { oneOf, shown } from "../shown.ts";

/** Everybody can read a public repository: such an approval would be anybody's. */
const APPROVING = ROLES.filter((role) => role !== "read");

/** Who may approve, at the top and for single gates, with where it stands in the file. */
function approversIn({ approvers, gates }: Written) {
  const ofGates = Object.entries(gates ?? {}).map(([name, gate]) => ({
    path: ["gates", name, "approvers"] as Path,
    rule: gate?.approvers,
  }));
  return [{ path: ["approvers"] as Path, rule: approvers }, ...ofGates];
}

/** A role of GitHub's, or the name of an organisation's custom role. A gate without one may have the `none` of all gates. */
export function approverRole(written: Written): readonly Finding[] {
  const ofAll = written.approvers?.role === "none" ? "none" : undefined;
  return approversIn(written).flatMap(({ path, rule }) => {
    const named = [...(rule?.users ?? []), ...(rule?.teams ?? [])].length > 0;
    const role = rule ? (rule.role ?? ofAll) : undefined;
    const wrong = role === undefined ? undefined : wrongRole(role, named);
    return wrong === undefined ? [] : [{ path: [...path, "role"], ...wrong }];
  });
}

function wrongRole(role: string, named: boolean): Pick<Finding, "says" | "remedy"> | undefined {
  if (role === "none") {
    return named
      ? undefined
      : {
          says: "is `none`, and no `users` or `teams` are named: nobody could approve",
          remedy: `Name some, or choose ${oneOf(APPROVING)}.`,
        };
  }
  const builtIn = ROLES.find((one): one is Role => one === role.toLowerCase());
  if (builtIn === "read") {
    const says = "must not be `read`: on a public repository that is everybody";
    return { says, remedy: `Choose ${oneOf(APPROVING)}, or a custom role.` };
  }
  if (builtIn !== undefined && builtIn !== role) {
    return { says: `is written in lower case, not as ${shown(role)}`, remedy: `Write \`${builtIn}\`.` };
  }
  if (/[\p{C}:/]/u.test(role) || role.trim() !== role || role.length > 100) {
    return {
      says: "is not a role",
      remedy: `Choose ${oneOf(APPROVING)}, or write the name of a custom role.`,
    };
  }
  return undefined;
}

/** Whether GitHub may have an account of this name: `octocat`, or `renovate[bot]` of an app. */
export function isAccount(name: string): boolean {
  return /^[a-z0-9](?:[\w-]{0,98}[a-z0-9])?(?:\[bot\])?$/i.test(name);
}

/** Whether it may be the slug of a team: the end of its page's address, in lower case. */
export function isTeam(slug: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_-]{0,98}[a-z0-9_])?$/.test(slug);
}

/** Accounts' names, and the `[bot]` that GitHub adds to those of apps. https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export function accountNames(written: Written): readonly Finding[] {
  const escalated = Object.entries(written.gates ?? {}).flatMap(([gate, rule]) =>
    listed(["gates", gate, "escalate"], rule?.escalate),
  );
  return [
    ...approversIn(written).flatMap(({ path, rule }) => listed([...path, "users"], rule?.users)),
    ...escalated,
    ...authorsIn(written).map(({ path, name }) => ({ path, name: withoutAt(name) })),
  ]
    .filter(({ name }) => !isAccount(name))
    .map(({ path, name }) => ({
      path,
      says: "is not the name of an account on GitHub",
      remedy: name.startsWith("@")
        ? "Write it without `@`."
        : "Write the account's name alone, such as `octocat`.",
    }));
}

/** Beside the members of a project, who are written with it, all people of the notes may be. */
export function withoutAt(name: string): string {
  return name.replace(/^@/, "");
}

function authorsIn({ notes }: Written) {
  return [
    ...listed(["notes", "leave-out-authors"], notes?.["leave-out-authors"]),
    ...(notes?.categories ?? []).flatMap((category, index) =>
      listed(["notes", "categories", index, "exclude-authors"], category["exclude-authors"]),
    ),
  ];
}

export function teamSlugs(written: Written): readonly Finding[] {
  return approversIn(written)
    .flatMap(({ path, rule }) => listed([...path, "teams"], rule?.teams))
    .filter(({ name }) => !isTeam(name))
    .map(({ path, name }) => ({
      path,
      says: "is not the slug of a team",
      remedy: name.includes("/")
        ? "Write the team alone: it is looked for in the organization that owns the repository."
        : "Write it as in the address of the team's page, such as `release-managers`.",
    }));
}

function listed(
  path: Path,
  names: readonly string[] | null | undefined,
): readonly { path: Path; name: string }[] {
  return (names ?? []).map((name, index) => ({ path: [...path, index], name }));
}
