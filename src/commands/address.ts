import type { Aboard } from "../release/aboard.ts";
import { type CommandName, FOR_ALL, isStop, REQUESTS, type Said } from "../release/answer.ts";

const CONCERNS_ALL: ReadonlySet<CommandName | undefined> = new Set<CommandName>(FOR_ALL);

/** These name a tag by themselves, on a board as on any issue, and speak to no release. */
const TO_NOBODY: ReadonlySet<CommandName | undefined> = new Set<CommandName>(REQUESTS);

type Line = { readonly said: Said; readonly to: string | undefined };

/**
 * The lines of one comment that are said to this release, with its tag taken from them. A command on a shared board
 * names its release first (`/approve cli-v2.0.0 pypi`); a comment speaks to one release. What names none, or comes
 * beside what names another, is the lead's to refuse, so that no release takes another's word. What was said before
 * anybody shared the board was said to the lead.
 */
export function saidTo(aboard: Aboard, lines: readonly Said[], comment: number): readonly Said[] {
  if (comment <= aboard.since) {
    return aboard.own === aboard.lead ? lines : [];
  }
  const addressed = addressedLines(aboard, lines);
  const named = tagsIn(addressed);
  const [only = aboard.lead, ...others] = named;
  const owner = others.length === 0 ? only : aboard.lead;
  return owner === aboard.own
    ? addressed.map(({ said, to }) => mine(said, to === owner && others.length === 0, aboard))
    : [];
}

function mine(said: Said, isNamed: boolean, { own, tags, from = 0 }: Aboard): Said {
  if (isNamed) {
    return said.comment.id > from ? { ...said, to: own } : early({ ...said, to: own });
  }
  return said.command === undefined || CONCERNS_ALL.has(said.command) || TO_NOBODY.has(said.command)
    ? said
    : { ...said, command: undefined, astray: { command: said.command, tags } };
}

/**
 * What a release's board remembers ends with it, holds among it: where it is a later comment, nothing that was said
 * before opens anything. What stops something needs no memory, and does no harm.
 */
function early(said: Said): Said {
  const { command } = said;
  return command === undefined || isStop(said) || CONCERNS_ALL.has(command)
    ? said
    : { ...said, command: undefined, early: command };
}

/**
 * Holds of a comment that others answer and that stop this release, too: those that name no release, and those that
 * name another in the reason. Where it is not clear who is meant, all are.
 */
export function holdsFor(aboard: Aboard, lines: readonly Said[], comment: number): readonly Said[] {
  if (comment <= aboard.since) {
    return [];
  }
  const addressed = addressedLines(aboard, lines);
  if (saidTo(aboard, lines, comment).length > 0) {
    return [];
  }
  return addressed
    .filter(({ said, to }) => said.command === "hold" && (to === undefined || namesAnother(said, aboard)))
    .map(({ said }) => said);
}

/** Whether all releases on the board have to stop by it. */
export function isForAll(said: Said, { tags }: Pick<Aboard, "tags">): boolean {
  return said.to === undefined || said.words.some((word) => tags.includes(word));
}

function namesAnother({ words }: Said, { tags }: Aboard): boolean {
  return words.some((word) => tags.includes(word));
}

function addressedLines({ tags }: Aboard, lines: readonly Said[]): readonly Line[] {
  return lines.map((said) => {
    const [first = "", ...words] = said.words;
    return tags.includes(first) && !TO_NOBODY.has(said.command)
      ? { said: { ...said, words }, to: first }
      : { said, to: undefined };
  });
}

function tagsIn(lines: readonly Line[]): readonly string[] {
  return [...new Set(lines.flatMap(({ to }) => to ?? []))];
}
