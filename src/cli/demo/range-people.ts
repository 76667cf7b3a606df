import type { Contributor } from "../../sandbox/scenes/history.ts";
import type { RangeData, RangePerson } from "./range-file.ts";

/**
 * GitHub's names of bots end so; Weblate and the agents that write code commit under names of their own. Of the
 * latter the app knows many by their noreply addresses, which range files do not tell.
 */
const BOT =
  /(?:\[bot\]|\(bot\))$|^(?:Hosted Weblate|Copilot|Cursor Agent|Claude(?: Code| \p{Lu}\p{L}+ \d[\d.]*(?: \(.+\))?)?)$/u;

/** GitHub takes no longer login. */
const LONGEST_LOGIN = 39;

/**
 * Who is who in a range. Git knows names, GitHub logins: where the data has no login for any commit of a person,
 * the name is made into one. A member is who appears as an author and is not among those that the project's own
 * script takes for external; everybody else is external. Nobody is called new, because a range does not tell.
 */
export function loginsOf(data: RangeData): {
  readonly loginOf: (person: RangePerson) => string;
  readonly contributors: readonly Contributor[];
} {
  const commits = [...data.commits, ...data.base_commits];
  const authors = commits.map(({ author }) => author);
  const people = [...authors, ...commits.flatMap((commit) => commit.co_authors)];
  const known = new Map(people.flatMap(({ author_key, login }) => (login ? [[author_key, login]] : [])));
  const loginOf = (person: RangePerson) =>
    person.login ?? known.get(person.author_key) ?? loginFor(person.name, person.author_key);
  const external = new Set(data.stats.authors_not_in_script_list);
  const members = new Set(authors.filter(({ name }) => !external.has(name)).map(loginOf));
  const contributors = new Map<string, Contributor>();
  for (const person of people) {
    const login = loginOf(person);
    const standing = BOT.test(person.name) ? "bot" : members.has(login) ? "member" : "external";
    const key = login.toLowerCase();
    const before = contributors.get(key);
    contributors.set(key, before ?? { login, name: person.name, standing, contributedBefore: true });
  }
  return {
    loginOf: (person) => contributors.get(loginOf(person).toLowerCase())?.login ?? loginOf(person),
    contributors: [...contributors.values()],
  };
}

function loginFor(name: string, key: string): string {
  const ascii = name.normalize("NFKD").replace(/\p{Mark}/gu, "");
  const login = ascii
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_LOGIN)
    .replace(/^-|-$/g, "");
  return login === "" ? `contributor-${key}` : login;
}
