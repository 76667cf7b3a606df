import { configurationOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Contributor } from "./contributor.ts";
import { nameKey } from "./names.ts";
import { ownPeople } from "./own-people.ts";
import { type Part, type Person, partsIn, personKey } from "./parts.ts";
import { unnamed } from "./unnamed.ts";

/**
 * Whom the notes thank, as configured, in alphabetical order; nobody where nothing is known. Everybody by whatever
 * they did: opened a pull request, wrote a commit alone or with others, translated, reported or tested.
 */
export function thanked(seen: Snapshot): readonly Contributor[] {
  const rule = configurationOf(seen)?.notes;
  const range = given(seen.ranges)?.list;
  if (rule === undefined || range === undefined || rule.contributors === "none") {
    return [];
  }
  const parts = partsIn(range, rule.translations);
  const own =
    rule.contributors === "all"
      ? new Set<string>()
      : ownPeople({ range, parts, members: rule.members, read: given(seen.notesMembers) });
  const left = new Set([...own, ...unnamed(seen)]);
  return contributors(parts).filter(({ name }) => !left.has(nameKey(name)));
}

/** The parts grouped by person. */
function contributors(parts: readonly Part[]): readonly Contributor[] {
  const byPerson = new Map<string, Part[]>();
  for (const part of parts) {
    const key = personKey(part.person);
    const theirs = byPerson.get(key) ?? [];
    theirs.push(part);
    byPerson.set(key, theirs);
  }
  return [...byPerson.values()]
    .flatMap(contributor)
    .sort((a, b) => (nameKey(a.name) < nameKey(b.name) ? -1 : 1));
}

function contributor(parts: readonly Part[]): readonly Contributor[] {
  const [first] = parts;
  if (first === undefined) {
    return [];
  }
  const translated = parts.flatMap(({ languages }) => languages ?? []);
  return [
    {
      ...called(first.person),
      pullRequests: [...new Set(parts.flatMap(({ pullRequests }) => pullRequests))].sort((a, b) => a - b),
      ...(parts.some(({ languages }) => languages !== undefined)
        ? { languages: [...new Set(translated)].sort() }
        : {}),
    },
  ];
}

function called(person: Person): Pick<Contributor, "name" | "login"> {
  return "account" in person
    ? { name: person.account.login, login: person.account.login }
    : { name: person.name };
}
