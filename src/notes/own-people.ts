import type { Members } from "../release/configuration.ts";
import type { NotesMembers } from "../release/notes-file.ts";
import type { Range } from "../release/range.ts";
import { OWN, STRANGERS } from "./association.ts";
import { nameKey } from "./names.ts";
import { type Part, personKey } from "./parts.ts";

/** What is known of who belongs to the project. */
export type Belonging = {
  readonly range: Range;
  readonly parts: readonly Part[];
  readonly members: Members;
  /** What the configured sources gave, where GitHub had to be asked for them. */
  readonly read: NotesMembers | undefined;
};

/**
 * The project's own people, by the sources that are configured: logins, and names in git, as they are compared. Where
 * a source could not be read, GitHub's association counts besides. It is a guess that depends on who looks: good enough
 * to thank by, never to authorise by.
 */
export function ownPeople({ range, parts, members, read }: Belonging): ReadonlySet<string> {
  const byAssociation = members.by.includes("association") || (read?.unread.length ?? 0) > 0;
  const byPush = byAssociation || members.by.includes("collaborators");
  return new Set([
    ...members.users.map(nameKey),
    ...(read?.logins ?? []).map(nameKey),
    ...(byAssociation ? authorsCalled(range, OWN) : []),
    ...(byPush ? pushers(parts, new Set(authorsCalled(range, STRANGERS))) : []),
  ]);
}

function authorsCalled({ pullRequests }: Range, words: ReadonlySet<string>): readonly string[] {
  return pullRequests.flatMap(({ author, association }) =>
    author !== undefined && words.has(association) ? [nameKey(author.login)] : [],
  );
}

/** Only those who belong to a project may push to it. */
function pushers(parts: readonly Part[], strangers: ReadonlySet<string>): readonly string[] {
  return parts
    .filter(({ pushed }) => pushed)
    .map(({ person }) => personKey(person))
    .filter((key) => !strangers.has(key));
}
