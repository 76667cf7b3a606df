import type { Refusal, Said } from "../release/answer.ts";
import type { ReviewRefusal } from "../release/snapshot.ts";
import { again } from "./again.ts";
import { environmentTicked } from "./places.ts";
import { asCode, asLink, asText } from "./safe.ts";
import { listed, names, sentence } from "./words.ts";

type Of<I extends Refusal["is"]> = Extract<Refusal, { readonly is: I }>;

type RightRefusal = Of<"no-right" | "right-unknown" | "self-approval" | "own-click">;

/** Why somebody may not say this: who may, and how. */
export function rightRefusalText(refusal: RightRefusal, said: Said): string {
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
        ? `The app has started this run, or run it again, for somebody, and nothing tells any more for whom: gate ${asCode(refusal.gate)} wants somebody else than that (\`self-approval: false\`). Say \`/cancel\`, and \`/release\` with the tag on this board.`
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
