import type { CommitAuthor, RangeCommit } from "../release/range.ts";
import { isName, isTool, nameKey } from "./names.ts";
import { type Trailer, trailers } from "./trailers.ts";
import { carries } from "./translations.ts";

/** Somebody whom a commit names: as its author, or in its message. */
export type Named = {
  readonly author: CommitAuthor;
  readonly role: Trailer["role"];
  /** By what name the message calls them. */
  readonly said: string;
  /** They are the commit's first author. */
  readonly first: boolean;
};

/** Everybody whom a commit names, the author first; no bots, no tools, and nobody who carries others' translations. */
export function peopleOf({ authors, body }: RangeCommit, carriers: readonly string[]): readonly Named[] {
  const named = trailers(body);
  const machines = new Set(named.filter(({ machine }) => machine).map(({ name }) => nameKey(name)));
  const ofGit = authors.map((author, at) => ({
    author,
    role: "author" as const,
    said: author.name,
    first: at === 0,
  }));
  return [...ofGit, ...besides(named, authors)].filter(
    ({ author, said }) => !isNobody(author, carriers) && !machines.has(nameKey(said)),
  );
}

/** Those whom GitHub does not name itself: helpers, and co-authors that it did not find at the message's end. */
function besides(named: readonly Trailer[], authors: readonly CommitAuthor[]): readonly Named[] {
  const known = new Set(authors.flatMap(({ name, account }) => [name, account?.login ?? name].map(nameKey)));
  return named
    .filter(
      ({ role, name, login = name }) =>
        role !== "author" || ![name, login].map(nameKey).some((key) => known.has(key)),
    )
    .map(({ name, login = name, role }) => ({ author: { name: login }, role, said: name, first: false }));
}

function isNobody(author: CommitAuthor, carriers: readonly string[]): boolean {
  const { name, account } = author;
  const nameless = account === undefined ? !isName(name) : account.bot;
  return nameless || isTool(name) || carries(author, carriers);
}
