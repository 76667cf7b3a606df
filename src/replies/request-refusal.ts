import type { Refusal, Said } from "../release/answer.ts";
import { again } from "./again.ts";
import { asCode, asLink } from "./safe.ts";
import { listed, names } from "./words.ts";

/** Why a request on an issue does not count, and what to do instead. */
export function requestRefusalText(
  refusal: Extract<
    Refusal,
    { readonly is: "out-of-place" | "no-tag-said" | "no-release-tag" | "tag-there" | "board-there" }
  >,
  said: Said,
): string {
  switch (refusal.is) {
    case "out-of-place":
      return refusal.isRequest
        ? `${again(said)} is about no board, so it stands in a comment of its own. Say it alone in a new one.`
        : `${again(said)} is about a release, and counts on the board of that release alone. Say it there.`;
    case "no-tag-said":
      return refusal.next.length === 0
        ? `Which tag? Say ${asCode("/prepare v1.0.0")} with the tag that is to come.`
        : `Which tag? Say ${listed(
            refusal.next.map((tag) => asCode(`/prepare ${tag}`)),
            "or",
          )}. Its board then says which of them fits what has merged.`;
    case "no-release-tag":
      return `${asCode(refusal.said)} is no tag of a release here: tags match ${names(refusal.patterns)} and name a version. Say ${asCode("/prepare <tag>")} with such a one.`;
    case "tag-there":
      return `The tag ${asCode(refusal.tag)} is there already, so there is nothing to prepare. Its board opens by itself while its release run is young; ${asCode(`/release ${refusal.tag}`)} opens it at any time.`;
    case "board-there":
      return boardThereText(refusal, said);
  }
}

function boardThereText(
  { tag, url, state, closedByApp }: Extract<Refusal, { readonly is: "board-there" }>,
  said: Said,
): string {
  const board = asLink("its board", url);
  if (state === "open") {
    return `${asCode(tag)} is under way: ${board} says where it stands.`;
  }
  return closedByApp
    ? `${asCode(tag)} is released: ${board} says how it went. Say ${asCode(`/${said.word} <tag>`)} with the tag of another version.`
    : `Somebody closed ${board}, and with it gave ${asCode(tag)} up. Reopen it to go on.`;
}
