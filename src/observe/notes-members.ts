import { faultOf } from "../github/fault.ts";
import type { Reading } from "../github/github.ts";
import { ownersIn } from "../notes/codeowners.ts";
import { membersToRead } from "../notes/members.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import type { NotesMembers, UnreadMembers } from "../release/notes-file.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/** The accounts of one source; undefined where it could not be read. */
type Source = {
  readonly unread: UnreadMembers;
  readonly logins: () => Promise<readonly string[] | undefined>;
};

/** Who belongs to the project, by the sources that the configuration names and GitHub has to be asked for. */
export const notesMembers: Reader<Fact<NotesMembers>> = async ({ github }, known) => {
  const { collaborators, codeowners, teams } = membersToRead(known);
  const owners = codeowners ? await codeOwners(github, known) : undefined;
  const ofTeams = [...new Set([...teams, ...(owners?.teams ?? [])])];
  const sources: readonly Source[] = [
    ...(collaborators ? [{ unread: { from: "collaborators" } as const, logins: () => listed(github) }] : []),
    ...(codeowners ? [{ unread: { from: "codeowners" } as const, logins: async () => owners?.users }] : []),
    ...ofTeams.map((team) => ({
      unread: { from: "team" as const, team },
      logins: () => inTeam(github, known, team),
    })),
  ];
  const read = await Promise.all(
    sources.map(async ({ unread, logins }) => ({ unread, logins: await logins() })),
  );
  return seen({
    logins: [
      ...new Set(read.flatMap(({ logins }) => logins ?? []).map((login) => login.toLowerCase())),
    ].sort(),
    unread: read.flatMap(({ unread, logins }) => (logins === undefined ? [unread] : [])),
  });
};

/** GitHub takes the first it finds. https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
const CODEOWNERS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

async function codeOwners(github: Reading, known: Snapshot) {
  const repository = given(known.repository);
  for (const path of CODEOWNERS) {
    const file = await textFile(github, path, repository && `refs/heads/${repository.defaultBranch}`);
    if (file !== undefined) {
      return ownersIn(file.text, repository?.owner ?? known.address.owner);
    }
  }
  return undefined;
}

/** https://docs.github.com/rest/collaborators/collaborators#list-repository-collaborators */
function listed(github: Reading): Promise<readonly string[] | undefined> {
  return unlessForbidden(() => github.readAll("GET /repos/{owner}/{repo}/collaborators", {}));
}

/** Users have no teams. https://docs.github.com/rest/teams/members#list-team-members */
async function inTeam(
  github: Reading,
  { repository, permissions }: Snapshot,
  team: string,
): Promise<readonly string[] | undefined> {
  const owner = given(repository);
  const { metadata, members } = given(permissions) ?? {};
  // Every installation has metadata; of a person's token it is not known what it may.
  const mayRead = metadata === undefined || members !== undefined;
  return owner?.ownerType === "Organization" && mayRead
    ? unlessForbidden(() =>
        github.readAll("GET /orgs/{org}/teams/{team_slug}/members", { org: owner.owner, team_slug: team }),
      )
    : undefined;
}

/** What is not shown to the app, or is not there, is a source less; whoever did not answer is asked again. */
async function unlessForbidden(
  read: () => Promise<readonly { readonly login: string }[]>,
): Promise<readonly string[] | undefined> {
  try {
    return (await read()).map(({ login }) => login);
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.kind === "forbidden" || fault?.status === 404) {
      return undefined;
    }
    throw error;
  }
}
