import { callOutNote } from "../commands/call-out-requests.ts";
import { isLogin, mention, plainLogin } from "../notes/mention.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { Blocker, OpenPull, PullState } from "../release/preparation.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { asCode, asText, quoted } from "./safe.ts";

/** What each state asks of the author, as the end of a sentence about the pull request. */
export const PULL_NEEDS: { readonly [State in PullState]: string } = {
  draft: "is a draft; mark it as ready for review",
  conflicts: "has conflicts; bring it up to date",
  "checks-failing": "has failing checks; mend them",
  "changes-requested": "was asked for changes; make them, or answer",
  "waiting-for-review": "waits for a review",
  approved: "is approved; it only has to be merged",
};

/** Longer titles are cut. */
const LONGEST_TITLE = 100;

/** The app's own call-out on the board, where there is one. */
export function callOutOf(seen: Snapshot): Comment | undefined {
  return (given(seen.comments) ?? []).find(({ callOut }) => callOut !== undefined);
}

/** Whether a call-out says this, and nobody has changed it. */
export function isCurrent({ callOut }: Comment, text: string): boolean {
  return callOut?.intact === true && callOut.print === fingerprint(text);
}

/** The call-out: the one text besides reminders and credits that mentions people, each once. */
export function callOutText(seen: Snapshot): string {
  const tag = asCode(seen.key.tag);
  const { pulls = [], blockers = [], more = 0 } = given(seen.aims) ?? {};
  const note = callOutNote(seen);
  const said = note === undefined ? "" : ` ${asCode(note.by)} says: ${quoted(note.text)}`;
  const open =
    pulls.length === 0
      ? "No pull request that aims at it is open."
      : "These pull requests aim at it and are open; whoever is named here is asked to see to theirs:";
  return [
    `**${tag} is being prepared.**${said}`,
    ...heldLines(seen),
    ...(blockers.length === 0 ? [] : [`To be closed first:\n\n${blockers.map(blockerLine).join("\n")}`]),
    open,
    ...(pulls.length === 0 ? [] : [byAuthor(pulls).join("\n")]),
    ...(more === 0 ? [] : [`… and ${more} more that are not named here.`]),
    `This list follows what is so until ${tag} is pushed, in this comment. A pull request leaves it with its milestone or label.`,
  ].join("\n\n");
}

/** So long as somebody holds the release it is not tagged, however soon the rest is in. */
function heldLines(seen: Snapshot): readonly string[] {
  const [hold] = memoryOf(seen).holds;
  if (hold === undefined) {
    return [];
  }
  const by = `**On hold by ${asCode(hold.by)}`;
  const who = hold.reason === undefined ? `${by}.**` : `${by}:** ${quoted(hold.reason)}.`;
  return [`${who} It should not be tagged before that is lifted.`];
}

/** What the comment says once the tag is there. */
export function endedText(text: string, { key }: Pick<Snapshot, "key">): string {
  return `${text}\n\n**${asCode(key.tag)} is tagged.** This list is not kept up to date any more.`;
}

function blockerLine({ number, title }: Blocker): string {
  return `- #${number} ${asText(title, LONGEST_TITLE)}`;
}

/** A line for each person, in the order of their first pull request; what nobody can be called for comes last. */
function byAuthor(pulls: readonly OpenPull[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const pull of pulls) {
    const who = whoOf(pull);
    lines.set(who, [...(lines.get(who) ?? []), pullText(pull)]);
  }
  const named = [...lines].filter(([who]) => who !== NOBODY);
  const nobody = lines.get(NOBODY) ?? [];
  return [...named, ...(nobody.length === 0 ? [] : [[NOBODY, nobody] as const])].map(
    ([who, texts]) => `- ${who}: ${texts.join(" · ")}`,
  );
}

const NOBODY = "without an author to call";

function whoOf({ author }: OpenPull): string {
  return author === undefined || author.bot || !isLogin(plainLogin(author.login)) ? NOBODY : mention(author);
}

function pullText({ number, title, state }: OpenPull): string {
  return `#${number} ${asText(title, LONGEST_TITLE)} ${PULL_NEEDS[state]}`;
}
