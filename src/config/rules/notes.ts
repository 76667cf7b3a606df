import { MEMBER_SOURCES } from "../../release/configuration.ts";
import { TITLE_PLACEHOLDERS } from "../../release/placeholder.ts";
import type { Finding, Path } from "../finding.ts";
import type { Written } from "../schema.ts";
import { nearest, oneOf, shown } from "../shown.ts";
import { wrongPattern } from "./files.ts";
import { isAccount, isTeam, withoutAt } from "./people.ts";

type Wrong = Pick<Finding, "says" | "remedy">;

/** As CODEOWNERS writes people, or a source by its name. */
export function membersAreNamed({ notes }: Written): readonly Finding[] {
  return (notes?.members ?? []).flatMap((entry, index) =>
    isMember(entry) ? [] : [{ path: ["notes", "members", index], ...wrongMember(entry) }],
  );
}

function isMember(entry: string): boolean {
  const [name = "", team, ...rest] = entry.replace(/^@/, "").split("/");
  return entry.startsWith("@")
    ? isAccount(name) && (team === undefined || isTeam(team)) && rest.length === 0
    : MEMBER_SOURCES.some((source) => source === entry);
}

function wrongMember(entry: string): Wrong {
  const meant = nearest(entry, MEMBER_SOURCES);
  return {
    says: `${shown(entry)} is neither ${oneOf(MEMBER_SOURCES)} nor an account or team`,
    remedy:
      meant === undefined || entry.startsWith("@")
        ? "Write an account as `@octocat`, and a team as `@organization/team`, as in its page's address."
        : `Did you mean \`${meant}\`? An account is written \`@octocat\`.`,
  };
}

/** Accounts, or names in git, which may be any: only what can be no name of either is refused. */
export function peopleAreNamed({ notes }: Written): readonly Finding[] {
  return (["exclude", "translations"] as const).flatMap((key) =>
    (notes?.[key] ?? []).flatMap((name, index) =>
      isPerson(name)
        ? []
        : [
            {
              path: ["notes", key, index],
              says: "is no name of an account, and none in git",
              remedy: "Write an account's name, or a name as `git log` shows it.",
            },
          ],
    ),
  );
}

function isPerson(name: string): boolean {
  return name.startsWith("@") ? isAccount(withoutAt(name)) : /^(?!\s)[^\p{C}]{1,100}$/u.test(name);
}

type WrittenCategory = NonNullable<NonNullable<Written["notes"]>["categories"]>[number];

/** One finding for each category that something is wrong with. */
function ofCategories(
  { notes }: Written,
  judge: (category: WrittenCategory, path: Path) => readonly Finding[],
): readonly Finding[] {
  return (notes?.categories ?? []).flatMap((one, index) => judge(one, ["notes", "categories", index]));
}

/** Nothing would ever stand below its heading. */
export function categoriesHaveSomething(written: Written): readonly Finding[] {
  return ofCategories(written, ({ labels, paths, types }, path) =>
    [...(labels ?? []), ...(paths ?? []), ...(types ?? [])].length > 0
      ? []
      : [
          {
            path,
            says: "names nothing that belongs to it",
            remedy: 'Give it `labels`, `paths` or `types`; `labels: ["*"]` is everything that is left.',
          },
        ],
  );
}

export function categoryPatterns(written: Written): readonly Finding[] {
  return ofCategories(written, ({ paths }, path) =>
    (paths ?? []).flatMap((pattern, index) => {
      const wrong = wrongPattern(pattern, "the repository");
      return wrong === undefined ? [] : [{ path: [...path, "paths", index], ...wrong }];
    }),
  );
}

export function categoryTypes(written: Written): readonly Finding[] {
  return ofCategories(written, ({ types }, path) =>
    (types ?? []).flatMap((type, index) =>
      /^[a-z][\w-]{0,30}$/i.test(type)
        ? []
        : [
            {
              path: [...path, "types", index],
              says: "is not the type of a conventional title",
              remedy: "Write the word before the colon alone, such as `feat`, without a scope.",
            },
          ],
    ),
  );
}

const PLACEHOLDERS = TITLE_PLACEHOLDERS.map((name) => `{${name}}`);

export function titlePlaceholders({ notes }: Written): readonly Finding[] {
  const used = notes?.title?.match(/\{[^{}]*\}/g) ?? [];
  const unknown = used.find((one) => !PLACEHOLDERS.some((known) => known === one));
  return unknown === undefined
    ? []
    : [
        {
          path: ["notes", "title"],
          says: `has ${shown(unknown)}, which nothing is filled in for`,
          remedy: `Use ${oneOf(PLACEHOLDERS)}.`,
        },
      ];
}
