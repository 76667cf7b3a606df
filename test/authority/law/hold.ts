import type { Voice } from "../history.ts";
import { type Case, roleAt, roleBy, saying } from "./case.ts";
import { marksOn } from "./marks.ts";
import { againstWord, atLeast } from "./people.ts";

/** The comments that hold the release when the app looks for the last time. */
export function holdsOf(at: Case): readonly Voice[] {
  return saying(at, "hold")
    .map(({ voice }) => voice)
    .filter((voice) => (isHeard(at, voice) || isAnswered(at, voice)) && !isLifted(at, voice));
}

/** It is there, and its author may hold. */
function isHeard(at: Case, voice: Voice): boolean {
  return againstWord(voice, at) === undefined && atLeast(roleAt(at, voice), "triage");
}

/** Once answered it stands, whatever becomes of the comment. */
function isAnswered(at: Case, voice: Voice): boolean {
  return marksOn(at, voice, at.look.act).has("rocket");
}

/** By an `/unhold` that was answered with done, or by a new attempt. */
function isLifted(at: Case, hold: Voice): boolean {
  const { history, look, run } = at;
  const moved = history.tags.some(
    ({ order, requests }) => order > hold.said.order && requests <= look.read("tag"),
  );
  const isOlder = history.starts.some(
    (one) => one.run === run && one.order > hold.said.order && one.attempt === 1,
  );
  return moved || isOlder || saying(at, "unhold").some(({ voice }) => lifts(at, voice, hold));
}

function lifts(at: Case, voice: Voice, hold: Voice): boolean {
  const marked = marksOn(at, voice, at.look.act);
  const answered = marked.get("eyes") ?? marked.get("rocket");
  return (
    answered !== undefined &&
    marked.has("rocket") &&
    voice.said.at >= hold.said.at &&
    voice.author.type === "User" &&
    !voice.viaApp &&
    atLeast(roleBy(at.history, voice.author.id, answered), "maintain")
  );
}
