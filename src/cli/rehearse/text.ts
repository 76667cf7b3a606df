import { asCode, clean } from "../../replies/safe.ts";
import { shapeRefusalText } from "../../replies/shape.ts";
import { count, listed, names } from "../../replies/words.ts";
import { problemLine } from "../tag/problem-text.ts";
import { type BoardText, changeOf } from "./board-text.ts";
import type { Ending, Happening } from "./conduct.ts";
import type { NoRehearsal, Presumed, Rehearsal } from "./rehearsal.ts";

/** What will be rehearsed, and what is taken for granted for it. */
export function openingText({ repository, tag, shape, guarded, presumed }: Rehearsal): string {
  const gates =
    guarded.length === 0 ? "no gate" : `the ${guarded.length === 1 ? "gate" : "gates"} ${names(guarded)}`;
  return [
    `${clean(repository)} releases ${asCode(tag)} with ${asCode(shape.path)}: ${count(shape.jobs.length, "job")}, ${gates}. All of it is played here, on a clock of its own.`,
    ...presumed.map((one) => `  ${presumedText(one)}`),
    "",
  ].join("\n");
}

export function presumedText(presumed: Presumed): string {
  switch (presumed.is) {
    case "no-configuration":
      return "There is no .github/release-conductor.yml: an empty one is played, which means all defaults; `init` writes one.";
    case "tag":
      return `No file says the version: ${asCode(presumed.tag)} is made up; name another with --tag.`;
    case "runs":
      return `Job ${asCode(presumed.job)} is played, though only a run knows its ${asCode(`if: ${presumed.condition}`)}.`;
    case "one-of-many":
      return `Job ${asCode(presumed.job)} is played once: only a run knows its matrix.`;
    case "unseen":
      return `Job ${asCode(presumed.job)} is played as one that does nothing else: ${asCode(presumed.uses)} is not in this repository.`;
  }
}

const CLOCK = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
  timeZone: "UTC",
} as const;
const clockTime = new Intl.DateTimeFormat("en-GB", CLOCK);

/** One thing that happens, with what is new on the board; `before` is the board as it was. */
export function happeningText(happening: Happening, before: BoardText | undefined): string {
  const at = clockTime.format(happening.at);
  if (happening.is !== "board") {
    const who = happening.is === "said" ? happening.by : "the app";
    return `${at}  ${clean(who)}: ${clean(happening.words, 1_000)}\n`;
  }
  const { title, added, gone } = changeOf(before, happening.board);
  const [status = ""] = happening.board.lines;
  const fresh = added.filter((line) => line !== status);
  return [
    `${at}  ${clean(title === undefined ? status : `${title}: ${status}`, 1_000)}`,
    ...gone.map((line) => `          - ${clean(line, 1_000)}`),
    ...fresh.map((line) => `          + ${clean(line, 1_000)}`),
    "",
  ].join("\n");
}

/** What the world has come to, for the end. */
export type Outcome = {
  readonly opened: readonly string[];
  /** Files on each index. */
  readonly served: Readonly<Record<string, number>>;
  /** The name of the GitHub release, where it is public. */
  readonly public?: string;
  readonly announced: number;
  readonly states: number;
  readonly minutes: number;
};

export function endingText(ending: Ending, { tag }: Pick<Rehearsal, "tag">, outcome: Outcome): string {
  switch (ending.is) {
    case "released":
      return `\n${clean(ending.status, 1_000)}\n  ${happened(outcome)}\n`;
    case "stuck":
      return `\nThe release of ${asCode(tag)} does not come to its end. The board says: ${clean(ending.status, 1_000)}${ending.answer === undefined ? "" : `\n  The last answer was: ${clean(ending.answer, 1_000)}`}\n  ${happened(outcome)}\n`;
    case "no-board":
      return `\nThe app opens no board for ${asCode(tag)}: check \`tags:\` in the configuration.\n`;
  }
}

function happened({ opened, served, public: name, announced, states, minutes }: Outcome): string {
  const files = Object.entries(served).map(([index, number]) => `${count(number, "file")} on ${index}`);
  const parts = [
    opened.length === 0 ? "No gate was opened" : `Opened: ${names(opened, 20)}`,
    ...(files.length === 0 ? [] : [`published: ${listed(files)}`]),
    name === undefined ? "no GitHub release is public" : `the GitHub release ${clean(`“${name}”`)} is public`,
    ...(announced === 0 ? [] : [`announced ${announced === 1 ? "once" : `${announced} times`}`]),
    `${count(states, "state")} of the board in ${count(minutes, "minute")} of its clock`,
  ];
  return `${parts.join("; ")}.`;
}

/** Why there is nothing to rehearse. */
export function noRehearsalText(not: NoRehearsal): string {
  switch (not.is) {
    case "shape":
      return `These releases are not conducted. ${shapeRefusalText(not.because)}\n`;
    case "tag":
      return `There is no tag to rehearse. ${problemLine(not.problem)}\n`;
    case "configuration-broken":
      return [
        "The configuration is broken, and nothing is conducted until it is mended.",
        ...not.faults.map(
          ({ path, says, remedy }) => `  ${clean(path)} ${clean(says, 1_000)}. ${clean(remedy, 1_000)}`,
        ),
        "",
      ].join("\n");
  }
}

export function noFolder(directory: string, code: string): string {
  return `${clean(directory)} can't be read (${code}): name the folder of a checkout.\n`;
}
