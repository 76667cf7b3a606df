import { asText } from "../replies/safe.ts";
import type { Contributor } from "./contributor.ts";
import { mention } from "./mention.ts";

/** How much of each person is said. */
export type PeopleForm = "lines" | "names" | "counted";

/** The section that thanks people by name; empty where there is nobody to thank. */
export function thanks(people: readonly Contributor[], whom: "external" | "all", form: PeopleForm): string {
  if (people.length === 0) {
    return "";
  }
  const title = whom === "external" ? "Thanks to our external contributors" : "Thanks to our contributors";
  return [`## ${title}`, ...body(people, form)].join("\n\n");
}

function body(people: readonly Contributor[], form: PeopleForm): readonly string[] {
  switch (form) {
    case "lines": {
      const translators = people.filter(({ languages }) => languages !== undefined);
      const others = people.filter(
        ({ languages, pullRequests }) => languages === undefined || pullRequests.length > 0,
      );
      return [others.map(line).join("\n"), translations(translators)].filter((part) => part !== "");
    }
    case "names":
      return [people.map(called).join(", ")];
    case "counted":
      return [tooMany(people.length)];
  }
}

/** Said in place of names. */
export function tooMany(people: number): string {
  return `${people === 1 ? "1 person" : `${people} people`}; there is no room here to name them.`;
}

function line(one: Contributor): string {
  const numbers = one.pullRequests.map((number) => `#${number}`).join(", ");
  return numbers === "" ? `- ${called(one)}` : `- ${called(one)} (${numbers})`;
}

function translations(people: readonly Contributor[]): string {
  const each = people.map((one) => {
    const languages = (one.languages ?? []).map((language) => asText(language, 60)).join(", ");
    return languages === "" ? called(one) : `${called(one)} (${languages})`;
  });
  return each.length === 0 ? "" : `Translations: ${each.join(", ")}`;
}

/** Only those are called by name whose work GitHub itself says it is; names in git are words. */
function called({ name, login }: Contributor): string {
  return login === undefined ? asText(name, 100) : mention({ login, bot: false });
}
