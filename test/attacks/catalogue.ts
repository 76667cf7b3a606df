import { ARCHIVES } from "./catalogue/archives.ts";
import { COMMENTS } from "./catalogue/comments.ts";
import { CONFIGURATION } from "./catalogue/configuration.ts";
import { DOOR } from "./catalogue/door.ts";
import type { Group } from "./catalogue/entry.ts";
import { FAULTS } from "./catalogue/faults.ts";
import { GATES } from "./catalogue/gates.ts";
import { PEOPLE } from "./catalogue/people.ts";
import { REGISTRIES } from "./catalogue/registries.ts";
import { RELEASES } from "./catalogue/releases.ts";
import { RUNS } from "./catalogue/runs.ts";
import { SECRETS } from "./catalogue/secrets.ts";
import { TAGS } from "./catalogue/tags.ts";
import { TEXT } from "./catalogue/text.ts";

const GROUPS = [
  COMMENTS,
  PEOPLE,
  TAGS,
  RUNS,
  GATES,
  DOOR,
  FAULTS,
  RELEASES,
  TEXT,
  ARCHIVES,
  CONFIGURATION,
  SECRETS,
  REGISTRIES,
] as const;

/** Every named attack and fault, in groups. */
export const CATALOGUE: readonly Group[] = GROUPS;

type NamesIn<E> = E extends unknown ? keyof E : never;

/** The name of an attack, and of its test. */
export type Slug = NamesIn<(typeof GROUPS)[number]["entries"]> & string;

/** The catalogue as the Markdown table of docs/security.md: entry → promise → test. */
export function catalogueTable(): string {
  return CATALOGUE.flatMap(({ title, entries }) => [
    `### ${title}`,
    "",
    "| attack or fault | promise | test |",
    "|---|---|---|",
    ...Object.entries(entries).map(
      ([slug, { threat, promise }]) => `| ${threat} | ${promise} | \`${slug}\` |`,
    ),
    "",
  ]).join("\n");
}
