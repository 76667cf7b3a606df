import type { Refusal, RequestRefusal, Said } from "../release/answer.ts";
import type { ReviewRefusal } from "../release/snapshot.ts";
import { PHASES } from "../release/step.ts";
import { again } from "./again.ts";
import { callOutRefusalText } from "./call-out-refusal.ts";
import { dispatchRefusalText, isOfDispatch } from "./dispatch-refusal.ts";
import { notesRefusalText } from "./notes-refusal.ts";
import { phaseText } from "./phase-title.ts";
import { CONFIGURATION_FILE, environmentTicked } from "./places.ts";
import { wrongChannelText } from "./problem/announcement.ts";
import { CAUSES } from "./problem/publish-failure.ts";
import { forwardText, withoutText } from "./problem/publish-remedy.ts";
import { requestRefusalText } from "./request-refusal.ts";
import { asCode, asLink, asText, quoted } from "./safe.ts";
import { anewText, MOST_AGE_TEXT } from "./too-old.ts";
import { listed, names, sentence, short, span, utc } from "./words.ts";
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
      return rightText(refusal, said);
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
      return momentText(refusal, said);
    case "nothing-held":
    case "nothing-failed":
    case "retry-in-vain":
    case "run-too-old":
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
      return stateText(refusal, said);
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

function rightText(
  refusal: Of<"no-right" | "right-unknown" | "self-approval" | "own-click">,
  said: Said,
): string {
  switch (refusal.is) {
    case "no-right": {
      const has =
        refusal.has === "none" ? "you have none in this repository" : `yours is ${asCode(refusal.has)}`;
      const named = refusal.who.map((one) => asCode(one));
      const hidden = refusal.teamsHidden
        ? " The app can't see who is in a team: for that, an owner has to accept its permission `members: read` in its installation's settings."
        : "";
      if (refusal.needs === "none") {
        return `${again(said)} is for ${listed(named, "or")} here; ${has}. They can say ${again(said)}.${hidden}`;
      }
      const who = listed(["someone who has it", ...named], "or");
      return `${again(said)} needs the role ${asCode(refusal.needs)} or a higher one; ${has}. ${sentence(who)} can say ${again(said)}.${hidden}`;
    }
    case "right-unknown":
      return `GitHub did not say what you may do here (${asText(refusal.detail)}), so nothing was done. Say ${again(said)} again in some minutes.`;
    case "self-approval":
      return refusal.starterUnknown === true
        ? `The app has started this run for somebody, and nothing on this board tells any more for whom: gate ${asCode(refusal.gate)} wants somebody else than that (\`self-approval: false\`). Say \`/cancel\`, and \`/release\` with the tag on this board.`
        : `You pushed this tag or started its run, and gate ${asCode(refusal.gate)} wants somebody else (\`self-approval: false\`). Another approver can say ${again(said)}.`;
    case "own-click":
      return ownClick(refusal, said);
  }
}

/** Why GitHub takes no review of somebody who linked their account, and what they do then. */
function refusedReview(
  why: ReviewRefusal,
  { link, words }: Readonly<Record<"link" | "words", string>>,
): string {
  switch (why) {
    case "link-ended":
      return `Your account was linked, but GitHub takes that link no more: ${link} again, then say ${words} again.`;
    case "sso-missing":
      return `Your account is linked, but the organization wants you to sign in with its identity provider first: authorize the app for it under your GitHub settings, *Applications*, then say ${words} again.`;
    case "no-access":
      return "Your account is linked, but GitHub lets the app see nothing here in your name: only your own click is left.";
  }
}

function ownClick({ gate, url, reviewers, linkUrl, refused }: Of<"own-click">, said: Said): string {
  const click = `${asLink("Review deployments", url)}, tick ${asCode(gate)}`;
  const words = again(said);
  const link = asLink("link your account", linkUrl);
  const offer =
    linkUrl === undefined
      ? ""
      : ` If you are one of them: ${link}, then say ${words} again, and the app clicks in your name.`;
  const inYourName = refused === undefined ? offer : ` ${refusedReview(refused, { link, words })}`;
  return reviewers.length > 0
    ? `GitHub wants the click of a reviewer for ${asCode(gate)}: ${names(reviewers)}. They open ${click} and approve.${inYourName}`
    : `A comment can't open ${asCode(gate)}: ${environmentTicked(gate)}. Once it is ticked and the gate waits again, say ${again(said)}. Until then, an admin can start the waiting job on ${asLink("the run's page", url)}.`;
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
    case "moved-meanwhile":
      return `**The tag moved while gate ${asCode(refusal.gate)} was being opened by this: ${asLink("the earlier run", refusal.url)} publishes the old build.** Click *Cancel workflow* there at once, and see what it has published. If the new build is fine, say ${again(said)} again.`;
  }
}

type StateRefusal = Of<
  | "nothing-held"
  | "nothing-failed"
  | "retry-in-vain"
  | "run-too-old"
  | "still-running"
  | "not-running"
  | "not-granted"
  | "not-drafted"
  | "already-published"
  | "wrong-channel"
  | "not-released-yet"
  | "configuration-broken"
  | "finished"
  | "abandoned"
>;

function stateText(refusal: StateRefusal, said: Said): string {
  switch (refusal.is) {
    case "nothing-held":
      return "Nothing is on hold. `/status` says what is waited for.";
    case "nothing-failed":
      return "No job of the run has failed, so there is nothing to run again. `/status` says what is waited for.";
    case "retry-in-vain":
      return inVainText(refusal);
    case "run-too-old":
      return `${MOST_AGE_TEXT}, and this one is older. ${refusal.without === undefined ? anewText(refusal.tag, refusal.out) : `${withoutText(refusal.without)} There is nothing to do.`}`;
    case "still-running":
      return "The run is still at work, and GitHub runs failed jobs again only once it has ended. Say `/retry` then, or end it now with `/cancel`.";
    case "not-running":
      return "The run has ended, so there is nothing to cancel. If jobs of it failed, `/retry` runs them again.";
    case "not-granted":
      return `The app's installation has not granted ${names(refusal.permissions)}, which this needs. Do it on the run's page, or have an owner accept the app's permissions in its installation's settings and say ${again(said)} again.`;
    case "not-drafted":
      return `The GitHub release is not ready to publish: first comes ${comesFirst(refusal.waitsFor)}. Once the draft is there, say ${again(said)} again.`;
    case "already-published":
      return `${asLink("The GitHub release", refusal.url)} is public already. \`/announce\` posts it, also a second time.`;
    case "wrong-channel":
      return wrongChannelText(refusal);
    case "not-released-yet":
      return `The GitHub release is not public yet, and what is announced should be there. \`/publish\` comes first, then ${again(said)}.`;
    case "configuration-broken":
      return `\`${CONFIGURATION_FILE}\` is missing or broken, so nobody can say who may approve. The board says what to mend; then say ${again(said)} again.`;
    case "finished":
      return "This release is finished. Here, `/status`, `/help`, `/notes`, `/announce` and `/resume` still work, and `/yank <reason>` if its files are bad.";
    case "abandoned":
      return `This issue was closed by hand, so nothing is done from here. Reopen it, then say ${again(said)} again.`;
  }
}

function inVainText(refusal: Of<"retry-in-vain">): string {
  const { gate, why } = refusal;
  const reason =
    why === "other-bytes" ? "The index has other bytes under the names of the built files." : CAUSES[why];
  return `\`/retry\` would fail at ${asCode(gate)} again: ${reason} ${wayOn(refusal)} If you know better, *Re-run failed jobs* on the run's page does it all the same.`;
}

function wayOn({ gate, way, next }: Of<"retry-in-vain">): string {
  switch (way) {
    case "next-version":
      return forwardText(next);
    case "rebuild":
      return "What to change and tag again stands on the board.";
    case "without":
      return withoutText(gate);
  }
}

/** What a publication waits for: names of phases as people call them, other words as they are. */
function comesFirst(waitsFor: string): string {
  const parts = waitsFor.split(", ");
  const isPhase = (part: string) => (PHASES as readonly string[]).includes(part.split(" ")[0] ?? "");
  return parts.every(isPhase) ? listed(parts.map(phaseText)) : asText(waitsFor);
}
