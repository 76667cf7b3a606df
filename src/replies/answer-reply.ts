import type { Answer, Answered } from "../release/answer.ts";
import { again } from "./again.ts";
import { builtText, takenUpText } from "./dispatched.ts";
import { refusalText } from "./refusal.ts";
import { asCode, asLink } from "./safe.ts";
import { editedText } from "./wait.ts";
import { names } from "./words.ts";

/** What `/status` and `/help` get to hear, and where the notes start. */
export type Told = Readonly<Record<"status" | "help" | "resume" | "notes-start", string>>;

/**
 * The reply to one comment, from the answers to its commands in order. Undefined when there is nothing to say:
 * plain success is the reaction and the board.
 */
export function answerReply(answered: readonly Answered[], told: Told): string | undefined {
  const texts = answered.map((one) => wordsFor(one, told));
  const needed = texts.filter((text) => text !== undefined);
  if (needed.length === 0 || answered.length === 1) {
    return needed[0];
  }
  return answered
    .map((one, index) => `${again(one.said)} · ${texts[index] ?? successText(one.answer)}`)
    .join("\n\n");
}

function wordsFor({ answer, said }: Answered, told: Told): string | undefined {
  switch (answer.is) {
    case "refused":
      return refusalText(answer.because, said);
    case "told":
      return toldText(answer, told);
    case "done":
    case "accepted":
    case "looking":
      return undefined;
  }
}

function toldText(answer: Extract<Answer, { readonly is: "told" }>, told: Told): string {
  switch (answer.what) {
    case "too-late":
      return tooLateText(answer.gates);
    case "sections-kept":
      return keptText(answer.sections);
    case "notes-start":
      return startText(told["notes-start"], answer.sections);
    case "board":
      return preparedText(answer.tag, answer.url);
    case "draft-left":
      return draftLeftText(answer.url);
    case "out":
      return OUT_TEXT;
    case "ended-only":
      return ENDED_ONLY_TEXT;
    case "taken-up":
      return takenUpText(answer);
    case "built":
      return builtText(answer.build);
    case "status":
    case "help":
    case "resume":
      return told[answer.what];
  }
}

/** Where the board is that was asked for. */
export function preparedText(tag: string, url: string): string {
  return `${asLink("The board", url)} of ${asCode(tag)} is open. It says what has merged, what is still open, and how to tag.`;
}

/** The notes were written anew, but for what people changed. */
export function keptText(sections: readonly string[]): string {
  return `The notes are written anew. ${editedText(sections)}`;
}

/** The notes of a closed board were written anew, from another start. */
export function startText(lines: string, sections: readonly string[]): string {
  const kept = sections.length === 0 ? [] : [editedText(sections)];
  return [
    "The notes are written anew. This board is closed and stays as it is; what it would say now:",
    lines,
    ...kept,
  ].join("\n\n");
}

/** A withdrawn release is given up, and its draft is not the app's to delete. */
export function draftLeftText(url: string): string {
  return `The release is given up, and this issue is closed. ${asLink("Its draft", url)} stays: the app deletes only what it wrote itself and nobody has changed. If nothing in it is worth keeping, delete it with the bin on its page.`;
}

/** The word was about the run: the draft and the board are another matter. */
export const ENDED_ONLY_TEXT =
  "Nothing of it runs any more. The tag is gone as well, which the board did not say yet when this was said. To have the app's draft deleted and this issue closed, too, say `/cancel` again.";

/** A withdrawn release that has reached people. */
export const OUT_TEXT =
  "Nothing of it runs any more. But the release has reached people, or may have, so nothing of it is deleted from here: the board lists what there still is, and what can be done about each. Close this issue to give the release up.";

/** How a command fared whose neighbour in the same comment needed words. */
function successText(answer: Answer): string {
  return answer.is === "looking" ? "GitHub has not answered yet; this follows by itself." : "Done.";
}

/** A hold that stands, and that some gates were quicker than. */
export function tooLateText(gates: readonly string[]): string {
  const [gate, job] = gates.length === 1 ? ["gate", "job is"] : ["gates", "jobs are"];
  return `The hold stands for all that is still to come, but it came too late for ${gate} ${names(gates)}: the ${job} publishing already. If that must not be, a maintainer's \`/cancel\` ends the run.`;
}
