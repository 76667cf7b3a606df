import type { NotesRule } from "../release/configuration.ts";
import type { Newcomer, Range } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { pullRequestUrl } from "./comparison.ts";
import { mention } from "./mention.ts";
import { nameKey } from "./names.ts";
import { partsIn, personKey } from "./parts.ts";
import { type PeopleForm, tooMany } from "./thanks.ts";
import { unnamed } from "./unnamed.ts";

/**
 * Who contributed for the first time, as GitHub says it; empty where nobody did. Nobody whom the rules leave out, and
 * nobody who pushed: whoever may do that is no newcomer to the project.
 */
export function newcomersText(seen: Snapshot, range: Range, rule: NotesRule, form: PeopleForm): string {
  const left = new Set([...unnamed(seen), ...pushersIn(range, rule.translations)]);
  const people = range.newcomers.filter(({ login }) => !left.has(nameKey(login)));
  return people.length === 0 ? "" : `## New Contributors\n${body(seen, people, form)}`;
}

function pushersIn(range: Range, carriers: readonly string[]): readonly string[] {
  return range.newcomers.every(({ pullRequest }) => pullRequest !== undefined)
    ? []
    : partsIn(range, carriers).flatMap(({ person, pushed }) => (pushed ? [personKey(person)] : []));
}

function body(seen: Snapshot, people: readonly Newcomer[], form: PeopleForm): string {
  switch (form) {
    case "lines":
      return people.map((one) => line(seen, one)).join("\n");
    case "names":
      return people.map(({ login }) => mention({ login, bot: false })).join(", ");
    case "counted":
      return tooMany(people.length);
  }
}

function line(seen: Snapshot, { login, pullRequest }: Newcomer): string {
  const where = pullRequest === undefined ? "" : ` in ${pullRequestUrl(seen, pullRequest)}`;
  return `* ${mention({ login, bot: false })} made their first contribution${where}`;
}
