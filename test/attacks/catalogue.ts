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

type Entries = (typeof GROUPS)[number]["entries"];

/** Of every group the names of the entries that carry a promise. */
type Promised<E> = E extends unknown
  ? { [Slug in keyof E]: E[Slug] extends { readonly promise: string } ? Slug : never }[keyof E]
  : never;

/** An attack that has a test. */
export type Slug = Promised<Entries> & string;

/** The catalogue as the Markdown table of docs/security.md: entry → promise → test, or what it needs. */
export function catalogueTable(): string {
  return CATALOGUE.flatMap(({ title, entries }) => [
    `### ${title}`,
    "",
    "| attack or fault | promise | test |",
    "|---|---|---|",
    ...Object.entries(entries).map(([slug, entry]) =>
      "promise" in entry
        ? `| ${entry.threat} | ${entry.promise} | \`${slug}\` |`
        : `| ${entry.threat} | not yet: needs ${entry.needs} | (\`${slug}\`) |`,
    ),
    "",
  ]).join("\n");
}
