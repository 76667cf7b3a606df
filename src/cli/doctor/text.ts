import type { Examined } from "../../doctor/examine.ts";
import type { State } from "../../doctor/finding.ts";
import { plain } from "../../replies/plain.ts";
import { checkText, SUBJECT_TITLES } from "../../replies/setup/check-text.ts";
import { countsText } from "../../replies/setup/counts.ts";

const STATES: Readonly<Record<State, string>> = {
  ok: "ok",
  look: "look",
  missing: "missing",
  unseen: "not shown",
};
const WIDTH = Math.max(...Object.values(STATES).map(({ length }) => length));

/** Everything that was found, by subject, with what is to be done below it. */
export function doctorText(name: string, tag: string, examined: readonly Examined[]): string {
  const parts = examined.flatMap(({ subject, checks }) => [
    "",
    SUBJECT_TITLES[subject],
    ...checks.flatMap(({ state, finding }) => {
      const { says, remedy } = checkText(finding);
      return [
        `  ${STATES[state].padEnd(WIDTH)}  ${says}`,
        ...(remedy?.split("\n") ?? []).map((line) => `  ${" ".repeat(WIDTH)}  → ${line}`),
      ];
    }),
  ]);
  return [`${name}, tried with the tag ${plain(tag, 100)}`, ...parts, "", countsText(examined), ""].join(
    "\n",
  );
}

/** A word of the command line that is no repository. */
export function wrongRepository(word: string): string {
  return `${plain(word, 300)} is no repository (owner/name): see \`release-conductor doctor --help\`.\n`;
}
