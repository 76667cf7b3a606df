/** Whom a CODEOWNERS file names: logins, and slugs of the organization's own teams. */
export type CodeOwners = { readonly users: readonly string[]; readonly teams: readonly string[] };

/**
 * The owners in a CODEOWNERS file; patterns and addresses are no matter here. A line is a pattern, then owners;
 * `#` begins a comment.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax
 */
export function ownersIn(text: string, organization: string): CodeOwners {
  const owners = text.split(/\r?\n/).flatMap((line) => ownersOf(line));
  const ours = `${organization.toLowerCase()}/`;
  return {
    users: unique(owners.filter((owner) => !owner.includes("/"))),
    teams: unique(
      owners
        .map((owner) => owner.toLowerCase())
        .filter((owner) => owner.startsWith(ours))
        .map((owner) => owner.slice(ours.length)),
    ),
  };
}

function ownersOf(line: string): readonly string[] {
  const [, ...words] = line.trim().split(/\s+/);
  const comment = words.findIndex((word) => word.startsWith("#"));
  const owners = line.trim().startsWith("#") ? [] : words.slice(0, comment === -1 ? undefined : comment);
  return owners.filter((word) => /^@[\w./-]+$/.test(word)).map((word) => word.slice(1));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
