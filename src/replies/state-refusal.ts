import type { Refusal, Said } from "../release/answer.ts";
import { PHASES } from "../release/step.ts";
import { doingText } from "./action.ts";
import { again } from "./again.ts";
import { phaseText } from "./phase-title.ts";
import { CONFIGURATION_FILE } from "./places.ts";
import { wrongChannelText } from "./problem/announcement.ts";
import { CAUSES } from "./problem/publish-failure.ts";
import { forwardText, withoutText } from "./problem/publish-remedy.ts";
import { asCode, asLink, asText } from "./safe.ts";
import { anewText, MOST_AGE_TEXT } from "./too-old.ts";
import { listed, names } from "./words.ts";

type Of<I extends Refusal["is"]> = Extract<Refusal, { readonly is: I }>;

type StateRefusal = Of<
  | "nothing-held"
  | "nothing-failed"
  | "retry-in-vain"
  | "run-too-old"
  | "refused-thrice"
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

/** Why this is not what can be done where the release stands. */
export function stateRefusalText(refusal: StateRefusal, said: Said): string {
  switch (refusal.is) {
    case "nothing-held":
      return "Nothing is on hold. `/status` says what is waited for.";
    case "nothing-failed":
      return "No job of the run has failed, so there is nothing to run again. `/status` says what is waited for.";
    case "retry-in-vain":
      return inVainText(refusal);
    case "run-too-old":
      return `${MOST_AGE_TEXT}, and this one is older. ${refusal.without === undefined ? anewText(refusal.tag, refusal.out) : `${withoutText(refusal.without)} There is nothing to do.`}`;
    case "refused-thrice":
      return `${doingText(refusal.action)} was refused by GitHub three times, and is not tried again. Do it by hand on ${refusal.url === undefined ? "GitHub" : asLink("the run's page", refusal.url)}, or, once what is in the way is gone, say \`/resume\` and then ${again(said)} again.`;
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
