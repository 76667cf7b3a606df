import type { Refusal, RequestRefusal, Said } from "../release/answer.ts";
import { again } from "./again.ts";
import { callOutRefusalText } from "./call-out-refusal.ts";
import { dispatchRefusalText, isOfDispatch } from "./dispatch-refusal.ts";
import { notesRefusalText } from "./notes-refusal.ts";
import { phaseText } from "./phase-title.ts";
import { CONFIGURATION_FILE } from "./places.ts";
import { requestRefusalText } from "./request-refusal.ts";
import { rightRefusalText } from "./right-refusal.ts";
import { asCode, asLink, asText, quoted } from "./safe.ts";
import { stateRefusalText } from "./state-refusal.ts";
import { listed, names, short, span, utc } from "./words.ts";
import { yankRefusalText } from "./yank-refusal.ts";

type Of<I extends Refusal["is"]> = Extract<Refusal, { readonly is: I }>;

/** Why a command does not count: the rule, who could, and what to type next. */
export function refusalText(refusal: Refusal, said: Said): string {
  return isOfDispatch(refusal) ? dispatchRefusalText(refusal, said) : ofCommand(refusal, said);
}

function ofCommand(refusal: Exclude<Refusal, RequestRefusal>, said: Said): string {
  switch (refusal.is) {
    case "no-right":
    case "right-unknown":
    case "self-approval":
    case "own-click":
      return rightRefusalText(refusal, said);
    case "call-out-over":
    case "nobody-to-call":
    case "too-long":
      return callOutRefusalText(refusal);
    case "which-release":
      return whichReleaseText(refusal, said);
    case "edited":
    case "wrong-words":
    case "unknown-command":
    case "unknown-gate":
    case "unknown-test":
    case "unknown-channel":
    case "wrong-commit":
    case "commit-required":
    case "no-such-account":
    case "own-right":
    case "contradicted":
      return wordsText(refusal, said);
    default:
      return ofRelease(refusal, said);
  }
}

type OnItself =
  | "no-right"
  | "right-unknown"
  | "self-approval"
  | "own-click"
  | "call-out-over"
  | "nobody-to-call"
  | "too-long"
  | "which-release"
  | WordsRefusal["is"];

/** Of where the release stands, not of the command by itself. */
function ofRelease(refusal: Exclude<Refusal, RequestRefusal | Of<OnItself>>, said: Said): string {
  switch (refusal.is) {
    case "gate-not-waiting":
    case "too-early":
    case "already-open":
    case "phase-not-done":
    case "held":
    case "configuration-changed":
    case "artifacts-replaced":
    case "expired":
    case "nothing-to-test":
    case "superseded":
    case "moved-meanwhile":
    case "before-board":
      return momentText(refusal, said);
    case "nothing-held":
    case "nothing-failed":
    case "retry-in-vain":
    case "run-too-old":
    case "refused-thrice":
    case "still-running":
    case "not-running":
    case "not-granted":
    case "not-drafted":
    case "already-published":
    case "wrong-channel":
    case "not-released-yet":
    case "configuration-broken":
    case "finished":
    case "abandoned":
      return stateRefusalText(refusal, said);
    case "out-of-place":
    case "no-tag-said":
    case "no-release-tag":
    case "tag-there":
    case "board-there":
      return requestRefusalText(refusal, said);
    case "not-out-yet":
    case "yanked":
      return yankRefusalText(refusal, said);
    case "no-notes-yet":
    case "notes-full":
    case "no-such-base":
    case "no-tag":
      return notesRefusalText(refusal);
  }
}

/** So many releases are named to choose from. */
const MOST_LINES = 10;

/** The words are said again as far as they are plain ones: a gate, a commit, the name of a test. */
function whichReleaseText({ command, tags }: Of<"which-release">, { words }: Said): string {
  const rest = words.filter((word) => !tags.includes(word));
  const odd = rest.findIndex((word) => !/^[\w.+@-]{1,40}$/.test(word));
  const plainOnes = rest.slice(0, odd === -1 ? 3 : Math.min(odd, 3));
  const lines = tags
    .slice(0, MOST_LINES)
    .map((tag) => `- ${asCode([`/${command}`, tag, ...plainOnes].join(" "), 300)}`);
  return `Several releases share this board, and which is meant is not clear. Say one of these, in a new comment:\n\n${lines.join("\n")}\n\nA command names its release first, and a comment speaks to one of them.`;
}

type WordsRefusal = Of<
  | "edited"
  | "wrong-words"
  | "unknown-command"
  | "unknown-gate"
  | "unknown-test"
  | "unknown-channel"
  | "wrong-commit"
  | "commit-required"
  | "no-such-account"
  | "own-right"
  | "contradicted"
>;

function wordsText(refusal: WordsRefusal, said: Said): string {
  switch (refusal.is) {
    case "edited":
      return `An edited comment does not count, because nobody can tell what it said before. Say ${again(said)} in a new one.`;
    case "wrong-words":
      return `These words don't fit the command. Say ${asCode(refusal.usage)}, alone on its line.`;
    case "unknown-command": {
      const near = refusal.near === undefined ? "" : ` Did you mean ${asCode(`/${refusal.near}`)}?`;
      return `There is no command ${asCode(`/${refusal.word}`, 40)}.${near} \`/help\` lists them all.`;
    }
    case "unknown-gate":
      return refusal.gates.length === 0
        ? `There is no gate ${asCode(refusal.said, 40)}: this run has not come to any yet. \`/status\` says where it stands.`
        : `There is no gate ${asCode(refusal.said, 40)}. Say ${either(said, refusal.gates)}.`;
    case "unknown-test":
      return `${asCode(refusal.said, 40)} is not one of the smoke tests here. Say ${listed(
        refusal.tests.slice(0, 10).map((test) => asCode(`/tested ${test} ok`)),
        "or",
      )}.`;
    case "unknown-channel":
      return refusal.channels.length === 0
        ? `No channel is configured under \`announce:\` in \`${CONFIGURATION_FILE}\`. Once one is there, say \`/announce\`.`
        : `There is no channel ${asCode(refusal.said, 40)}. Say ${either(said, refusal.channels)}.`;
    case "wrong-commit": {
      const right = `/${said.command ?? "approve"} ${plain(said.words[0])} ${short(refusal.commit)}`;
      return `The tag is at ${asCode(short(refusal.commit))}, not at ${asCode(refusal.said, 40)}. If ${asCode(short(refusal.commit))} is what you tested, say ${asCode(right)}.`;
    }
    case "commit-required":
      return `Gate ${asCode(refusal.gate)} wants the commit named that you mean. If it is ${asCode(short(refusal.commit))}, say ${asCode(`/approve ${plain(refusal.gate)} ${short(refusal.commit)}`)}.`;
    case "no-such-account":
      return `There is no person ${asCode(refusal.login, 40)} on GitHub. Say ${asCode("/delegate @user <gate>")} with the name as their profile has it.`;
    case "own-right":
      return `You have that right yourself: ${asCode(`/approve ${plain(refusal.gate)}`)} is yours to say.`;
    case "contradicted":
      return `The comment also says ${asCode(refusal.by)}, and what closes wins. If you meant ${again(said)}, say it alone in a new comment.`;
  }
}

function either(said: Said, choices: readonly string[]): string {
  const command = said.command ?? "help";
  return listed(
    choices.slice(0, 10).map((choice) => asCode(`/${command} ${choice}`)),
    "or",
  );
}

function plain(word: string | undefined): string {
  return word !== undefined && /^[\w.+-]{1,40}$/.test(word) ? word : "<gate>";
}

type MomentRefusal = Of<
  | "gate-not-waiting"
  | "too-early"
  | "already-open"
  | "phase-not-done"
  | "held"
  | "configuration-changed"
  | "artifacts-replaced"
  | "expired"
  | "nothing-to-test"
  | "superseded"
  | "moved-meanwhile"
  | "before-board"
>;

function momentText(refusal: MomentRefusal, said: Said): string {
  switch (refusal.is) {
    case "gate-not-waiting":
      return `Gate ${asCode(refusal.gate)} is not waiting: ${asText(refusal.why)}. Once the board shows it waiting, say ${again(said)} again.`;
    case "too-early":
      return `Gate ${asCode(refusal.gate)} began to wait at ${utc(refusal.since)}, and only what is said after that is about this build. Say ${again(said)} again now.`;
    case "already-open":
      return `Gate ${asCode(refusal.gate)} is open already${refusal.by.length === 0 ? "" : `, by ${names(refusal.by)}`}, so there is nothing to approve. \`/status\` says what comes next.`;
    case "phase-not-done":
      return `Gate ${asCode(refusal.gate)} can't open before ${listed(refusal.phases.map(phaseText))}. Once ${refusal.phases.length === 1 ? "that is" : "these are"} done, say ${again(said)} again.`;
    case "held":
      return `${asCode(refusal.by)} put this release on hold${refusal.reason === undefined ? "" : `: ${quoted(refusal.reason)}`}. A maintainer lifts it with \`/unhold\`; then say ${again(said)} again.`;
    case "configuration-changed":
      return `\`${CONFIGURATION_FILE}\` changed after this was said (now ${asCode(short(refusal.blob))}), and approvals count only under the rules in force. Say ${again(said)} again now.`;
    case "artifacts-replaced":
      return `${names(refusal.names)} ${refusal.names.length === 1 ? "was" : "were"} uploaded${Number.isFinite(refusal.at) ? ` at ${utc(refusal.at)},` : ""} after this was said, so this approval is about other bytes than ${asCode(refusal.gate)} would publish. If the new ones are fine, say ${again(said)} again.`;
    case "expired":
      return `An approval of ${asCode(refusal.gate)} is good for ${span(refusal.after)}, and this one is older. If you still mean it, say ${again(said)} again.`;
    case "nothing-to-test":
      return `There was nothing to try when this was said: ${asText(refusal.why)}. Once the board lists the artifacts, try them and say ${again(said)} again.`;
    case "superseded":
      return `The tag was moved or the run replaced after this was said, so it is about a build that will not be published. If the new one is fine, say ${again(said)} again.`;
    case "before-board":
      return `This was said before the board of this release, and what was said before it counts for nothing. If you still mean it, say ${again(said)} again.`;
    case "moved-meanwhile":
      return `**The tag moved while gate ${asCode(refusal.gate)} was being opened by this: ${asLink("the earlier run", refusal.url)} publishes the old build.** Click *Cancel workflow* there at once, and see what it has published. If the new build is fine, say ${again(said)} again.`;
  }
}
